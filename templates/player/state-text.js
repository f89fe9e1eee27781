/**
 * The saved state as text: read, written within its limit, and what of it may lie in this browser. Its form
 * is in docs/state.md.
 *
 * @typedef {import("./progress.js").State} State
 * @typedef {import("./shapes.js").Carried} Carried
 */

import { parseObject } from "./json.js";
import { change, emptyState, PLAYED } from "./progress.js";

const isOne = (/** @type {unknown} */ value) => value === 1;
const isDigit = (/** @type {unknown} */ value) => value === 0 || value === 1;
const isAmount = (/** @type {unknown} */ value) => Number.isFinite(value);
const isText = (/** @type {unknown} */ value) => typeof value === "string";
/**
 * What a state's members must be; others are not ours to judge.
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
 * The same of what is known of an activity, but for its played ranges.
 * @type {Record<string, (value: unknown) => boolean>}
 */
const PARTS = {
  d: isOne,
  t: isAmount,
  w: isText,
  q: isText,
  s: isAmount,
  n: isText,
  h: isAmount,
  x: isAmount,
  y: isAmount,
  z: isAmount,
};
const isRanges = (/** @type {unknown} */ value) => Array.isArray(value) && value.every(isAmount);

/**
 * @param {Record<string, any>} given
 * @param {(key: string) => ((value: unknown) => boolean) | undefined} kindOf
 * @param {boolean} [only] leave out what has no kind
 * @returns {Record<string, any>} without what is not of its kind
 */
function ofKind(given, kindOf, only = false) {
  return Object.fromEntries(Object.entries(given).filter(([key, value]) => kindOf(key)?.(value) ?? !only));
}

const memberKind = (/** @type {string} */ key) => (Object.hasOwn(MEMBERS, key) ? MEMBERS[key] : undefined);
const partKind = (/** @type {string} */ key) =>
  PLAYED.test(key) ? isRanges : Object.hasOwn(PARTS, key) ? PARTS[key] : undefined;

/**
 * Read a saved state. What cannot be read counts as nothing saved: a learner is never stopped by an old or
 * broken record.
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
 * What of a state may lie in this browser, on a computer that others use too: what was done, played and
 * chosen, and ids; nothing that somebody wrote, and no name. From a list of what may, so that what a state
 * comes to hold later stays out.
 *
 * @param {State} state
 * @returns {State}
 */
export function keepable({ v, m, c, e, f, g, h, k, l, r, a }) {
  const parts = Object.entries(a).map(([id, { n: _, ...part }]) => [id, ofKind(part, partKind, true)]);
  return JSON.parse(JSON.stringify({ v, m, c, e, f, g, h, k, l, r, a: Object.fromEntries(parts) }));
}

/**
 * The marks of a commit in the state that it carries: `i` counts the commits that had to be repeated, so that
 * each is another one; `x` says that the status is not the one that is meant (scorm.js).
 *
 * @typedef {{ i: number, x?: 1 }} Marks
 * @param {string} text a saved state
 * @returns {Marks}
 */
export function readMarks(text) {
  const { i, x } = parseObject(text);
  return { i: Number.isSafeInteger(i) ? i : 0, ...(x === 1 ? { x } : {}) };
}

/** So much longer do marks make a state. In characters. */
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
 * A saved state with changes, and all else as it was, the version that wrote it too.
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
 * Whether something was done in another version of the module than `version`.
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
 * The unsent statements that a saved state carries.
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
 * The state as ASCII-only JSON of at most `limit` characters, with the unsent statements that it takes along.
 * When it would be longer, played ranges and places go first, then counts, then unsent statements other than
 * reflections', then those.
 *
 * @param {State} state
 * @param {number} limit
 * @param {Carried[]} [carried]
 * @returns {string}
 */
export function writeState(state, limit, carried = []) {
  const counted = lasting(state, "dnhxyz");
  const short = lasting(state, "dn");
  const reflections = carried.filter(([name]) => name.endsWith(".responded"));
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

/** For what else a state may come to hold. In characters. */
const RESERVE = 400;

/**
 * As much of a text as the saved state can hold beside what may never be taken away.
 *
 * @param {State} state
 * @param {string} id the activity whose notes they are
 * @param {string} text
 * @param {number} limit in characters
 * @returns {{ kept: string, left: number }} `left`: how many more plain letters fit; below 0 when not all did
 */
export function fitting(state, id, text, limit) {
  const without = lasting(change(state, id, { n: undefined }), "dnhxyz");
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
 * @returns {State} what is not taken away for want of room: of each part these alone
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
