/**
 * Progress and completion that no LMS has confirmed, kept in this browser for the next launch of the same
 * learner: a row for each attempt, never what somebody wrote (`keepable`). A closing page's copy lies in
 * localStorage, under the page's own name, until the next start has put it into its row. Where storage is
 * refused, or the LMS does not name its learners, nothing is kept.
 *
 * @typedef {import("./progress.js").State} State
 * @typedef {{ at: number, attempt: string, confirmed: boolean, location: string, state: State }} Row
 *   `at` in milliseconds since 1970; `confirmed`: an LMS has had this attempt's id; `location` as in a
 *   saved record
 * @typedef {{ rows: Row[], put: (row: Row) => Promise<void>, remove: (attempts: string[]) => Promise<void>,
 *   copy: (row: Row | null) => void }} Kept
 *   `rows`: what was there at the start, the oldest first; `copy` is synchronous
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
 * @param {string} learner as the LMS calls them
 * @returns {Promise<Kept>} rejects where this browser keeps nothing
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
    // Only what the database has confirmed is removed here; what is too old, by tidy.js.
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
        // Full or refused: what the database has must do.
      }
    },
  };
}

/**
 * @param {Row} row as it lay there; another release may have written it
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
