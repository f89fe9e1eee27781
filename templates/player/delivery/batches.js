/**
 * Which statements go in one request. An LRS stores a request's statements all or not at all, so what became
 * of one whose answer was lost can be seen from a single statement in it, its probe: one that had never been
 * sent in any other request. Whoever sends a batch marks it first, so that a later page repeats it unchanged;
 * without a probe nothing is concluded from it.
 *
 * @typedef {import("./item.js").Item} Item
 */

import { weigh } from "../tracking/lrs.js";
import { mayBeStored } from "./item.js";

const MOST_AT_ONCE = 50;
/** So that a request may leave with the page that closes (lrs.js), and something beside it. */
const MOST_BYTES = 50_000;

/**
 * @param {Item[]} ready in order
 * @returns {Item[]} what goes next
 */
export function nextBatch(ready) {
  const [first] = ready;
  if (first?.batch) {
    // What lies between, of a page that closed before it had kept the mark of all, must not come after them.
    const end = ready.findIndex((item) => item.batch !== first.batch);
    return end < 0 ? ready : ready.slice(0, end);
  }
  const batch = [];
  let bytes = 0;
  for (const item of ready.slice(0, MOST_AT_ONCE)) {
    bytes += weigh(item.body) + 1;
    if (batch.length && (item.batch || item.alone || bytes > MOST_BYTES)) break;
    batch.push(item);
    if (item.alone) break;
  }
  return batch;
}

/**
 * @param {Item[]} batch
 * @param {string} name
 * @param {(item: Item) => boolean} isVirgin
 */
export function mark(batch, name, isVirgin) {
  const probe = batch.find(isVirgin);
  for (const item of batch) {
    item.batch = name;
    delete item.probe;
  }
  if (probe) probe.probe = true;
}

/**
 * For a closing page: in order, in as few requests as may be, as much as may leave with it. What may be
 * stored already goes as it went before and by itself, for an LRS that refuses it refuses all that is with
 * it; but the end never goes without the completion.
 *
 * @param {Item[]} items
 * @param {number} room in bytes
 * @param {(item: Item) => boolean} isVital the completion and the end: there is room for these first
 * @returns {Item[][]}
 */
export function lastBatches(items, room, isVital) {
  /** @type {Item[][]} */
  const batches = [];
  const take = (/** @type {Item} */ item) => {
    room -= weigh(item.body) + 2;
    return room >= 0;
  };
  const vital = new Set(items.filter(isVital).filter(take));
  for (const item of items.filter((one) => vital.has(one) || (!isVital(one) && take(one)))) {
    const last = batches[batches.length - 1];
    const before = last?.[last.length - 1];
    const unlike =
      before &&
      (before.batch !== item.batch || mayBeStored(before) !== mayBeStored(item)) &&
      !vital.has(before);
    if (!last || item.alone || last[0].alone || unlike || last.length === MOST_AT_ONCE) batches.push([item]);
    else last.push(item);
  }
  return batches;
}
