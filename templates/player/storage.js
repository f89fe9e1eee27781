/**
 * Storage in this browser, in IndexedDB.
 *
 * IndexedDB rather than localStorage: after the browser process was killed, IndexedDB still had everything it
 * had confirmed and localStorage had nothing.
 *
 * @typedef {"sessions" | "outbox" | "leases" | "notes" | "kept"} Table
 * @typedef {(
 *   table: Table, mode: IDBTransactionMode, act: (table: IDBObjectStore) => IDBRequest,
 * ) => Promise<any>} Storage
 *   Resolves to the request's result once the browser has confirmed the whole transaction; rejects if it
 *   failed.
 */

import { parseObject } from "./json.js";

/**
 * Shared by all packages of an origin. Its version stays 1, because an open page of an older release would
 * block an upgrade.
 */
const DATABASE = "larpaket";
export const KEPT_DATABASE = "larpaket-kept";
/** @type {Table[]} */
const TABLES = ["sessions", "outbox", "leases", "notes"];

/**
 * @param {Window} window Even reading `indexedDB` throws in a frame whose storage is blocked.
 * @param {string} [name] of the database
 * @param {Table[]} [tables]
 * @returns {Promise<Storage>}
 */
export async function openStorage(window, name = DATABASE, tables = TABLES) {
  const database = await open(window, name, tables);
  database.onversionchange = () => database.close();
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
 * @param {string} name
 * @param {Table[]} tables
 * @returns {Promise<IDBDatabase>}
 */
function open(window, name, tables) {
  return new Promise((resolve, reject) => {
    const request = window.indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const table of tables) request.result.createObjectStore(table);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/**
 * @param {Window} window
 * @param {RegExp} pattern
 * @returns {[string, any][]} what closing pages left in localStorage, by their keys; an empty object for what
 *   cannot be read
 */
export function copiesIn(window, pattern) {
  try {
    const { localStorage } = window;
    const keys = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? "").filter(
      (key) => pattern.test(key),
    );
    return keys.map((key) => [key, parseObject(localStorage.getItem(key))]);
  } catch {
    return []; // refused
  }
}
