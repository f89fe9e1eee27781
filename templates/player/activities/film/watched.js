/**
 * Which parts of a film were seen, and whether they are enough.
 *
 * @typedef {import("../../progress.js").State} State
 */

import { change, isDone, markDone, part, ranges } from "../../progress.js";
import { covered, unite } from "../../ranges.js";

/** A film counts as seen once this share of it has been played. */
export const SEEN = 0.9;
/**
 * Record that a film was played: only what actually ran counts, not seeking. Versions with the same timing
 * have the same `line` and share what was played.
 *
 * @param {State} state
 * @param {{ id: string, seconds: number, line?: number }} film
 * @param {number[]} ran start, end, start, end … in seconds
 * @param {number} place the current position in the film, in seconds
 * @returns {State}
 */
export function watched(state, film, ran, place) {
  const moved = change(state, film.id, { t: Math.floor(place) });
  if (isDone(state, film.id)) return moved;
  const all = unite([...seen(state, film.id, film.line), ...ran]);
  return covered(all) >= SEEN * film.seconds
    ? markDone(moved, film.id)
    : change(moved, film.id, { [keyOf(film.line)]: all });
}

/**
 * @param {State} state
 * @param {string} id
 * @param {number} [line]
 * @returns {number[]} what has been played so far: start, end, start, end … in seconds; empty once the film
 *   is done
 */
export function seen(state, id, line) {
  return ranges(part(state, id), keyOf(line));
}

/**
 * @param {number} [line]
 * @returns {string}
 */
function keyOf(line) {
  return `p${line || ""}`;
}
