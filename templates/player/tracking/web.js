/**
 * No LMS: progress is kept in this browser, where it allows that.
 *
 * IndexedDB, not localStorage: after a browser was killed the one had kept everything that it had confirmed, the other nothing.
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").PlayerData} PlayerData
 * @typedef {import("../shapes.js").Tracking} Tracking
 */

const DATABASE = "larpaket";
const TABLE = "sessions";

/**
 * @param {Environment} environment
 * @param {PlayerData} data
 * @returns {Tracking}
 */
export function web({ window }, data) {
  /** @type {IDBDatabase | null} */
  let database = null;
  /** @type {string[]} */
  const log = [];

  /**
   * @param {IDBTransactionMode} mode
   * @param {(table: IDBObjectStore) => IDBRequest} act
   * @returns {Promise<any>} its result, once the browser has confirmed the whole transaction
   */
  const run = (mode, act) =>
    new Promise((resolve, reject) => {
      const transaction = /** @type {IDBDatabase} */ (database).transaction(TABLE, mode);
      const request = act(transaction.objectStore(TABLE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });

  /** @type {Tracking["save"]} */
  const save = async ({ state, location, complete }) => {
    if (!database) return false;
    try {
      await run("readwrite", (table) => table.put({ state, location, complete }, data.id));
      return true;
    } catch (error) {
      log.push(String(error));
      return false;
    }
  };

  return {
    async open() {
      try {
        database = await openDatabase(window);
        const kept = await run("readonly", (table) => table.get(data.id));
        return { kind: "tracked", state: "", location: "", complete: false, language: "", ...kept };
      } catch (error) {
        log.push(String(error));
        return { kind: "unstored" };
      }
    },
    save,
    close: save,
    tell() {},
    details: () => ["web", ...log],
  };
}

/**
 * @param {Window} window Even reading `indexedDB` throws in a frame whose storage is blocked.
 * @returns {Promise<IDBDatabase>}
 */
function openDatabase(window) {
  return new Promise((resolve, reject) => {
    const request = window.indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
