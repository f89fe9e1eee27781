/**
 * What waits to be sent or saved lies on no computer for longer than two weeks, for others use it too; each
 * start of a package sees to it, whoever left it. What is the learner's own record (`sessions`, `notes`)
 * never goes by age.
 */

import { copiesIn, KEPT_DATABASE, openStorage } from "./storage.js";

/** In milliseconds. */
const WAITS_FOR = 14 * 86_400_000;

/**
 * @param {unknown} at when it was written, in milliseconds since 1970; what has no time is old
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
   * @param {import("./storage.js").Table} table @param {string} [database] @param
   *   {import("./storage.js").Table[]} [tables]
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
