/**
 * A group's answers: how many chose each step, as pure functions over the saved state. Who chose what is never
 * known; in what order is known only to the page, so that the last answer can be taken back.
 *
 * Where there are meetings, a meeting's counts lie under `estimate@MEETING`, which the next meeting removes.
 * What was last shown also lies under `estimate`: a later estimate compares itself with it.
 *
 * @typedef {import("../../progress.js").State} State
 */

import { change, markDone, part } from "../../progress.js";

/**
 * @param {string} id
 * @param {string} meeting its id, "" if there is none
 */
export function countsAt(id, meeting) {
  return meeting ? `${id}@${meeting.slice(0, 8)}` : id;
}

/**
 * @param {State} state
 * @param {string} place
 * @param {number} steps
 * @returns {number[]} one number a step, whatever was saved
 */
export function countsIn(state, place, steps) {
  const { v } = part(state, place);
  return Array.from({ length: steps }, (_, i) => (Array.isArray(v) && v[i] > 0 ? Math.floor(v[i]) : 0));
}

/**
 * @param {State} state
 * @param {string} id
 * @param {string} meeting
 * @param {number} steps
 * @returns {{ counts: number[], day: number | undefined }} this meeting's answers, or those last shown, and the
 *   day since 1970 on which they were shown
 */
export function earlier(state, id, meeting, steps) {
  const here = countsAt(id, meeting);
  const place = countsIn(state, here, steps).some(Boolean) ? here : id;
  return { counts: countsIn(state, place, steps), day: part(state, place).t };
}

/**
 * @param {State} state
 * @param {string} place
 * @param {number[]} v
 * @returns {State}
 */
export function answered(state, place, v) {
  return change(state, place, { v: v.some(Boolean) ? v : undefined });
}

/**
 * @param {State} state
 * @param {string} id
 * @param {string} place
 * @param {number} t the day since 1970
 * @returns {State} with the answers shown: the estimate is done
 */
export function reveal(state, id, place, t) {
  const { v } = part(state, place);
  return change(change(markDone(state, id), place, { t }), id, { v, t });
}
