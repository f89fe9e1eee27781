/**
 * Unsent and unsaved data stays on a computer for at most two weeks, because others may use it too. Every
 * start of any package cleans up, whichever package left the data. The learner's own record (`sessions`,
 * `notes`) does not expire.
 */

import { copiesIn, KEPT_DATABASE, openStorage } from "./storage.js";

/** In milliseconds. */
const WAITS_FOR = 14 * 86_400_000;

/**
 * @param {unknown} at when it was written, in milliseconds since 1970; anything else counts as old
 * @param {number} now
 * @returns {boolean}
 */
export function isOld(at, now) {
  return !(now - Number(at) < WAITS_FOR);
}

/**
 * @param {Window} window
 * @param {number} now milliseconds since 1970
 */
export async function tidy(window, now) {
  const isYoung = (/** @type {Record<string, unknown>} */ row) => !isOld(row.at ?? row.until, now);
  for (const [key, value] of copiesIn(window, /^larpaket (outbox|kept) /)) {
    const rows = Array.isArray(value) ? value : [value];
    const young = rows.filter(isYoung);
    if (!young.length) window.localStorage.removeItem(key);
    else if (young.length < rows.length) window.localStorage.setItem(key, JSON.stringify(young));
  }
  /**
   * @param {import("./storage.js").Table} table
   * @param {string} [database]
   * @param {import("./storage.js").Table[]} [tables]
   */
  const sweep = async (table, database, tables) => {
    const storage = await openStorage(window, database, tables);
    await storage(table, "readwrite", (all) => {
      const request = all.openCursor();
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return;
        if (!isYoung(cursor.value)) cursor.delete();
        cursor.continue();
      };
      return request;
    });
  };
  await sweep("outbox");
  await sweep("leases");
  await sweep("kept", KEPT_DATABASE, ["kept"]);
}
