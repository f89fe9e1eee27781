/**
 * What is told of a reflection's questions: once each, alone or in a meeting, with how long it was talked of
 * and how many they were; and anew when that has changed. What was told, and how long was talked, lies in the
 * saved state, so that a later page knows it.
 *
 * @typedef {import("../../contract.js").ReflectionData} ReflectionData
 * @typedef {{ begin: () => void, look: () => void, ran: (path: string, milliseconds: number) => void,
 *   send: (path: string, text: string) => Promise<boolean>, done: (paths: string[]) => void }} Responses
 *   `begin`: the saved state is known; `look`: time has passed; `ran`: a question's timer; `send`
 *   resolves to whether the text was taken
 */

import { isMeant } from "../../dom.js";
import { duration } from "../../duration.js";
import { change, isDone, part } from "../../progress.js";
import { inView, pathsOf } from "./questions.js";
import { MINUTE } from "./timer.js";

/**
 * Who talks longer of one question has gone. In seconds; or three times what was planned, when that is more.
 */
const MOST_TALK = 1800;

/**
 * @param {import("../../shapes.js").Context} context
 * @param {import("../../views.js").Views} views
 * @param {import("../../meeting.js").Meeting | undefined} meeting where there may be a group
 * @returns {Responses}
 */
export function mountResponses({ data, environment, save, store, tell }, views, meeting) {
  const { clock, page } = environment;
  const reflections = data.activities.filter((activity) => activity.type === "reflection");
  const paths = reflections.flatMap(pathsOf);
  const alone = reflections.filter((reflection) => reflection.alone).flatMap(pathsOf);
  /** What was sent by "Skicka" goes with what puts it right. @type {Map<string, string>} */
  const sent = new Map();
  /** What waits until the saved state is known. @type {(() => void)[] | null} */
  let waiting = [];
  /**
   * What was in view at the last look: where it is counted, and up to how many seconds.
   * @type {[string, number][]}
   */
  let sight = [];
  let since = 0;

  const scopeOf = (/** @type {string} */ path) => (alone.includes(path) ? "" : (meeting?.id() ?? ""));
  /** Where a question's counts are: those of each meeting apart. @param {string} path */
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
    // A lid that was closed is no talk.
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
   * The questions whose statement carries the meeting's head count, or was refused: one, once it was told.
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
    // What is undefined is not there once it is JSON.
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
      note(place, { h: -1 }); // what was refused is told anew
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
  // Before the session hears of it, and saves.
  page.addEventListener("visibilitychange", look, true);

  return {
    begin() {
      if (!waiting) return;
      const acts = waiting;
      waiting = null;
      for (const act of acts) act();
      // What an earlier release told it did not count.
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
