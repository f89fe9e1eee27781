/**
 * The reflection timer, as pure functions. Hidden tabs slow `setInterval` down and laptops sleep, so a
 * running timer is a deadline on the clock rather than a counter.
 *
 * @typedef {{ total: number, left: number, deadline: number | null }} Timer
 *   All in milliseconds; `left` applies while the timer is paused.
 * @typedef {"minute" | "end"} Crossing
 */

export const MINUTE = 60_000;
/** The longest time a timer can be set to. */
const MOST = 50 * MINUTE;

/**
 * @param {number} seconds
 * @param {number} [left] seconds left from an earlier session
 * @returns {Timer}
 */
export function createTimer(seconds, left = seconds) {
  const total = Math.max(seconds, left) * 1000;
  return { total, left: Math.min(Math.max(left, 0) * 1000, MOST), deadline: null };
}

/**
 * @param {Timer} timer
 * @param {number} now
 * @returns {number} milliseconds, never below 0
 */
export function remaining(timer, now) {
  return timer.deadline === null ? timer.left : Math.max(0, timer.deadline - now);
}

/**
 * Start, or continue after a pause. A timer that has ended starts again with its full time.
 *
 * @param {Timer} timer
 * @param {number} now
 * @returns {Timer}
 */
export function start(timer, now) {
  if (timer.deadline !== null && remaining(timer, now) > 0) return timer;
  const left = remaining(timer, now) || timer.total;
  return { ...timer, left, deadline: now + left };
}

/**
 * @param {Timer} timer
 * @param {number} now
 * @returns {Timer}
 */
export function pause(timer, now) {
  return { ...timer, left: remaining(timer, now), deadline: null };
}

/**
 * Add a minute, up to 50. A paused timer stays paused; one that has ended starts at once, because the group
 * is still talking.
 *
 * @param {Timer} timer
 * @param {number} now
 * @returns {Timer}
 */
export function addMinute(timer, now) {
  const before = remaining(timer, now);
  const left = Math.min(before + MINUTE, MOST);
  const standing = timer.deadline === null && before > 0;
  return { total: Math.max(timer.total, left), left, deadline: standing ? null : now + left };
}

/**
 * @param {number} seconds
 * @returns {Timer}
 */
export function reset(seconds) {
  return createTimer(seconds);
}

/**
 * What was passed between two looks at the clock. A look may come seconds or hours late, so nothing is
 * compared for equality.
 *
 * @param {number} before milliseconds left at the last look
 * @param {number} after milliseconds left now
 * @returns {Crossing | null} the last one passed
 */
export function crossed(before, after) {
  if (before > 0 && after <= 0) return "end";
  if (before > MINUTE && after <= MINUTE) return "minute";
  return null;
}

/**
 * @param {number} milliseconds
 * @returns {string} as `4:05`; seconds are rounded up, so that it says 5:00 at the start and 0:00 only at the
 *   end
 */
export function clockText(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
