/**
 * A catalogue's state: one state, whose parts are its modules. A module that is done is a mark with the day,
 * in days since 1970; the parts of one under way stand under `module/activity`. Whatever is not a module's
 * alone, such as a group's meeting, they share.
 *
 * @typedef {import("../progress.js").State} State
 * @typedef {import("../progress.js").Part} Part
 * @typedef {NonNullable<import("../shapes.js").PlayerData["modules"]>[number]} Module
 */

import { isDone, part } from "../progress.js";
import { COUNTED, LASTING } from "../state-keys.js";

/** What the modules share: the meeting, its time, who uses it, head count, captions, language. */
const SHARED = /** @type {const} */ (["e", "f", "g", "h", "k", "l"]);

/**
 * @param {State} state
 * @returns {Partial<State>}
 */
function shared(state) {
  return Object.fromEntries(SHARED.flatMap((key) => (state[key] === undefined ? [] : [[key, state[key]]])));
}

/**
 * @param {State} state the catalogue's
 * @param {Module} module
 * @returns {State} the module's own, as its page knows it
 */
export function stateOf(state, { id, activities }) {
  const done = isDone(state, id);
  const parts = Object.entries(state.a)
    .filter(([key]) => key.startsWith(`${id}/`))
    .map(([key, known]) => [key.slice(id.length + 1), known]);
  /** @type {Record<string, Part>} */
  const a = Object.fromEntries(parts);
  if (done) for (const one of activities) if (one.required) a[one.id] = { ...a[one.id], d: 1 };
  return { v: 1, m: state.m, ...shared(state), ...(done ? { c: 1 } : {}), a };
}

/**
 * @param {State} state the catalogue's
 * @param {Module} module
 * @param {State} own what the module's page says now
 * @param {number} day
 * @returns {State} the catalogue's, with it
 */
export function take(state, module, own, day) {
  const { id } = module;
  const mark = part(state, id);
  const complete = own.c === 1 || mark.d === 1;
  const others = Object.entries(state.a).filter(([key]) => key !== id && !key.startsWith(`${id}/`));
  const parts = Object.entries(complete ? remains(own, module) : own.a);
  return {
    ...state,
    ...shared(own),
    a: {
      ...Object.fromEntries(others),
      ...(complete ? { [id]: { t: day, ...mark, d: 1 } } : {}),
      ...Object.fromEntries(parts.map(([key, known]) => [`${id}/${key}`, known])),
    },
  };
}

/**
 * What is kept of a module that is done, besides its mark: what somebody did or wrote, and what this meeting
 * has reported.
 *
 * @param {State} own
 * @param {Module} module
 * @returns {Record<string, Part>}
 */
function remains(own, { activities }) {
  const required = activities.filter((one) => one.required).map((one) => one.id);
  const parts = Object.entries(own.a).map(([key, known]) => {
    const now = own.e !== undefined && key.endsWith(`@${own.e.slice(0, 8)}`);
    const stays = (now ? COUNTED : key.includes("@") ? "" : LASTING).replace(
      required.includes(key) ? "d" : "",
      "",
    );
    return [key, Object.fromEntries(Object.entries(known).filter(([name]) => stays.includes(name)))];
  });
  return Object.fromEntries(parts.filter(([, known]) => Object.keys(known).length));
}

/**
 * How far a module has come: its share of what is required, the minutes that is, and the type of what was
 * done last.
 *
 * @param {State} state the catalogue's
 * @param {Module} module
 */
export function standing(state, { id, activities }) {
  const complete = isDone(state, id);
  const done = activities.filter((one) => complete || isDone(state, `${id}/${one.id}`));
  const required = activities.filter((one) => one.required);
  const minutes = (/** @type {Module["activities"]} */ some) =>
    some.reduce((sum, one) => sum + one.minutes, 0);
  return {
    id,
    complete,
    begun: complete || Object.keys(state.a).some((key) => key.startsWith(`${id}/`)),
    progress: complete ? 1 : done.filter((one) => one.required).length / Math.max(1, required.length),
    minutes: minutes(done),
    left: minutes(activities) - minutes(done),
    last: done.at(-1)?.type ?? "other",
    day: part(state, id).t,
  };
}

/**
 * @param {number} now milliseconds since 1970
 * @returns {number} days since 1970, where the learner is
 */
export function dayOf(now) {
  return Math.floor(now / 86_400_000 - new Date(now).getTimezoneOffset() / 1440);
}
