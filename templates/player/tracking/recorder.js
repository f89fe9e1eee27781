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
  const teller = createTeller(environment, data, lrs, launch, report);
  const resume = createResume(lrs, { activityId, agent, ...(registration ? { registration } : {}) }, data);

  /**
   * @param {SaveRecord} record
   * @returns {Kept} complete only when the LRS has the statement that says so
   */
  const kept = (record) => ({ state: record.state, location: record.location, complete: record.complete && teller.isConfirmed() });

  return {
    begin: resume.begin,
    known: resume.known,
    tell: teller.tell,
    flush: teller.flush,
    unsent: teller.unsent,
    /** What earlier sessions left: a completion that was told is not told again. */
    resume: () => teller.resume(resume.known(), resume.known().complete),
    /** @param {SaveRecord} record */
    async save(record) {
      teller.complete(record);
      // What was refused for good holds up nothing, unless it is the completion itself.
      const sent = (await teller.flush()) && (!record.complete || teller.isConfirmed());
      return (await resume.write(kept(record))) && sent;
    },
    /**
     * @param {SaveRecord} record
     * @param {{ state: boolean, terminate: boolean }} what
     */
    async close(record, { state, terminate }) {
      if (terminate) teller.terminate(record);
      const answers = await Promise.all([state ? resume.write(kept(record), true) : true, teller.leave()]);
      return answers.every(Boolean);
    },
    details: teller.details,
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
