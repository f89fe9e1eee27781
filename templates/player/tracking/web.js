/**
 * No LMS: progress is kept in this browser, if it allows that (docs/state.md).
 *
 * The database is written soon after each change. A page that is hidden or closes also leaves a copy in
 * localStorage under its own name, which the next start merges: WebKit kept nothing that IndexedDB was given
 * in `pagehide` (0 of 15 times; localStorage 15 of 15).
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").PlayerData} PlayerData
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 * @typedef {import("../shapes.js").Tracking} Tracking
 * @typedef {{ at?: number, page?: string, state: string, location: string, complete: boolean }} Row
 *   `at` in milliseconds since 1970; `page` wrote it. An earlier release wrote neither.
 */

import { mergeStates } from "../progress.js";
import { readState, restate } from "../state-text.js";
import { copiesIn, openStorage } from "../storage.js";
import { uuid4 } from "../uuid.js";

const COPY = "larpaket place ";
/** How long after a change it is saved. In milliseconds. */
const SOON = 1000;

/**
 * @param {Environment} environment
 * @param {PlayerData} data
 * @returns {Tracking}
 */
export function web({ clock, random, window }, { id, state_limit: limit, version }) {
  const page = uuid4(random);
  const key = `${COPY}${id} ${page}`;
  /** @type {import("../storage.js").Storage | null} */
  let storage = null;
  /** The row as this page last read or wrote it. @type {Row | undefined} */
  let known;
  /** What other windows have saved since. @type {Row | undefined} */
  let others;
  /** The copies that are part of this session, as they were. @type {Map<string, string>} */
  let found = new Map();
  /** A completion that was read or written once is never lowered. */
  let done = false;
  /** How many copies this page has made. */
  let copied = 0;
  /** @type {string[]} */
  const log = [];

  const copies = () => copiesIn(window, new RegExp(`^${COPY}${id} `));

  /**
   * What a page wrote replaces what the same page wrote before; otherwise progress is merged.
   *
   * @param {Row | undefined} older
   * @param {Row} newer
   * @returns {Row}
   */
  const join = (older, newer) => {
    if (!older?.state || (older.page && older.page === newer.page)) return newer;
    return {
      at: newer.at,
      state: restate(newer.state, version, limit, (state) =>
        mergeStates(readState(older.state, version), state),
      ),
      location: newer.location || older.location,
      complete: older.complete || newer.complete,
    };
  };

  /**
   * @param {SaveRecord} record
   * @param {number} at
   * @returns {Row}
   */
  const row = ({ state, location, complete }, at) => {
    done ||= complete;
    return { ...join(others, { at, state, location, complete: done }), page };
  };

  /**
   * Synchronous, because the page may be gone a moment later. Then the database is left alone: a transaction
   * that waits for an answer as its page goes takes with it what others have written (seen in Chromium).
   *
   * @param {SaveRecord} record
   * @returns {boolean} false if storage is full or refused
   */
  const copy = (record) => {
    try {
      window.localStorage.setItem(key, JSON.stringify(row(record, clock.now())));
      copied += 1;
      return true;
    } catch {
      return false;
    }
  };

  /** Remove the copies that the database has confirmed, unless written again. @param {boolean} own */
  const clear = (own) => {
    if (own) window.localStorage.removeItem(key);
    for (const [name, value] of found.size ? copies() : [])
      if (found.get(name) === JSON.stringify(value)) window.localStorage.removeItem(name);
    found = new Map();
  };

  /** @type {Tracking["save"]} */
  const save = async (record) => {
    if (!storage) return false;
    const before = copied;
    const now = clock.now(); // a copy that is made while the database works is newer
    try {
      await storage("sessions", "readwrite", (table) => {
        const request = table.get(id);
        request.onsuccess = () => {
          /** @type {Row | undefined} */
          const there = request.result;
          const isOther = there?.page !== page && (there?.page !== known?.page || there?.at !== known?.at);
          if (there && isOther) others = join(others, there);
          known = row(record, now);
          table.put(known, id);
        };
        return request;
      });
    } catch (error) {
      log.push(String(error));
      return false;
    }
    clear(copied > 0 && copied === before);
    return true;
  };

  return {
    saveEvery: SOON,
    async open() {
      try {
        storage = await openStorage(window);
        known = await storage("sessions", "readonly", (table) => table.get(id));
        const left = copies();
        found = new Map(left.map(([name, value]) => [name, JSON.stringify(value)]));
        /** @type {Row[]} */
        const rows = [...(known ? [known] : []), ...left.map(([, value]) => value)];
        const { state, location, complete } = rows
          .sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
          .reduce(join, { state: "", location: "", complete: false });
        done = complete;
        return { kind: "tracked", state, location, complete, language: "" };
      } catch (error) {
        log.push(String(error));
        return { kind: "unstored" };
      }
    },
    save,
    hide: (record) => void (copy(record) || save(record)),
    close: async (record) => copy(record) || save(record),
    tell: async () => false,
    details: () => ["web", ...log],
  };
}
