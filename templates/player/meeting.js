/**
 * A group's meeting: one id, from the press on the start button until the group has finished the module, or
 * until nothing has happened for hours. A group leader holds many meetings in one registration; reloading the
 * page does not begin a new one (docs/state.md).
 *
 * @typedef {{ id: () => string, begin: () => boolean }} Meeting
 *   `id` is "" when no group uses the module. `begin` is called once the saved state is known, and returns
 *   whether the page may resume where it was left.
 */

import { onPress } from "./dom.js";
import { uuid4 } from "./uuid.js";
import { END, START } from "./views.js";

/** A meeting without activity for this long is over. In minutes. */
const SILENT = 240;

/**
 * @param {import("./shapes.js").Context} context
 * @param {import("./views.js").Views} views
 * @param {(() => import("./shapes.js").Chosen | undefined) | undefined} chosen absent where the module does
 *   not ask who uses it
 * @returns {Meeting}
 */
export function mountMeeting({ data, environment, save, store }, views, chosen) {
  const { clock, page, random } = environment;
  let known = false;
  /** The id of the meeting that was saved before this page opened. @type {string | undefined} */
  let resumed;
  const isGroup = () => !chosen || chosen() === "group";
  const minutes = () => Math.floor(clock.now() / 60_000);
  /** The time of its last activity, in minutes; negative once everything was done and the end was seen. */
  const last = () => store.get().f ?? 0;
  const isYoung = () => isGroup() && minutes() - Math.abs(last()) <= SILENT;
  const runs = () => isYoung() && last() > 0;
  /** @param {number} sign */
  const live = (sign) => {
    const f = sign * minutes();
    store.update((state) => (f === state.f ? state : { ...state, f }));
  };

  const renew = () => {
    store.update((state) => {
      // What was done is kept; timers, counts and the question in view start over.
      const parts = Object.entries(state.a).flatMap(([id, { q: _q, s: _s, ...kept }]) =>
        id.includes("@") ? [] : [[id, kept]],
      );
      return { ...state, e: uuid4(random), f: minutes(), h: 0, a: Object.fromEntries(parts) };
    });
    void save();
  };
  const press = () => {
    if (known && isGroup() && !runs()) renew();
  };

  for (const button of page.querySelectorAll('[data-do="begin"]')) button.addEventListener("click", press);
  const another = onPress(page, "another", () => {
    renew();
    views.show(data.steps[0].id);
  });
  store.subscribe(() => {
    if (isYoung()) live(Math.sign(last()));
    another.hidden = !resumed || resumed !== store.get().e || !runs();
  });
  views.onShow(() => {
    if (isYoung() && views.current() === END && store.get().c) live(-1);
  });

  return {
    id: () => (isGroup() && store.get().e) || "",
    begin() {
      known = true;
      resumed = store.get().e;
      const goesOn = isYoung() || !isGroup();
      if (views.current() !== START) press();
      store.update((state) => ({ ...state })); // so that the button reflects the state just read
      return goesOn;
    },
  };
}
