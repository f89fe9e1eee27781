/**
 * The states and transitions of a statement in the outbox: a table and nothing else. An event that a state
 * does not list is a bug of ours, and changes nothing.
 *
 * `kept`: no request has carried it, or none that can have stored it · `sending`: a request carries it ·
 * `unclear`: a request carried it, and the outcome is unknown · `resending`: another request carries it after
 * that · `aside`: the LRS refused it for good · `confirmed`: the LRS has it · `gone`: another tab has dealt
 * with it, or it now has a new id.
 *
 * @typedef {keyof typeof ITEM_FOLLOWS} ItemState
 * @typedef {"send" | "confirm" | "refuse" | "rename" | "silence" | "forbid" | "carry" | "vanish"} ItemEvent
 *   `silence`: no conclusive answer; `forbid`: access denied, so this request stored nothing; `carry`:
 *   another page sends it; `vanish`: its row is gone
 * @typedef {{
 *   id: string, body: string, at: number, n: number, alone?: boolean, session?: string, page?: string,
 *   tried?: number, aside?: string, batch?: string, probe?: boolean,
 * }} Row
 *   As stored in the browser. `body` is the statement, serialised once; `at` (milliseconds since 1970) and
 *   `n` give its position; `page` made it; `tried`: when a request last began to carry it; `aside`: why the
 *   LRS refused it; for `batch` and `probe` see batches.js.
 * @typedef {Row & {
 *   state: ItemState, disk?: "kept" | "loose", found?: boolean, left?: boolean, rest?: number,
 *   pause?: number, failed?: number, late?: boolean, tell?: (there: boolean) => void,
 * }} Item
 *   With what only this page knows. `disk`: this browser has confirmed that it stored it, or could not;
 *   `found`: another page made it; `left`: also, this session does not wait for it; `rest`: no request
 *   carries it before this time on the monotonic clock; `pause`: nor before this one, unless somebody asks;
 *   `failed`: how often; `late`: it fails while others succeed, and goes last; `tell` is called with whether
 *   the LRS stored or refused it.
 */

export const ITEM_FOLLOWS = /** @type {const} */ ({
  kept: { send: "sending", carry: "unclear", vanish: "gone" },
  sending: { confirm: "confirmed", refuse: "aside", rename: "gone", silence: "unclear", forbid: "kept" },
  unclear: { send: "resending", vanish: "gone" },
  resending: { confirm: "confirmed", refuse: "aside", rename: "gone", silence: "unclear", forbid: "unclear" },
  aside: { vanish: "gone" },
  confirmed: {},
  gone: {},
});

/**
 * @param {Item} item
 * @param {ItemEvent} event
 */
export function happenTo(item, event) {
  /** @type {Partial<Record<ItemEvent, ItemState>>} */
  const row = ITEM_FOLLOWS[item.state];
  item.state = row[event] ?? item.state;
}

/**
 * @param {Item} item
 * @returns {boolean} whether it must be sent, or sent again
 */
export function isWaiting({ state }) {
  return state === "kept" || state === "unclear";
}

/**
 * @param {Item} item
 * @returns {boolean} whether a request carries it now
 */
export function isSent({ state }) {
  return state === "sending" || state === "resending";
}

/**
 * @param {Item} item
 * @returns {boolean} whether an earlier request may have stored it
 */
export function mayBeStored({ state }) {
  return state === "unclear" || state === "resending";
}

/**
 * @param {Item} item
 * @returns {boolean} whether this page is done with it
 */
export function isOver({ state }) {
  return state === "confirmed" || state === "gone";
}
