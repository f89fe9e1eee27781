/**
 * A group's meeting: one id from the press on the start's button until the group has been through it all, or
 * nothing was heard of it for hours. Whoever leads groups holds many in one registration; a reload begins
 * none (docs/state.md).
 *
 * @typedef {{ id: () => string, begin: () => boolean }} Meeting
 *   `id` is "" when no group is at it; `begin`: the saved state is known; whether it may go on where
 *   it was left
 */

import { onPress } from "./dom.js";
import { uuid4 } from "./uuid.js";
import { END, START } from "./views.js";

/** A meeting of which nothing was heard for so long is over. In minutes. */
const SILENT = 240;

/**
 * @param {import("./shapes.js").Context} context
 * @param {import("./views.js").Views} views
 * @param {(() => import("./shapes.js").Chosen | undefined) | undefined} chosen where it is asked who uses the
 *   module
 * @returns {Meeting}
 */
export function mountMeeting({ data, environment, save, store }, views, chosen) {
  const { clock, page, random } = environment;
  let known = false;
  /** The meeting that began before this page. @type {string | undefined} */
  let resumed;
  const isGroup = () => !chosen || chosen() === "group";
  const minutes = () => Math.floor(clock.now() / 60_000);
  /** Its last sign of life; once all was done and the end seen, below 0. */
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
      // What was done stays; the timers and the counts begin anew, and so do the questions.
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
      store.update((state) => ({ ...state })); // the button shows what is known now
      return goesOn;
    },
  };
}
