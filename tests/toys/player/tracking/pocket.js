/** A format of its own: what it keeps, it keeps as the web format does. */

import { web } from "./web.js";

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {import("../shapes.js").PlayerData} data
 * @returns {import("../shapes.js").Tracking}
 */
export function pocket(environment, data) {
  const inner = web(environment, data);
  return { ...inner, details: () => ["pocket"] };
}
