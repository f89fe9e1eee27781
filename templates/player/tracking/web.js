/**
 * No LMS: progress is kept in this browser, if it allows that.
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").PlayerData} PlayerData
 * @typedef {import("../shapes.js").Tracking} Tracking
 */

import { openStorage } from "../storage.js";

/**
 * @param {Environment} environment
 * @param {PlayerData} data
 * @returns {Tracking}
 */
export function web({ window }, data) {
  /** @type {import("../storage.js").Storage | null} */
  let storage = null;
  /** @type {string[]} */
  const log = [];

  /** @type {Tracking["save"]} */
  const save = async ({ state, location, complete }) => {
    if (!storage) return false;
    try {
      await storage("sessions", "readwrite", (table) => {
        const request = table.put({ state, location, complete }, data.id);
        // Otherwise the commit would wait for the request's answer, which a closing page never gets.
        table.transaction.commit?.();
        return request;
      });
      return true;
    } catch (error) {
      log.push(String(error));
      return false;
    }
  };

  return {
    async open() {
      try {
        storage = await openStorage(window);
        const kept = await storage("sessions", "readonly", (table) => table.get(data.id));
        return { kind: "tracked", state: "", location: "", complete: false, language: "", ...kept };
      } catch (error) {
        log.push(String(error));
        return { kind: "unstored" };
      }
    },
    save,
    close: save,
    tell: async () => false,
    details: () => ["web", ...log],
  };
}
