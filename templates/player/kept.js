/**
 * Progress and completion that no LMS has confirmed, kept in this browser for the same learner's next launch:
 * one row per attempt, never anything the learner wrote (`keepable`). A closing page writes a copy to
 * localStorage under its own name; the next start moves it into the row. Nothing is kept where storage is
 * refused or the LMS does not identify its learners.
 *
 * @typedef {import("./progress.js").State} State
 * @typedef {{ at: number, attempt: string, confirmed: boolean, location: string, state: State }} Row
 *   `at` in milliseconds since 1970; `confirmed`: an LMS has stored this attempt's id; `location` as in a
 *   saved record
 * @typedef {{
 *   rows: Row[],
 *   put: (row: Row) => Promise<void>,
 *   remove: (attempts: string[]) => Promise<void>,
 *   copy: (row: Row | null) => void,
 * }} Kept
 *   `rows`: those found at the start, oldest first; `copy` is synchronous
 */

import { mergeStates } from "./progress.js";
import { keepable, readState } from "./state-text.js";
import { copiesIn, KEPT_DATABASE, openStorage } from "./storage.js";
import { isOld } from "./tidy.js";
import { hex, sha1, uuid4 } from "./uuid.js";

const COPIES = "larpaket kept ";

/**
 * @param {import("./shapes.js").Environment} environment
 * @param {{ id: string, version: string }} module
 * @param {string} learner the LMS's id for them
 * @returns {Promise<Kept>} rejects where storage is refused
 */
export async function openKept({ window, clock, random }, module, learner) {
  const owner = hex(
    sha1(new TextEncoder().encode(JSON.stringify([window.location.origin, learner, module.id]))),
  );
  const page = `${COPIES}${owner} ${uuid4(random)}`;
  const storage = await openStorage(window, KEPT_DATABASE, ["kept"]);
  const isYoung = (/** @type {Row} */ row) => !isOld(row.at, clock.now());

  /** @param {Row} row */
  const put = (row) =>
    storage("kept", "readwrite", (table) => table.put({ ...row, owner }, [owner, row.attempt]));
  /** @param {string[]} attempts */
  const remove = async (attempts) => {
    if (attempts.length)
      await storage(
        "kept",
        "readwrite",
        (table) => attempts.map((attempt) => table.delete([owner, attempt]))[0],
      );
  };

  const all = /** @type {(Row & { owner: string })[]} */ (
    await storage("kept", "readonly", (table) => table.getAll())
  );
  const rows = new Map(
    all
      .filter((row) => row.owner === owner && isYoung(row))
      .map((row) => [row.attempt, readRow(row, module.version)]),
  );
  for (const [key, row] of copiesIn(window, new RegExp(`^${COPIES}${owner} `)).filter(([, one]) =>
    isYoung(one),
  )) {
    const { state, ...copy } = readRow(row, module.version);
    const before = rows.get(copy.attempt);
    rows.set(copy.attempt, {
      ...copy,
      confirmed: copy.confirmed || (before?.confirmed ?? false),
      state: before ? mergeStates(before.state, state) : state,
    });
    await put(/** @type {Row} */ (rows.get(copy.attempt)));
    // Remove only what the database has confirmed; tidy.js removes what is too old.
    window.localStorage.removeItem(key);
  }

  return {
    rows: [...rows.values()].sort((a, b) => a.at - b.at),
    put,
    remove,
    copy(row) {
      try {
        if (row) window.localStorage.setItem(page, JSON.stringify(row));
        else window.localStorage.removeItem(page);
      } catch {
        // Full or refused: the database's version has to do.
      }
    },
  };
}

/**
 * @param {Row} row as stored, possibly by another release
 * @param {string} version
 * @returns {Row}
 */
function readRow({ at, attempt, confirmed, location, state }, version) {
  return {
    at,
    attempt,
    confirmed: confirmed === true,
    location: String(location ?? ""),
    state: keepable(readState(JSON.stringify(state), version)),
  };
}
