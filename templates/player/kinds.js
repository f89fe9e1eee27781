/** What a member of the saved state must be. */

export const isOne = (/** @type {unknown} */ value) => value === 1;
export const isDigit = (/** @type {unknown} */ value) => value === 0 || value === 1;
export const isAmount = (/** @type {unknown} */ value) => Number.isFinite(value);
export const isText = (/** @type {unknown} */ value) => typeof value === "string";
/** An id or another word of ours, never what somebody wrote. */
export const isName = (/** @type {unknown} */ value) => isText(value) && !/[^\w-]/.test(String(value));
export const isRanges = (/** @type {unknown} */ value) => Array.isArray(value) && value.every(isAmount);
