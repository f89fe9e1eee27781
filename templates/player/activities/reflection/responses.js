/**
 * The statements about a reflection's questions: one per question, alone or in a meeting, with how long it
 * was discussed and by how many people, and another when that has changed. What was sent and how long was
 * discussed is in the saved state, so that a later page knows it.
 *
 * @typedef {import("../../contract.js").ReflectionData} ReflectionData
 * @typedef {{
 *   begin: () => void,
 *   look: () => void,
 *   ran: (path: string, milliseconds: number) => void,
 *   send: (path: string, text: string) => Promise<boolean>,
 *   done: (paths: string[]) => void,
 * }} Responses
 *   `begin`: the saved state is known; `look`: time has passed; `ran`: a question's timer ran; `send`
 *   resolves to whether the text was stored
 */

import { isMeant } from "../../dom.js";
import { duration } from "../../duration.js";
import { change, isDone, part } from "../../progress.js";
import { inView, pathsOf } from "./questions.js";
import { MINUTE } from "./timer.js";

/**
 * Discussion time per question is capped at this, or at three times the planned time if that is more: beyond
 * it the group has probably left. In seconds.
 */
const MOST_TALK = 1800;

/**
 * @param {import("../../shapes.js").Context} context
 * @param {import("../../views.js").Views} views
 * @param {import("../../meeting.js").Meeting | undefined} meeting absent where no group is possible
 * @returns {Responses}
 */
export function mountResponses({ data, environment, save, store, tell }, views, meeting) {
  const { clock, page } = environment;
  const reflections = data.activities.filter((activity) => activity.type === "reflection");
  const paths = reflections.flatMap(pathsOf);
  const alone = reflections.filter((reflection) => reflection.alone).flatMap(pathsOf);
  /** Texts sent with "Skicka", to be repeated in later corrections. @type {Map<string, string>} */
  const sent = new Map();
  /** Actions waiting for the saved state. @type {(() => void)[] | null} */
  let waiting = [];
  /**
   * What was in view at the last look: the place that counts its time, and its cap in seconds.
   * @type {[string, number][]}
   */
  let sight = [];
  let since = 0;

  const scopeOf = (/** @type {string} */ path) => (alone.includes(path) ? "" : (meeting?.id() ?? ""));
  /** Where a question's counts are kept, separately for each meeting. @param {string} path */
  const placeOf = (path) => `${path}${scopeOf(path) && `@${scopeOf(path).slice(0, 8)}`}`;
  const known = (/** @type {string} */ path) => part(store.get(), placeOf(path));
  /**
   * @param {string} place
   * @param {import("../../progress.js").Part} changes
   */
  const note = (place, changes) => store.update((state) => change(state, place, changes));
  const when = (/** @type {() => void} */ act) => void (waiting ? waiting.push(act) : act());

  const look = () => {
    const spent = clock.monotonic() - since;
    since += spent - (spent % 1000);
    // Time with the lid closed is not discussion.
    const seconds = Math.floor(Math.min(spent, 2 * MINUTE) / 1000);
    const before = sight;
    const step = data.steps.find(({ id }) => id === views.current());
    const shown =
      waiting || page.visibilityState === "hidden"
        ? []
        : reflections.filter(({ id }) => step?.activities.includes(id));
    sight = shown.map((reflection) => {
      const at = inView(store.get(), reflection);
      return [placeOf(pathsOf(reflection)[at]), Math.max(MOST_TALK, 3 * reflection.questions[at].seconds)];
    });
    for (const [place, most] of before) {
      const { y, z = 0 } = part(store.get(), place);
      if (!y && seconds) note(place, { z: Math.min(z + seconds, most) });
    }
  };
  const tick = () => {
    look();
    clock.after(MINUTE, tick);
  };

  /**
   * The questions whose statement carries the meeting's head count, or was refused; just one once it has been
   * sent.
   */
  const carriers = () => paths.filter((path) => known(path).h);
  /** @param {string} path */
  const headsOf = (path) =>
    (scopeOf(path) && [path, ...carriers()].at(-1) === path && store.get().h) || undefined;

  /** @param {string} path */
  const respond = async (path) => {
    const { x, y = 0, z = 0 } = known(path);
    const h = headsOf(path);
    const place = placeOf(path);
    const { extensions } = data;
    const field = /** @type {HTMLTextAreaElement | null} */ (
      page.getElementById(`q-${path.split("/")[1]}_note`)
    );
    // JSON drops undefined members.
    const result = {
      duration: x ? duration(x) : undefined,
      response: sent.get(place),
      extensions: {
        [`${extensions}talking-seconds`]: z,
        [`${extensions}head-count`]: h,
        [`${extensions}length`]: (field && isMeant(field) && field.value.trim().length) || undefined,
        [`${extensions}ended-early`]: x ? part(store.get(), path).s !== 0 : undefined,
      },
    };
    note(place, { y: y + 1, h });
    const taken = await tell(`${path}.responded`, result, { meeting: scopeOf(path), n: y + 1 });
    if (!taken) {
      sent.delete(place);
      note(place, { h: -1 }); // so that a refused statement is sent again
    }
    return taken;
  };

  for (const { id } of reflections) {
    const counter = /** @type {HTMLInputElement | null} */ (page.getElementById(`a-${id}_count`));
    if (!counter) continue;
    counter.addEventListener("input", () => {
      const h = /^\d{1,3}$/.test(counter.value.trim()) ? Number(counter.value) : 0;
      store.update((state) => ({ ...state, h }));
      void save();
    });
    store.subscribe(() => {
      const shown = String(store.get().h || "");
      if (counter !== page.activeElement && counter.value !== shown) counter.value = shown;
    });
  }
  store.subscribe(look);
  views.onShow(look);
  // In the capture phase, to run before the session's own listener saves.
  page.addEventListener("visibilitychange", look, true);

  return {
    begin() {
      if (!waiting) return;
      const acts = waiting;
      waiting = null;
      for (const act of acts) act();
      // An earlier release sent these statements without counting them.
      if (!Object.values(store.get().a).some(({ y }) => y)) {
        for (const reflection of reflections)
          if (isDone(store.get(), reflection.id))
            for (const path of pathsOf(reflection)) note(path, { y: 1 });
      }
      tick();
    },
    look,
    ran: (path, milliseconds) =>
      when(() =>
        note(placeOf(path), { x: Math.round((known(path).x ?? 0) * 100 + milliseconds / 10) / 100 }),
      ),
    send: (path, text) =>
      new Promise((resolve) => {
        when(() => {
          look();
          sent.set(placeOf(path), text);
          resolve(respond(path));
        });
      }),
    done: (own) =>
      when(() => {
        look();
        for (const path of [...carriers(), ...own])
          if (!known(path).y || headsOf(path) !== known(path).h) void respond(path);
      }),
  };
}
