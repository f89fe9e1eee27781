/**
 * The statements of an outbox, in memory and in this browser: what happens to one is noted in both.
 *
 * @typedef {import("./item.js").Item} Item
 * @typedef {import("./item.js").Row} Row
 * @typedef {import("./sending.js").Outcome} Outcome
 * @typedef {(item: Item) => Item | null | undefined} Adopt what becomes of one that another page made: null
 *   removes it, undefined leaves it where it is
 * @typedef {ReturnType<typeof createShelf>} Shelf
 */

import { isOld } from "../tidy.js";
import { uuid4 } from "../uuid.js";
import { happenTo, isOver } from "./item.js";
import { openOutboxStore } from "./outbox-store.js";

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {{ boxes: string[], me: string, session: string }} of
 *   as openOutboxStore takes them; `me`: this page; `session`: what it left before a reload is this page's
 *   own
 * @param {(line: string) => void} log
 */
export function createShelf({ clock, limits, random, window }, { boxes, me, session }, log) {
  /** In the order in which they go. @type {Item[]} */
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
   * @returns {Promise<boolean>} whether this browser keeps it
   */
  const add = async (item) => {
    items.push(item);
    order();
    await opened;
    // What a saved state has carried for so long goes on in it: here it would be swept away.
    const done = !isOld(item.at, clock.now()) && ((await table?.put([item])) ?? false);
    item.disk = done ? "kept" : "loose";
    return done;
  };

  return {
    add,
    items: () => items,
    order,
    expired: () => table?.expired ?? 0,
    /** Those that only this page and the LMS's saved state have. */
    loose: () => items.filter((item) => item.disk === "loose"),

    /**
     * What others left, and what became of this page's own; what another page has seen to is gone.
     *
     * @param {Adopt} adopt
     * @param {Item[]} [wanted] these become this page's for a while, unless another has touched them
     *   meanwhile
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
        // One that nobody has touched since goes on resting, whatever becomes of the computer's clock.
        const rest = item?.page === row.page && item?.tried === row.tried ? (item?.rest ?? 0) : until;
        there.add(row.id);
        if (!item) {
          // One of this page's that it does not know is confirmed, and about to go.
          if (row.page === me || isOld(row.at, now)) return false;
          // Who was not let in may be let in now.
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
          // Its page may have it under way, in a batch of its own. Release 0.1 did not say whether it ever
          // had.
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
        return; // what cannot be asked is sent: better twice than never
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
    /** What is this page's goes into its copy, which from now on is kept up to date. */
    bridge() {
      const own = items.filter((item) => item.page === me);
      bridged = own.length > 0;
      table?.bridge(own);
    },
  };
}
