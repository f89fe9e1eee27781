/**
 * The player's state, as pure functions from one state to the next.
 *
 * A state is what the LMS keeps between sessions; docs/state.md describes its form. Unknown ids are kept, so
 * that opening an older package by accident loses nothing.
 *
 * @typedef {{
 *   d?: 1, p?: number[], t?: number, w?: string, q?: string, s?: number, n?: string,
 *   h?: number, x?: number, y?: number, z?: number, [key: string]: unknown,
 * }} Part
 *   The state of one activity, or of a question under `reflection/question`: done, played ranges (start, end,
 *   start, end … in seconds; `p1`, `p2` … for versions with other timings), place in the film (seconds),
 *   version of the film, question in view, time left on the timer (seconds), notes. Also what was reported to
 *   an LRS, for a meeting under `reflection/question@meeting`: head count, how long the timer ran (seconds),
 *   how often it was reported, how long the question was discussed (seconds). `t` is, of a module in
 *   a catalogue, the day it was done (days since 1970).
 * @typedef {{
 *   v: 1, m: string, c?: 1, e?: string, f?: number, g?: number, h?: number, k?: 0 | 1,
 *   l?: string, u?: string, r?: string, a: Record<string, Part>,
 * }} State
 *   `m` is the module's version, `c` that completion was reached, `e` a group's meeting, `f` the time of its
 *   last activity, `g` 1 for a group and 0 for one person, where that was chosen, `h` the head count, `k`
 *   whether captions are wanted, `l` the chosen language, `u` the name by which an LRS knows the learner, `r`
 *   this attempt.
 * @typedef {{ id: string, required: boolean }} Required
 */

import { unite } from "./ranges.js";
import { LARGER, PLAYED } from "./state-keys.js";

/**
 * @param {string} version
 * @returns {State}
 */
export function emptyState(version) {
  return { v: 1, m: version, a: {} };
}

/**
 * Merge two states: done in either is done, the larger count wins, and the place is `newer`'s.
 *
 * @param {State} older
 * @param {State} newer
 * @returns {State}
 */
export function mergeStates(older, newer) {
  const merged = { ...older, ...newer, a: { ...older.a } };
  for (const [id, part] of Object.entries(newer.a)) {
    const before = older.a[id] ?? {};
    merged.a[id] = { ...before, ...part };
    for (const key of played(merged.a[id]))
      merged.a[id][key] = unite([...ranges(before, key), ...ranges(part, key)]);
    for (const key of LARGER) if ((before[key] ?? 0) > (part[key] ?? 0)) merged.a[id][key] = before[key];
  }
  return merged;
}

/**
 * @param {State} before
 * @param {State} after
 * @returns {boolean} whether `after` records more progress
 */
export function isMore(before, after) {
  const isNews = (/** @type {[string, Part]} */ [id, changes]) => change(before, id, changes) !== before;
  return after.c !== before.c || Object.entries(after.a).some(isNews);
}

/**
 * @param {State} state
 * @param {string} id
 * @returns {Part}
 */
export function part(state, id) {
  return state.a[id] ?? {};
}

/**
 * @param {State} state
 * @param {string} id
 * @returns {boolean}
 */
export function isDone(state, id) {
  return part(state, id).d === 1;
}

/**
 * @param {State} state
 * @param {string} id
 * @returns {State}
 */
export function markDone(state, id) {
  return isDone(state, id)
    ? state
    : change(state, id, {
        d: 1,
        ...Object.fromEntries(played(part(state, id)).map((key) => [key, undefined])),
      });
}

/**
 * @param {State} state
 * @param {string} id
 * @param {Part} changes
 * @returns {State}
 */
export function change(state, id, changes) {
  const before = part(state, id);
  const same = Object.entries(changes).every(
    ([key, value]) => JSON.stringify(before[key]) === JSON.stringify(value),
  );
  return same ? state : { ...state, a: { ...state.a, [id]: { ...before, ...changes } } };
}

/**
 * Share of the required activities that is done, 0 to 1. Once complete, always complete.
 *
 * @param {State} state
 * @param {Required[]} activities
 * @returns {number}
 */
export function progress(state, activities) {
  const required = activities.filter((activity) => activity.required);
  if (state.c || !required.length) return 1;
  return required.filter((activity) => isDone(state, activity.id)).length / required.length;
}

/**
 * @param {State} state
 * @param {Required[]} activities
 * @returns {State} with the completion set if everything required is done
 */
export function noteCompletion(state, activities) {
  return !state.c && activities.length && progress(state, activities) === 1 ? { ...state, c: 1 } : state;
}

/**
 * @param {Part} known
 * @returns {string[]} the keys that hold its played ranges
 */
function played(known) {
  return Object.keys(known).filter((key) => PLAYED.test(key));
}

/**
 * @param {Part} known
 * @param {string} key
 * @returns {number[]}
 */
export function ranges(known, key) {
  const found = known[key];
  return Array.isArray(found) ? found : [];
}
