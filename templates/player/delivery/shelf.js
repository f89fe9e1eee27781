/**
 * The outbox's statements, in memory and in this browser; every change to one is recorded in both.
 *
 * @typedef {import("./item.js").Item} Item
 * @typedef {import("./item.js").Row} Row
 * @typedef {import("./sending.js").Outcome} Outcome
 * @typedef {(item: Item) => Item | null | undefined} Adopt
 *   decides about an item that another page made: null removes it, undefined leaves it where it is
 * @typedef {ReturnType<typeof createShelf>} Shelf
 */

import { isOld } from "../tidy.js";
import { uuid4 } from "../uuid.js";
import { happenTo, isOver } from "./item.js";
import { openOutboxStore } from "./outbox-store.js";

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {{ boxes: string[], me: string, session: string }} of `boxes` as for openOutboxStore; `me`: this
 *   page; `session`: items it left before a reload belong to this page
 * @param {(line: string) => void} log
 */
export function createShelf({ clock, limits, random, window }, { boxes, me, session }, log) {
  /** In sending order. @type {Item[]} */
  let items = [];
  /** @type {import("./outbox-store.js").OutboxStore | null} */
  let table = null;
  let bridged = false;

  const order = () => {
    items.sort((a, b) => Number(b.alone ?? false) - Number(a.alone ?? false) || a.at - b.at || a.n - b.n);
  };

  const opened = openOutboxStore(window, boxes, me, clock.now()).then((made) => {
    table = made;
  });

  /**
   * @param {Item} item
   * @returns {Promise<boolean>} whether this browser stored it
   */
  const add = async (item) => {
    items.push(item);
    order();
    await opened;
    // Old statements from the saved state stay in the saved state: in this browser they would be cleaned up.
    const done = !isOld(item.at, clock.now()) && ((await table?.put([item])) ?? false);
    item.disk = done ? "kept" : "loose";
    return done;
  };

  return {
    add,
    items: () => items,
    order,
    expired: () => table?.expired ?? 0,
    /** Items that only this page and the LMS's saved state hold. */
    loose: () => items.filter((item) => item.disk === "loose"),

    /**
     * Read the rows that other pages left, and how this page's own have fared; items whose row is gone were
     * dealt with by another page.
     *
     * @param {Adopt} adopt
     * @param {Item[]} [wanted] become this page's for a while, unless another page has touched them in the
     *   meantime
     */
    async take(adopt, wanted = []) {
      await opened;
      const before = items.filter((item) => item.disk === "kept");
      const there = new Set();
      /** @type {string[]} */
      const unwanted = [];
      /** @param {Row} row */
      const isTaken = (row) => {
        const now = clock.now();
        let item = items.find(({ id }) => id === row.id);
        const touched = Math.max(row.at, row.tried ?? 0);
        const until = clock.monotonic() + Math.min(limits.leftAlone, touched + limits.leftAlone - now);
        // If nobody has touched the item since, it keeps resting, even if the computer's clock changes.
        const rest = item?.page === row.page && item?.tried === row.tried ? (item?.rest ?? 0) : until;
        there.add(row.id);
        if (!item) {
          // A row of this page without an item has been confirmed and is about to be removed.
          if (row.page === me || isOld(row.at, now)) return false;
          // Access that was denied then may be granted now.
          if (row.aside?.startsWith("403")) delete row.aside;
          const again = session !== "" && row.session === session;
          /** @type {Item} */
          const found = {
            ...row,
            state: row.aside ? "aside" : row.tried ? "unclear" : "kept",
            disk: "kept",
            found: true,
            left: !again,
          };
          const taken = again ? found : adopt(found);
          if (taken === null) unwanted.push(row.id);
          if (!taken) return false;
          item = taken;
          items.push(item);
        }
        if (row.page !== me) {
          // Its page may be sending it, in a batch of its own. Release 0.1 did not record whether it had been
          // sent.
          if (row.tried || !row.page) happenTo(item, "carry");
          Object.assign(item, { page: row.page, tried: row.tried, batch: row.batch, probe: row.probe, rest });
          if (rest > clock.monotonic()) return false;
        }
        if (!wanted.includes(item)) return false;
        Object.assign(row, { page: me, tried: now });
        Object.assign(item, { page: me, tried: now });
        return true;
      };
      try {
        await table?.take(isTaken);
      } catch {
        return; // if the rows cannot be read, send anyway: better twice than never
      }
      for (const row of table?.loose() ?? []) if (!there.has(row.id)) isTaken(row);
      for (const item of before) {
        if (there.has(item.id)) continue;
        happenTo(item, "vanish");
        item.tell?.(true);
      }
      items = items.filter((item) => !isOver(item));
      order();
      await table?.remove(unwanted);
    },

    /**
     * @param {Item[]} batch
     * @param {Outcome} outcome
     */
    async settle(batch, { event, why }) {
      for (const item of batch) {
        happenTo(item, event);
        if (event === "refuse") {
          item.aside = why;
          log(`${item.id}: ${why}`);
        }
        if (event === "confirm" || event === "refuse") item.tell?.(event === "confirm");
      }
      items = items.filter((item) => !isOver(item));
      if (event === "refuse") await table?.put(batch);
      for (const item of event === "rename" ? batch : []) {
        const id = uuid4(random);
        await add({
          ...item,
          id,
          page: me,
          state: "kept",
          body: JSON.stringify({ ...JSON.parse(item.body), id }),
        });
      }
      await table?.remove(batch.filter(isOver).map((item) => item.id));
    },

    /** @param {Item[]} changed */
    note: async (changed) => table?.put(changed.filter((item) => item.disk === "kept")),

    follow() {
      if (bridged) this.bridge();
    },
    /** Write this page's own items to its copy, which is kept up to date from now on. */
    bridge() {
      const own = items.filter((item) => item.page === me);
      bridged = own.length > 0;
      table?.bridge(own);
    },
  };
}
