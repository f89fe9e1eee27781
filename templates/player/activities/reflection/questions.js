/**
 * A reflection's questions in the saved state. Each question keeps its time and its notes under
 * `reflection/question`; the reflection itself keeps which question is in view.
 *
 * @typedef {import("../../contract.js").ReflectionData} ReflectionData
 * @typedef {import("../../progress.js").State} State
 */

import { part } from "../../progress.js";

/**
 * @param {ReflectionData} reflection
 * @returns {string[]} the questions' keys in a state, also used in the statements' names
 */
export function pathsOf({ id, questions }) {
  return questions.map((question) => `${id}/${question.id}`);
}

/**
 * @param {State} state
 * @param {ReflectionData} reflection
 * @returns {number} the index of the question in view; the first if the saved one no longer exists
 */
export function inView(state, { id, questions }) {
  const kept = part(state, id).q;
  return Math.max(
    0,
    questions.findIndex((question) => question.id === kept),
  );
}

/**
 * In earlier releases a reflection had one question and kept its time and notes itself: they become the first
 * question's.
 *
 * @param {State} state as it was read
 * @param {ReflectionData} reflection
 * @returns {State}
 */
export function handDown(state, reflection) {
  const { s, n, ...own } = part(state, reflection.id);
  if (s === undefined && n === undefined) return state;
  const [first] = pathsOf(reflection);
  return { ...state, a: { ...state.a, [reflection.id]: own, [first]: { s, n, ...state.a[first] } } };
}
