/**
 * What this browser keeps: one IndexedDB database.
 *
 * IndexedDB, not localStorage: after a browser was killed the one had kept everything that it had confirmed, the other nothing.
 *
 * @typedef {"sessions" | "outbox" | "leases" | "notes"} Table
 * @typedef {(table: Table, mode: IDBTransactionMode, act: (table: IDBObjectStore) => IDBRequest) => Promise<any>} Storage
 *   Resolves to the request's result once the browser has confirmed the whole transaction; rejects when it could not.
 */

const DATABASE = "larpaket";
/** @type {Table[]} */
const TABLES = ["sessions", "outbox", "leases", "notes"];

/**
 * @param {Window} window Even reading `indexedDB` throws in a frame whose storage is blocked.
 * @returns {Promise<Storage>}
 */
export async function openStorage(window) {
  const database = await open(window);
  return (table, mode, act) =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(table, mode);
      const request = act(transaction.objectStore(table));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
}

/**
 * @param {Window} window
 * @returns {Promise<IDBDatabase>}
 */
function open(window) {
  return new Promise((resolve, reject) => {
    const request = window.indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      for (const table of TABLES) request.result.createObjectStore(table);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}
