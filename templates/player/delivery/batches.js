/**
 * Which statements go in one request. An LRS stores a request's statements all or not at all, so what became of one whose answer was
 * lost can be seen from a single statement in it, its probe: one that had never been sent in any other request. Whoever sends a batch
 * marks it first, so that a later page repeats it unchanged; without a probe nothing is concluded from it.
 *
 * @typedef {import("./keep.js").Item} Item
 */

const MOST_AT_ONCE = 50;
/** A closing page may send 64 KiB, all requests together (Fetch 4.6); Chromium refuses what exceeds it. In bytes. */
const MOST_BYTES = 50_000;

/**
 * @param {Item[]} ready in order
 * @returns {Item[]} what goes next
 */
export function nextBatch(ready) {
  const [first] = ready;
  if (first?.batch) return ready.filter((item) => item.batch === first.batch);
  const batch = [];
  let bytes = 0;
  for (const item of ready.slice(0, MOST_AT_ONCE)) {
    bytes += size([item]);
    if (batch.length && (item.batch || item.alone || item.solo || bytes > MOST_BYTES)) break;
    batch.push(item);
    if (item.alone || item.solo) break;
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
 * For a closing page: everything in order, in as few requests as may be, as much as may leave with it.
 *
 * @param {Item[]} items
 * @returns {Item[][]}
 */
export function lastBatches(items) {
  /** @type {Item[][]} */
  const batches = [];
  let bytes = 0;
  for (const item of items) {
    bytes += size([item]);
    if (bytes > MOST_BYTES && batches.length) break;
    const last = batches[batches.length - 1];
    if (!last || item.alone || last[0].alone || last.length === MOST_AT_ONCE) batches.push([item]);
    else last.push(item);
  }
  return batches;
}

/**
 * The batch was taken apart: what is left of it goes one by one.
 *
 * @param {Item[]} rest
 */
export function unmark(rest) {
  for (const item of rest) {
    item.solo = true;
    delete item.batch;
    delete item.probe;
  }
}

/**
 * @param {Item[]} items
 * @returns {number} bytes in a request
 */
export function size(items) {
  return items.reduce((sum, item) => sum + new TextEncoder().encode(item.body).length + 1, 0);
}
