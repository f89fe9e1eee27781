/**
 * Waiting statements, stored in this browser until the LRS has confirmed them: one row each, so that two tabs
 * never undo each other's work. "Persisted" means the transaction's `oncomplete`. When the tab is hidden or
 * closes, a copy goes to localStorage under the page's own name. It covers all statements, not only those not
 * yet persisted, because a killed Chromium occasionally loses its whole database (seen in 1 of 45 kills). The
 * copy is removed once the database or the LRS has confirmed everything in it.
 *
 * @typedef {import("./item.js").Item} Item
 * @typedef {import("./item.js").Row} Row
 * @typedef {{
 *   expired: number,
 *   take: (isTaken: (row: Row) => boolean) => Promise<void>,
 *   loose: () => Row[],
 *   put: (items: Row[]) => Promise<boolean>,
 *   remove: (ids: string[]) => Promise<void>,
 *   bridge: (items: Row[]) => void,
 * }} OutboxStore
 *   `expired`: how many of this outbox's rows were too old. `take` shows each row to `isTaken` and writes
 *   back those it accepts in the same transaction, so that no two pages take the same one; it rejects if the
 *   database fails. `loose`: rows found only in a copy.
 */

import { copiesIn, openStorage } from "../storage.js";
import { isOld } from "../tidy.js";

const FIELDS = /** @type {const} */ ([
  "id",
  "body",
  "at",
  "n",
  "alone",
  "session",
  "page",
  "tried",
  "aside",
  "batch",
  "probe",
]);
const COPY = "larpaket outbox ";

/**
 * @param {Window} window
 * @param {string[]} boxes name whose statements these are, since no other session may read or send them. All
 *   are read; the first is written.
 * @param {string} page this page's name
 * @param {number} now milliseconds since 1970
 * @returns {Promise<OutboxStore>} never rejects; where storage is refused it stores nothing, and `put` says
 *   so
 */
export async function openOutboxStore(window, boxes, page, now) {
  const [box] = boxes;
  const key = `${COPY}${box} ${page}`;
  /** @type {import("../storage.js").Storage | null} */
  let storage = null;
  let expired = 0;
  /** Rows found only in copies. @type {Row[]} */
  let loose = [];

  const young = (/** @type {Row[]} */ rows) => rows.filter((row) => !isOld(row.at, now));
  const copies = () =>
    copiesIn(window, new RegExp(`^${COPY}(${boxes.join("|")})( |$)`)).filter(([name]) => name !== key);

  /** The LRS has these, so remove them from every copy. @param {string[]} ids */
  const release = (ids) => {
    const others = (/** @type {Row} */ one) => !ids.includes(one.id);
    loose = loose.filter(others);
    for (const [name, value] of copies()) {
      const rest = Array.isArray(value) ? value.filter(others) : [];
      if (!rest.length) window.localStorage.removeItem(name);
      else if (rest.length < value.length) window.localStorage.setItem(name, JSON.stringify(rest));
    }
  };

  /** @type {OutboxStore["put"]} */
  const put = async (items) => {
    if (!storage || !items.length) return false;
    const act = (/** @type {IDBObjectStore} */ table) =>
      items.map((item) => table.put({ ...row(item), box }, item.id))[0];
    return storage("outbox", "readwrite", act).then(
      () => true,
      () => false, // full or gone; the item stays in memory
    );
  };

  try {
    storage = await openStorage(window);
    const rows = /** @type {(Row & { box: string })[]} */ (
      await storage("outbox", "readonly", (table) => table.getAll())
    );
    const all = rows.filter((one) => boxes.includes(one.box));
    const there = new Map(all.map((one) => [one.id, one]));
    expired = all.length - young(all).length;
    const read = copies();
    for (const [, value] of read) {
      const copied = /** @type {Row[]} */ (Array.isArray(value) ? value : []);
      for (const copy of young(copied)) {
        const known = there.get(copy.id);
        // A closing page could not record that it sent the statement, and one missing from the database may
        // have been confirmed since: both count as tried.
        if (!known) loose.push({ ...copy, tried: copy.tried ?? copy.at });
        else if ((known.tried ?? 0) < (copy.tried ?? 0)) loose.push(copy);
      }
    }
    if (!loose.length || (await put(loose))) {
      loose = [];
      for (const [name, value] of read) {
        // Its page may have rewritten it in the meantime.
        if (window.localStorage.getItem(name) === JSON.stringify(value)) window.localStorage.removeItem(name);
      }
    }
  } catch {
    // Storage is refused, wholly or in part; whatever works of it is used.
  }

  return {
    expired,
    put,
    async take(isTaken) {
      await storage?.("outbox", "readwrite", (table) => {
        const request = table.getAll();
        request.onsuccess = () => {
          for (const { box: whose, ...found } of request.result) {
            if (boxes.includes(whose) && isTaken(found)) table.put({ ...found, box }, found.id);
          }
        };
        return request;
      });
    },
    loose: () => loose,
    async remove(ids) {
      if (!storage || !ids.length) return;
      const act = (/** @type {IDBObjectStore} */ table) => ids.map((id) => table.delete(id))[0];
      await storage("outbox", "readwrite", act).catch(() => {}); // it is then sent again, harmlessly
      release(ids);
    },
    // Synchronous, because the page may be gone a moment later.
    bridge(items) {
      if (!storage) return;
      try {
        if (items.length) window.localStorage.setItem(key, JSON.stringify(items.map(row)));
        else window.localStorage.removeItem(key);
      } catch {
        // Full or refused.
      }
    },
  };
}

/**
 * @param {Row} item
 * @returns {Row} the fields that are stored in the browser
 */
function row(item) {
  return /** @type {Row} */ (
    Object.fromEntries(FIELDS.flatMap((key) => (item[key] === undefined ? [] : [[key, item[key]]])))
  );
}
