/**
 * What is ticked, in the saved state: one text in which every ticked item has its three characters. Items that
 * this version of the module does not have stay in it.
 *
 * @typedef {import("../../progress.js").State} State
 */

import { change, part } from "../../progress.js";

/**
 * @param {State} state
 * @param {string} id
 * @returns {string[]} the keys of what is ticked
 */
export function ticks(state, id) {
  return String(part(state, id).k ?? "").match(/.../g) ?? [];
}

/**
 * @param {State} state
 * @param {string} id
 * @param {string} key
 * @param {boolean} on
 * @returns {State}
 */
export function tick(state, id, key, on) {
  const others = ticks(state, id).filter((one) => one !== key);
  return change(state, id, { k: [...others, ...(on ? [key] : [])].join("") });
}
