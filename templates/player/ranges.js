/** Played ranges, as a flat list: start, end, start, end … in seconds. */

/** At most this many ranges are kept; the shortest are dropped first. */
export const MOST_RANGES = 30;

/**
 * The union of the ranges, in order, rounded to tenths of a second.
 *
 * @param {number[]} flat
 * @returns {number[]}
 */
export function unite(flat) {
  /** @type {[number, number][]} */
  const pairs = [];
  for (let i = 0; i + 1 < flat.length; i += 2) pairs.push([round(flat[i]), round(flat[i + 1])]);
  pairs.sort((a, b) => a[0] - b[0]);
  /** @type {[number, number][]} */
  const united = [];
  for (const [start, end] of pairs) {
    const last = united[united.length - 1];
    // A frame may be lost where two ranges meet; nobody skipped a quarter of a second on purpose.
    if (last && start <= last[1] + 0.25) last[1] = Math.max(last[1], end);
    else if (end > start) united.push([start, end]);
  }
  while (united.length > MOST_RANGES) {
    const lengths = united.map(([start, end]) => end - start);
    united.splice(lengths.indexOf(Math.min(...lengths)), 1);
  }
  return united.flat();
}

/**
 * @param {number[]} flat
 * @returns {number} seconds
 */
export function covered(flat) {
  let sum = 0;
  for (let i = 0; i + 1 < flat.length; i += 2) sum += flat[i + 1] - flat[i];
  return sum;
}

/**
 * @param {number} seconds
 * @returns {number}
 */
function round(seconds) {
  return Math.round(seconds * 10) / 10;
}
