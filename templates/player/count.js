/** How many a group says that it is: a number alone, never names. */

import { isMeant } from "./dom.js";

/**
 * @param {import("./contract.js").ReflectionData} reflection
 * @param {import("./shapes.js").Context} context
 * @returns {() => number} how many the group says that it is, 0 when it does not
 */
export function mountCount({ id }, { environment }) {
  const counter = environment.page.getElementById(`a-${id}_count`);
  return () => {
    const written = counter instanceof HTMLInputElement ? counter.value.trim() : "";
    return counter && isMeant(counter) && /^\d{1,3}$/.test(written) ? Number(written) : 0;
  };
}
