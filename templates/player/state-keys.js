/** Generated from the activity types by `make contract`; a test fails when the two differ. */

import { isAmount, isName, isOne, isRanges, isText } from "./kinds.js";

/** What each member of a part must be, except played ranges. */
export const PARTS = {
  d: isOne,
  t: isAmount,
  w: isName,
  q: isName,
  s: isAmount,
  n: isText,
  g: isOne,
  h: isAmount,
  x: isAmount,
  y: isAmount,
  z: isAmount,
  v: isRanges,
  k: isName,
};
/** The keys of played ranges. */
export const PLAYED = /^p\d*$/;
/** What stays when the state is too long, and what stays even then. */
export const COUNTED = "dnhxyzvk";
export const LASTING = "dnvk";
/** Of two numbers the larger one counts. */
export const LARGER = /** @type {const} */ (["x", "y", "z"]);
/** The statements that a saved state carries longest. */
export const VITAL = /\.responded$/;
