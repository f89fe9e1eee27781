/**
 * Statements that wait, kept in this browser until the LRS has confirmed them: one record each, so that two tabs never undo each other.
 * "Persisted" means the transaction's `oncomplete`. A copy goes to localStorage when the tab is hidden or closes: for what was not
 * confirmed yet, and for all, since a Chromium that is killed now and then loses its whole database (seen in 1 of 45 kills).
 *
 * @typedef {{ id: string, body: string, at: number, n: number, alone?: boolean, session?: string, aside?: string, batch?: string,
 *   probe?: boolean, solo?: boolean, sent?: boolean, left?: boolean }} Item `body` is the statement, serialised once; `at` (milliseconds
 *   since 1970) and `n` are its place; `aside` says why the LRS refused it; for `batch`, `probe` and `solo` see batches.js. Only this page
 *   knows `sent`: the LRS may have it; and `left`: another page made it, and this session waits for nothing of it.
 * @typedef {{
 *   storage: import("../storage.js").Storage | null, expired: number, read: () => Promise<Item[]>, put: (items: Item[]) => Promise<boolean>,
 *   remove: (ids: string[]) => Promise<void>, bridge: (items: Item[]) => void }} Keep `expired`: how many of this outbox were too old
 */

import { openStorage } from "../storage.js";

/** Shared computers hold text: what could not be sent in so many days goes. In milliseconds. */
const OLDEST = 14 * 86_400_000;

/**
 * @param {Window} window
 * @param {string[]} boxes whose statements they are: nobody else's session reads or sends them. All are read, the first is written.
 * @param {number} now milliseconds since 1970
 * @returns {Promise<Keep>} never rejects; where storage is refused it keeps nothing, and says so
 */
export async function openKeep(window, boxes, now) {
  const [box] = boxes;
  const keys = boxes.map((name) => `larpaket outbox ${name}`);
  /** @type {import("../storage.js").Storage | null} */
  let storage = null;
  let expired = 0;

  /** @returns {Promise<(Item & { box: string })[]>} */
  const rows = async () => (storage ? storage("outbox", "readonly", (table) => table.getAll()) : []);

  /** @type {Keep["put"]} */
  const put = async (items) => {
    if (!storage || !items.length) return false;
    try {
      await storage(
        "outbox",
        "readwrite",
        (table) => items.map(({ sent: _, left: __, ...item }) => table.put({ ...item, box }, item.id))[0],
      );
      return true;
    } catch {
      return false; // full, or gone: the item stays in memory
    }
  };

  /** @type {Keep["remove"]} */
  const remove = async (ids) => {
    if (!storage || !ids.length) return;
    const act = (/** @type {IDBObjectStore} */ table) => ids.map((id) => table.delete(id))[0];
    await storage("outbox", "readwrite", act).catch(() => {}); // it is sent once more then, which doubles nothing
  };

  try {
    storage = await openStorage(window);
    const all = await rows();
    const isOld = (/** @type {Item} */ item) => now - item.at > OLDEST;
    const old = all.filter(isOld);
    await remove(old.map((row) => row.id));
    const known = new Set(all.map((row) => row.id));
    const missing = keys.flatMap((key) => bridged(window, key)).filter((item) => !known.has(item.id));
    await put(missing.filter((item) => !isOld(item)));
    expired = old.filter((row) => boxes.includes(row.box)).length + missing.filter(isOld).length;
    for (const key of keys) window.localStorage.removeItem(key);
  } catch {
    // Storage is refused, wholly or in part; what works of it is used.
  }

  return {
    storage,
    expired,
    put,
    remove,
    read: async () => (await rows().catch(() => [])).filter((row) => boxes.includes(row.box)).map(({ box: _, ...item }) => item),
    // Synchronous, for a page that may be gone a moment later.
    bridge(items) {
      if (!storage) return;
      try {
        if (items.length) window.localStorage.setItem(keys[0], JSON.stringify(items));
        else window.localStorage.removeItem(keys[0]);
      } catch {
        // Full or refused.
      }
    },
  };
}

/**
 * @param {Window} window
 * @param {string} key
 * @returns {Item[]}
 */
function bridged(window, key) {
  try {
    return JSON.parse(window.localStorage.getItem(key) ?? "[]");
  } catch {
    return [];
  }
}
