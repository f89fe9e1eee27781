/** Where the pages of several modules share a script: the parts that this one uses, which its data names. */

import { find } from "./dom.js";

/**
 * @template {object} All
 * @param {All} all
 * @param {string[]} names theirs, in the same order: the script's own properties have shorter ones
 * @param {Document} [page]
 * @returns {Partial<All>}
 */
export function partsOf(all, names, page = document) {
  const own = find(page, "#data", HTMLScriptElement).getAttribute("data-uses")?.split(" ");
  const used = Object.entries(all).filter((_, i) => own?.includes(names[i]));
  return /** @type {Partial<All>} */ (Object.fromEntries(used));
}
