/**
 * What xAPI and cmi5 share once the launch has been read: the statements, and the record in the LRS's State.
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").PlayerData} PlayerData
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 * @typedef {import("../shapes.js").Unsent} Unsent
 * @typedef {import("./state-document.js").Kept} Kept
 * @typedef {import("./statement-sender.js").Launch} Launch
 * @typedef {import("./lrs.js").Lrs} Lrs
 */

import { readState, restate } from "../state-text.js";
import { withLaunch } from "../statements.js";
import { uuid4, uuid5 } from "../uuid.js";
import { failure, isPage, patiently } from "./lrs.js";
import { createStateDocument } from "./state-document.js";
import { createStatementSender } from "./statement-sender.js";

/**
 * @param {Environment} environment
 * @param {PlayerData} data
 * @param {Lrs} lrs
 * @param {Launch} launch
 * @param {(unsent: Unsent) => void} report
 */
export function createXapiSession(environment, data, lrs, launch, report) {
  const { activityId, agent, registration } = launch;
  /** @type {string[]} */
  const log = [];
  let attempt = registration;
  const sender = createStatementSender(environment, data, lrs, { ...launch, join: withLaunch }, report);
  const stateDocument = createStateDocument(
    lrs,
    { activityId, agent, ...(registration ? { registration } : {}) },
    data,
  );

  /**
   * @param {SaveRecord} record
   * @returns {Kept} `complete` only once the LRS has the completion statement
   */
  const kept = (record) => ({
    state: record.state,
    location: record.location,
    complete: record.complete && sender.isConfirmed(),
  });

  /** Pick up what earlier sessions left; a completion that was already sent is not sent again. */
  const catchUp = () => {
    const known = stateDocument.known();
    attempt ||=
      readState(known.state, data.version).r ?? (stateDocument.isRead() ? uuid4(environment.random) : "");
    return sender.resume(known, known.complete, attempt, stateDocument.isRead());
  };

  /** @param {Parameters<typeof stateDocument.write>} what */
  const write = async (...what) => {
    const before = stateDocument.isRead();
    const written = await stateDocument.write(...what);
    if (!before && stateDocument.isRead()) await catchUp();
    return written;
  };

  return {
    /**
     * Read the LRS's record. Returns null if the session can begin, even without the record, and otherwise
     * why not.
     */
    async begin() {
      const answer = await patiently(environment, stateDocument.begin);
      if (answer.status === 401) return failure(answer);
      if (!stateDocument.isRead())
        log.push(
          `State: ${isPage(answer) ? "a web page" : answer.status}; nothing is written before it can be read`,
        );
      return null;
    },
    /** What is known at the start of the session. */
    known() {
      const { state, ...known } = stateDocument.known();
      const named = (/** @type {import("../progress.js").State} */ now) => ({ ...now, r: attempt });
      const own = attempt !== registration;
      return {
        ...known,
        state: own ? restate(state, data.version, data.state_limit, named) : state,
        attempt,
        fresh: own && stateDocument.isFresh(),
      };
    },
    /**
     * @param {Parameters<typeof sender.tell>} what
     * @returns {Promise<boolean>} whether the LRS stored it, however late
     */
    tell: async (...what) => (await sender.tell(...what)?.there) ?? true,
    /**
     * cmi5: first and alone. The id is fixed for the session, so that a reload of a page that could store
     * nothing sends the same statement.
     */
    initialize() {
      const id = launch.session
        ? uuid5(JSON.stringify([registration, launch.session, "initialized"]))
        : undefined;
      return sender.tell("initialized", { id, alone: true });
    },
    flush: sender.flush,
    unsent: sender.unsent,
    resume: catchUp,
    /** @param {SaveRecord} record */
    async save(record) {
      sender.complete(record);
      // Statements refused for good do not block a save, unless one of them is the completion itself.
      const sent = (await sender.flush()) && (!record.complete || sender.isConfirmed());
      return (await write(kept(record))) && sent;
    },
    /**
     * @param {SaveRecord} record
     * @param {{ state: boolean, terminate: boolean }} what
     */
    async close(record, { state, terminate }) {
      if (terminate) sender.terminate(record);
      const answers = await Promise.all([state ? write(kept(record), true) : true, sender.leave()]);
      return answers.every(Boolean);
    },
    details: () => [...log, ...sender.details()],
  };
}

/**
 * @param {() => { unsent: import("../shapes.js").Tracking["unsent"] } | null} xapiSession null until the
 *   session has begun
 * @returns {NonNullable<import("../shapes.js").Tracking["unsent"]>}
 */
export function unsentOf(xapiSession) {
  return {
    carried: () => xapiSession()?.unsent?.carried() ?? [],
    bodies: () => xapiSession()?.unsent?.bodies() ?? [],
    hurry: () => xapiSession()?.unsent?.hurry(),
  };
}
