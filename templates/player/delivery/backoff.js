/** How long to wait before the next attempt. All times in milliseconds. */

const FIRST = 1000;
const LONGEST = 60_000;
/** A server may ask for longer pauses than ours, but not for hours. */
const MOST_PATIENT = 600_000;

/**
 * Back-off with full jitter, so that a thousand pages that lost the same server do not all return at the same
 * moment.
 *
 * @param {number} failures in a row, from 1
 * @param {number} fraction random, 0 to 1
 * @param {number} asked the pause the server asked for, or 0
 * @returns {number}
 */
export function backoff(failures, fraction, asked) {
  const own = fraction * Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 10));
  return Math.max(own, Math.min(asked, MOST_PATIENT));
}

/**
 * @param {string | null} header the value of `Retry-After` (RFC 9110 10.2.3): seconds or a date; null where
 *   CORS hides it
 * @param {number} now milliseconds since 1970
 * @returns {number}
 */
export function askedFor(header, now) {
  if (!header) return 0;
  const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : 0;
}
