/**
 * A persona is the habits of a real LMS as code: what its run-time answers, what it sends, and when. The
 * tests and the preview use the same ones; a habit that is found later is added here first.
 *
 * @typedef {"1.2" | "2004"} Version
 * @typedef {Record<string, (...values: string[]) => any>} Api
 * @typedef {{
 *   post: (address: string, values: Record<string, string>) => number, beacon: (address: string, values:
 *   Record<string, string>) => void,
 *   later: (address: string, values: Record<string, string>) => void, hidden: () => boolean }} Wire How it
 *   reaches its server: `post` is
 *   synchronous, answers the status and throws where there is no network; `beacon` and `later` hear nothing
 *   of what became of it
 * @typedef {{
 *   path: string, globals: Record<string, unknown>,
 *   connect: (version: Version, wire: Wire, record: Record<string, string>, learner: string) => Api }}
 *   Persona `path` is where its
 *   player's page lies, `globals` what that page's window has; `record` is what its server keeps of this
 *   learner
 */

import { frappe } from "./frappe.js";
import { loose } from "./loose.js";
import { moodle } from "./moodle.js";
import { openedx } from "./openedx.js";

/** @type {Record<string, Persona>} */
export const PERSONAS = { moodle, loose, frappe, openedx };
