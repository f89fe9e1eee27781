/**
 * One tab at a time sends what an outbox holds. A Web Lock where there is one; on a plain-http intranet, where there is none, a lease
 * in the database. Should both fail, two tabs send the same statements with the same ids, which doubles nothing.
 *
 * @typedef {(act: (renew: () => Promise<unknown>) => Promise<void>) => Promise<void>} Lock `act` never throws; it renews before every
 *   request.
 */

import { uuid4 } from "../uuid.js";

/** Longer than the slowest request. In milliseconds. */
const LEASE = 30_000;
const ASK_AGAIN = 500;

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {import("../storage.js").Storage | null} storage
 * @param {string} name
 * @returns {Lock}
 */
export function createLock({ window, clock, random }, storage, name) {
  const locks = window.navigator?.locks;
  const nothing = async () => {};
  if (locks) {
    return async (act) => {
      let ran = false;
      const run = () => {
        ran = true;
        return act(nothing);
      };
      try {
        await locks.request(`larpaket ${name}`, run);
      } catch {
        if (!ran) await act(nothing); // a frame whose storage is blocked may not lock either
      }
    };
  }
  if (!storage) return (act) => act(nothing);

  const owner = uuid4(random);
  const take = async () => {
    let mine = false;
    await storage("leases", "readwrite", (table) => {
      const request = table.get(name);
      request.onsuccess = () => {
        mine = !request.result || request.result.owner === owner || request.result.until < clock.now();
        if (mine) table.put({ owner, until: clock.now() + LEASE }, name);
      };
      return request;
    });
    return mine;
  };

  return async (act) => {
    try {
      while (!(await take())) await new Promise((resolve) => clock.after(ASK_AGAIN, () => resolve(null)));
    } catch {
      return act(nothing); // the database has failed: better twice than never
    }
    await act(() => take().catch(() => false));
    await storage("leases", "readwrite", (table) => table.delete(name)).catch(() => {});
  };
}
