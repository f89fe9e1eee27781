/**
 * What xAPI and cmi5 share once the launch was read: the statements, and the record in the LRS's State.
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").PlayerData} PlayerData
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 * @typedef {import("../shapes.js").Unsent} Unsent
 * @typedef {import("./resume.js").Kept} Kept
 * @typedef {import("./teller.js").Launch} Launch
 * @typedef {import("./lrs.js").Lrs} Lrs
 */

import { readState, restate } from "../state-text.js";
import { withLaunch } from "../statements.js";
import { uuid4, uuid5 } from "../uuid.js";
import { failure, isPage, patiently } from "./lrs.js";
import { createResume } from "./resume.js";
import { createTeller } from "./teller.js";

/**
 * @param {Environment} environment
 * @param {PlayerData} data
 * @param {Lrs} lrs
 * @param {Launch} launch
 * @param {(unsent: Unsent) => void} report
 */
export function createRecorder(environment, data, lrs, launch, report) {
  const { activityId, agent, registration } = launch;
  /** @type {string[]} */
  const log = [];
  let attempt = registration;
  const teller = createTeller(environment, data, lrs, { ...launch, join: withLaunch }, report);
  const resume = createResume(lrs, { activityId, agent, ...(registration ? { registration } : {}) }, data);

  /**
   * @param {SaveRecord} record
   * @returns {Kept} complete only when the LRS has the statement that says so
   */
  const kept = (record) => ({ state: record.state, location: record.location, complete: record.complete && teller.isConfirmed() });

  /** What earlier sessions left: a completion that was told is not told again. */
  const catchUp = () => {
    const known = resume.known();
    attempt ||= readState(known.state, data.version).r ?? (resume.isRead() ? uuid4(environment.random) : "");
    return teller.resume(known, known.complete, attempt, resume.isRead());
  };

  /** @param {Parameters<typeof resume.write>} what */
  const write = async (...what) => {
    const before = resume.isRead();
    const written = await resume.write(...what);
    if (!before && resume.isRead()) await catchUp();
    return written;
  };

  return {
    /** Read what the LRS has: null when the session can begin, if need be without it; else why not. */
    async begin() {
      const answer = await patiently(environment, resume.begin);
      if (answer.status === 401) return failure(answer);
      if (!resume.isRead()) log.push(`State: ${isPage(answer) ? "a web page" : answer.status}; nothing is written before it can be read`);
      return null;
    },
    /** What a session knows when it begins. */
    known() {
      const { state, ...known } = resume.known();
      const named = (/** @type {import("../progress.js").State} */ now) => ({ ...now, r: attempt });
      const own = attempt !== registration;
      return {
        ...known,
        state: own ? restate(state, data.version, data.state_limit, named) : state,
        attempt,
        fresh: own && resume.isFresh(),
      };
    },
    /**
     * @param {Parameters<typeof teller.tell>} what
     * @returns {Promise<boolean>} whether the LRS took it, however late
     */
    tell: async (...what) => (await teller.tell(...what)?.there) ?? true,
    /** cmi5: alone and first; by one id for the session, so that a reload whose page could keep nothing tells the same one. */
    initialize() {
      const id = launch.session ? uuid5(JSON.stringify([registration, launch.session, "initialized"])) : undefined;
      return teller.tell("initialized", { id, alone: true });
    },
    flush: teller.flush,
    unsent: teller.unsent,
    resume: catchUp,
    /** @param {SaveRecord} record */
    async save(record) {
      teller.complete(record);
      // What was refused for good holds up nothing, unless it is the completion itself.
      const sent = (await teller.flush()) && (!record.complete || teller.isConfirmed());
      return (await write(kept(record))) && sent;
    },
    /**
     * @param {SaveRecord} record
     * @param {{ state: boolean, terminate: boolean }} what
     */
    async close(record, { state, terminate }) {
      if (terminate) teller.terminate(record);
      const answers = await Promise.all([state ? write(kept(record), true) : true, teller.leave()]);
      return answers.every(Boolean);
    },
    details: () => [...log, ...teller.details()],
  };
}

/**
 * @param {() => { unsent: import("../shapes.js").Tracking["unsent"] } | null} recorder there is none until the session has begun
 * @returns {NonNullable<import("../shapes.js").Tracking["unsent"]>}
 */
export function unsentOf(recorder) {
  return {
    carried: () => recorder()?.unsent?.carried() ?? [],
    bodies: () => recorder()?.unsent?.bodies() ?? [],
    hurry: () => recorder()?.unsent?.hurry(),
  };
}
