/** How long to wait before the next try. All times in milliseconds. */

const FIRST = 1000;
const LONGEST = 60_000;
/** A server may ask for more patience than ours, but not for an afternoon's. */
const MOST_PATIENT = 600_000;

/**
 * Back-off with full jitter: a thousand pages that lost the same server do not come back at the same moment.
 *
 * @param {number} failures in a row, from 1
 * @param {number} fraction random, 0 to 1
 * @param {number} asked what the server asked for, else 0
 * @returns {number}
 */
export function pauseFor(failures, fraction, asked) {
  const own = fraction * Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 10));
  return Math.max(own, Math.min(asked, MOST_PATIENT));
}

/**
 * What waits together after a failure.
 *
 * @typedef {ReturnType<typeof createLane>} Lane
 * @param {Pick<import("../shapes.js").Environment, "clock" | "random">} environment
 * @param {() => unknown} go when the pause is over
 */
export function createLane({ clock, random }, go) {
  let failures = 0;
  /** @type {(() => void) | null} */
  let cancel = null;
  return {
    failures: () => failures,
    isHeld: () => cancel !== null,
    passed() {
      failures = 0;
    },
    /** @param {number} asked as pauseFor takes it */
    hold(asked) {
      failures += 1;
      cancel = clock.after(pauseFor(failures, random(new Uint8Array(1))[0] / 256, asked), () => {
        cancel = null;
        go();
      });
    },
    release() {
      cancel?.();
      cancel = null;
    },
  };
}

/**
 * @param {string | null} header of `Retry-After` (RFC 9110 10.2.3): seconds or a date; null where CORS hides it
 * @param {number} now milliseconds since 1970
 * @returns {number}
 */
export function askedFor(header, now) {
  if (!header) return 0;
  const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : 0;
}
