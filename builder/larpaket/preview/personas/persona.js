/**
 * A persona is a real LMS's habits as code: what its run-time answers, what it sends, and when. The tests and
 * the preview share them; a habit discovered later is added here first.
 *
 * @typedef {"1.2" | "2004"} Version
 * @typedef {Record<string, (...values: string[]) => any>} Api
 * @typedef {{
 *   post: (address: string, values: Record<string, string>) => number,
 *   beacon: (address: string, values: Record<string, string>) => void,
 *   later: (address: string, values: Record<string, string>) => void,
 *   hidden: () => boolean,
 *   sco?: () => string,
 * }} Wire
 *   The connection to its server: `post` is synchronous, returns the status and throws if there is no
 *   network;
 *   `beacon` and `later` never learn the outcome; `sco` names the SCO in the frame, where there are several
 * @typedef {{
 *   exact: boolean,
 *   path: string,
 *   globals: Record<string, unknown>,
 *   connect: (version: Version, wire: Wire, record: Record<string, string>, learner: string) => Api,
 * }} Persona
 *   `exact`: it answers `"true"` and `"false"`, as the standard says; `path` is the address of its player's page, `globals` are that page's globals; `record` is what its
 *   server
 *   stores about this learner
 */

import { frappe } from "./frappe.js";
import { loose } from "./loose.js";
import { moodle } from "./moodle.js";
import { openedx } from "./openedx.js";
import { strict } from "./strict.js";

/** @type {Record<string, Persona>} */
export const PERSONAS = { moodle, loose, frappe, openedx, strict };
