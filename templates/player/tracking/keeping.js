/**
 * An adapter wrapped around another one. Progress that no LMS has confirmed is kept for the same learner's
 * next launch (docs/lms.md; kept.js).
 *
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 * @typedef {import("../shapes.js").Tracking} Tracking
 * @typedef {import("../kept.js").Row} Row
 */

import { openKept } from "../kept.js";
import { isMore, mergeStates } from "../progress.js";
import { readState, restate } from "../state-text.js";

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {import("../shapes.js").PlayerData} data
 * @param {() => void} doubt
 * @param {(doubt: () => void) => Tracking} make makes the wrapped adapter, which gets its own `doubt`
 * @returns {Tracking}
 */
export function keeping(environment, data, doubt, make) {
  const inner = make(() => {
    confirmed = resumed;
    last = "";
    doubt();
  });
  const { clock, limits } = environment;
  /** @type {import("../kept.js").Kept | null} */
  let kept = null;
  let attempt = "";
  /** Whether an LMS has stored this attempt's id: at the start of the session, and now. */
  let resumed = false;
  let confirmed = false;
  /** The state that was confirmed last; it need not be kept. */
  let last = "";
  /** Rows merged into this session; removed once it is confirmed. @type {string[]} */
  let taken = [];

  /**
   * @param {SaveRecord} record
   * @returns {Row}
   */
  const row = (record) => ({
    at: clock.now(),
    attempt,
    confirmed,
    location: record.location,
    state: record.kept,
  });
  /** @param {SaveRecord} record */
  const copy = (record) => kept?.copy(JSON.stringify(record.kept) === last ? null : row(record));

  /** @param {string} learner */
  const openFor = (learner) =>
    Promise.race([
      openKept(environment, data, learner).catch(() => null),
      new Promise((resolve) => clock.after(limits.keptWait, () => resolve(null))),
    ]);

  return {
    ...inner,
    async open() {
      const session = await inner.open();
      if (session.kind !== "tracked" || !session.learner || session.attempt === undefined) return session;
      kept = await openFor(session.learner);
      if (!kept) return session;
      attempt = session.attempt;
      resumed = !session.fresh;
      confirmed = resumed;
      // The row of an attempt that an LMS has stored is used for that attempt only. Any other row goes to a
      // launch that finds no record at all.
      const mine = kept.rows.filter((one) => one.attempt === attempt || (session.fresh && !one.confirmed));
      taken = mine.map((one) => one.attempt);
      const known = readState(session.state, data.version);
      const merged = mine.reduce((state, one) => mergeStates(state, one.state), known);
      attempt = merged.r ?? attempt;
      if (!isMore(known, merged)) return session;
      const location = mine.at(-1)?.location || session.location;
      return {
        ...session,
        restored: true,
        location,
        state: restate(session.state, data.version, data.state_limit, () => merged),
      };
    },
    async save(record) {
      const done = await inner.save(record);
      if (done) {
        confirmed = true;
        last = JSON.stringify(record.kept);
        kept?.copy(null);
        // If this fails, the rows are merged once more, which changes nothing.
        await kept?.remove([...taken, attempt]).catch(() => {});
        taken = [];
      } else {
        await kept?.put(row(record)).catch(() => {});
      }
      return done;
    },
    // Copy first: a closing page may never resume after the call.
    close(record) {
      copy(record);
      return inner.close(record);
    },
    ...(inner.hide && {
      hide(record) {
        copy(record);
        inner.hide?.(record);
      },
    }),
    keep: copy,
    keeps: () => kept !== null,
  };
}
