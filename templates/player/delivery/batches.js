/**
 * Which statements go into one request. An LRS stores either all of a request's statements or none, so when
 * the answer is lost, a single statement reveals the outcome: the probe, which no other request has ever
 * carried. Batches are marked before they are sent, so that a later page can repeat them unchanged. Without a
 * probe, nothing can be concluded.
 *
 * @typedef {import("./item.js").Item} Item
 */

import { weigh } from "../tracking/lrs.js";
import { mayBeStored } from "./item.js";

const MOST_AT_ONCE = 50;
/** Small enough to be sent by a closing page (lrs.js), with room for something else. In bytes. */
const MOST_BYTES = 50_000;

/**
 * @param {Item[]} ready in order
 * @returns {Item[]} the next batch
 */
export function nextBatch(ready) {
  const [first] = ready;
  if (first?.batch) {
    // A page that closed before all the marks were stored may have left unmarked items in between. These must
    // not go after the batch.
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
 * @param {(item: Item) => boolean} isUntried
 */
export function mark(batch, name, isUntried) {
  const probe = batch.find(isUntried);
  for (const item of batch) {
    item.batch = name;
    delete item.probe;
  }
  if (probe) probe.probe = true;
}

/**
 * The batches of a closing page: in order, in as few requests as possible, and as much as it may still send.
 * Statements that may already be stored go as they went before and separately, because an LRS that refuses
 * one refuses everything in the request. But the end never goes without the completion.
 *
 * @param {Item[]} items
 * @param {number} room in bytes
 * @param {(item: Item) => boolean} isVital the completion and the end, which get room first
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
