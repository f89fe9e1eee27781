/**
 * What a statement in the outbox can be, and what may follow what: a table, and nothing else. An event that a
 * state does not name is a fault of ours, and changes nothing.
 *
 * `kept`: no request has carried it, or none that can have stored it · `sending`: a request carries it ·
 * `unclear`: one did, and nobody knows whether it is stored · `resending`: another request carries it then ·
 * `aside`: the LRS does not want it · `confirmed`: the LRS has it · `gone`: another tab has seen to it, or it
 * goes under another id.
 *
 * @typedef {keyof typeof ITEM_FOLLOWS} ItemState
 * @typedef {"send" | "confirm" | "refuse" | "rename" | "silence" | "forbid" | "carry" | "vanish"} ItemEvent
 *   `silence`: no answer that settles it; `forbid`: who is not let in leaves nothing there; `carry`: another
 *   page sends it; `vanish`: its row is gone
 * @typedef {{ id: string, body: string, at: number, n: number, alone?: boolean, session?: string, page?:
 *   string, tried?: number,
 *   aside?: string, batch?: string, probe?: boolean }} Row As it lies in the browser. `body` is the
 *   statement, serialised
 *   once; `at` (milliseconds since 1970) and `n` are its place; `page` made it; `tried`: when a request last
 *   began to carry it; `aside` says why the LRS refused it; for `batch` and `probe` see batches.js.
 * @typedef {Row & { state: ItemState, disk?: "kept" | "loose", found?: boolean, left?: boolean, rest?:
 *   number,
 *   pause?: number, failed?: number, late?: boolean,
 *   tell?: (there: boolean) => void }} Item What only this page knows: `disk`: this browser has confirmed
 *   that it keeps it, or could not;
 *   `found`: another page made it; `left`: and this session waits for nothing of it; `rest`: no request
 *   carries it before then, by the monotonic clock; `pause`: nor then, unless somebody asks for it; `failed`
 *   so often; `late`: it fails while others pass, and goes last; `tell` hears whether the LRS took it or
 *   refused it.
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
 * @returns {boolean} whether it is to be sent, or sent again
 */
export function isWaiting({ state }) {
  return state === "kept" || state === "unclear";
}

/**
 * @param {Item} item
 * @returns {boolean} whether a request carries it
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
 * @returns {boolean} whether this page has nothing more to do with it
 */
export function isOver({ state }) {
  return state === "confirmed" || state === "gone";
}
