/**
 * The saved state as text: reading it, writing it within its limit, and choosing which of it may be stored in
 * this browser. docs/state.md describes its form.
 *
 * @typedef {import("./progress.js").State} State
 * @typedef {import("./shapes.js").Carried} Carried
 */

import { parseObject } from "./json.js";
import { isAmount, isDigit, isOne, isRanges, isText } from "./kinds.js";
import { change, emptyState } from "./progress.js";
import { COUNTED, LASTING, PARTS, PLAYED, VITAL } from "./state-keys.js";

/**
 * The type each of a state's members must have; unknown members are left alone.
 * @type {Record<string, (value: unknown) => boolean>}
 */
const MEMBERS = {
  c: isOne,
  e: isText,
  f: isAmount,
  g: isDigit,
  h: isAmount,
  k: isDigit,
  l: isText,
  u: isText,
  r: isText,
};
/**
 * @param {Record<string, any>} given
 * @param {(key: string) => ((value: unknown) => boolean) | undefined} kindOf
 * @param {boolean} [only] also drop members of unknown type
 * @returns {Record<string, any>} only the members of the right type
 */
function ofKind(given, kindOf, only = false) {
  return Object.fromEntries(Object.entries(given).filter(([key, value]) => kindOf(key)?.(value) ?? !only));
}

const memberKind = (/** @type {string} */ key) => (Object.hasOwn(MEMBERS, key) ? MEMBERS[key] : undefined);
/** @type {Record<string, (value: unknown) => boolean>} */
const kinds = PARTS;
const partKind = (/** @type {string} */ key) =>
  PLAYED.test(key) ? isRanges : Object.hasOwn(kinds, key) ? kinds[key] : undefined;

/**
 * Read a saved state. One that cannot be read counts as nothing saved: an old or broken record never stops a
 * learner.
 *
 * @param {string} text
 * @param {string} version The version of the module that reads.
 * @returns {State}
 */
export function readState(text, version) {
  const empty = emptyState(version);
  const saved = parseObject(text);
  if (saved.v !== 1 || typeof saved.a !== "object" || saved.a === null) return empty;
  const parts = Object.entries(saved.a).filter(
    ([, part]) => typeof part === "object" && part !== null && !Array.isArray(part),
  );
  const { q: _q, i: _i, x: _x, ...kept } = saved;
  if (kept.c === true || kept.c === "1") kept.c = 1;
  const a = Object.fromEntries(parts.map(([id, part]) => [id, ofKind(part, partKind)]));
  return { ...empty, ...ofKind(kept, memberKind), v: 1, m: version, a };
}

/**
 * The part of a state that may be stored in this browser, on a computer that others use too: what was done,
 * played and chosen, and ids, but nothing anybody wrote and no names. It is an allow list, so that members
 * added later stay out.
 *
 * @param {State} state
 * @returns {State}
 */
export function keepable({ v, m, c, e, f, g, h, k, l, r, a }) {
  const kindOf = (/** @type {string} */ key) => (partKind(key) === isText ? undefined : partKind(key));
  const parts = Object.entries(a).map(([id, part]) => [id, ofKind(part, kindOf, true)]);
  return JSON.parse(JSON.stringify({ v, m, c, e, f, g, h, k, l, r, a: Object.fromEntries(parts) }));
}

/**
 * The marks that a commit puts into the state it carries: `i` counts repeated commits, so that each one
 * differs from the last; `x` says that the status in the LMS is not the intended one (scorm.js).
 *
 * @typedef {{ i: number, x?: 1 }} Marks
 * @param {string} text a saved state
 * @returns {Marks}
 */
export function readMarks(text) {
  const { i, x } = parseObject(text);
  return { i: Number.isSafeInteger(i) ? i : 0, ...(x === 1 ? { x } : {}) };
}

/** The most that marks can add to a state. In characters. */
const MARKS = 24;

/**
 * @param {string} text a state as `writeState` makes it
 * @param {Marks} marks
 * @returns {string}
 */
export function withMarks(text, marks) {
  return marks.i || marks.x ? `${JSON.stringify(marks).slice(0, -1)},${text.slice(1)}` : text;
}

/**
 * Change a saved state and leave the rest as it was, including the version that wrote it.
 *
 * @param {string} text
 * @param {string} version of the module that reads
 * @param {number} limit
 * @param {(state: State) => State} change
 * @returns {string}
 */
export function restate(text, version, limit, change) {
  const state = change(readState(text, version));
  return writeState({ ...state, m: parseObject(text).m ?? version }, limit, carriedIn(text));
}

/**
 * Whether the state was saved, with some progress, by a version of the module other than `version`.
 *
 * @param {string} text a saved state
 * @param {string} version
 * @returns {boolean}
 */
export function isOfAnotherVersion(text, version) {
  const { a } = readState(text, version);
  return Object.keys(a).length > 0 && parseObject(text).m !== version;
}

/**
 * The unsent statements carried in a saved state.
 *
 * @param {string} text
 * @returns {Carried[]}
 */
export function carriedIn(text) {
  const { q } = parseObject(text);
  return Array.isArray(q)
    ? q.filter(
        (event) => Array.isArray(event) && typeof event[0] === "string" && typeof event[2] === "number",
      )
    : [];
}

/**
 * The state as ASCII-only JSON of at most `limit` characters, including the unsent statements it carries. If
 * it would be longer, the following are dropped in this order: played ranges and places, counts, unsent
 * statements other than those of reflections, and finally those of reflections.
 *
 * @param {State} state
 * @param {number} limit
 * @param {Carried[]} [carried]
 * @returns {string}
 */
export function writeState(state, limit, carried = []) {
  const counted = lasting(state, COUNTED);
  const short = lasting(state, LASTING);
  const reflections = carried.filter(([name]) => VITAL.test(name));
  /** @type {[State, Carried[]][]} */
  const tries = [
    [state, carried],
    [counted, carried],
    [short, carried],
  ];
  for (let most = reflections.length; most >= 0; most -= 1) tries.push([short, reflections.slice(0, most)]);
  for (const [whole, q] of tries) {
    const text = ascii(q.length ? { ...whole, q } : whole);
    if (text.length <= limit - MARKS) return text;
  }
  return ascii({ ...short, a: {} });
}

/** Reserved for members that a state may gain later. In characters. */
const RESERVE = 400;

/**
 * As much of a text as fits in the saved state next to the members that are never dropped.
 *
 * @param {State} state
 * @param {string} id the activity the notes belong to
 * @param {string} text
 * @param {number} limit in characters
 * @returns {{ kept: string, left: number }} `left`: how many more ASCII letters fit; negative if the text was
 *   cut
 */
export function fitting(state, id, text, limit) {
  const without = lasting(change(state, id, { n: undefined }), COUNTED);
  const room = limit - RESERVE - ascii(without).length - ascii({ [id]: { n: "" } }).length;
  const left = room - (ascii(text).length - 2);
  if (left >= 0) return { kept: text, left };
  let kept = "";
  let size = 0;
  for (const character of text) {
    size += ascii(character).length - 2;
    if (size > room) break;
    kept += character;
  }
  return { kept, left };
}

/**
 * @param {State} state
 * @param {string} keys
 * @returns {State} the state with only these keys of each part, for when space runs short
 */
function lasting(state, keys) {
  const parts = Object.entries(state.a).map(([id, part]) => [
    id,
    ofKind(part, (key) => (keys.includes(key) ? Boolean : undefined), true),
  ]);
  return { ...state, a: Object.fromEntries(parts.filter(([, part]) => Object.keys(part).length)) };
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function ascii(value) {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
