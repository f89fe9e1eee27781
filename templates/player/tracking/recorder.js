/**
 * What xAPI and cmi5 share once the launch was read: the module's statements, and the record in the LRS's State.
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").PlayerData} PlayerData
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 * @typedef {import("../statements.js").Statement} Statement
 * @typedef {import("./resume.js").Kept} Kept
 * @typedef {import("./lrs.js").Lrs} Lrs
 */

import { createDelivery } from "../delivery.js";
import { duration } from "../duration.js";
import { stamp } from "../statements.js";
import { uuid4, uuid5 } from "../uuid.js";
import { createResume } from "./resume.js";

/**
 * @param {Environment} environment
 * @param {PlayerData} data
 * @param {Lrs} lrs
 * @param {{ activityId: string, actor: Statement, agent: string, registration: string, context?: Statement }} launch `agent` is the
 *   actor as it was handed over, character by character
 */
export function createRecorder({ clock, page, random }, data, lrs, { activityId, actor, agent, registration, context = {} }) {
  const delivery = createDelivery(lrs);
  const resume = createResume(lrs, { activityId, agent, ...(registration ? { registration } : {}) }, data);
  const launch = { activityId, actor, context: registration ? { ...context, registration } : context };
  let completed = false;
  let terminated = false;

  /**
   * @param {string} name
   * @param {{ id?: string, result?: Statement, alone?: boolean }} [more]
   */
  const tell = (name, { id = uuid4(random), result, alone } = {}) => {
    const template = data.statements[name];
    if (template) delivery.send(stamp(template, launch, { id, now: clock.now(), language: page.documentElement.lang, result }), alone);
  };

  /** @param {SaveRecord} record */
  const complete = ({ complete: reached, seconds }) => {
    if (!reached || completed) return;
    completed = true;
    // The same id from every tab and every launch of this registration: completed is told once.
    const id = registration ? uuid5(JSON.stringify([agent, registration, activityId, data.version, "completed"])) : uuid4(random);
    tell("completed", { id, result: { duration: duration(seconds) } });
  };

  /**
   * @param {SaveRecord} record
   * @returns {Kept}
   */
  const kept = (record) => ({ state: record.state, location: record.location, complete: record.complete });

  return {
    begin: resume.begin,
    flush: delivery.flush,
    tell,
    /** What earlier sessions left: a completion that was told is not told again. */
    known() {
      completed = resume.known().complete;
      return resume.known();
    },
    /** @param {SaveRecord} record */
    async save(record) {
      complete(record);
      return (await delivery.flush()) && (await resume.write(kept(record)));
    },
    /**
     * @param {SaveRecord} record
     * @param {{ state: boolean, terminate: boolean }} what
     */
    async close(record, { state, terminate }) {
      if (terminate && !terminated) {
        terminated = true;
        complete(record);
        tell("terminated", { result: { duration: duration(record.seconds) } });
      }
      const answers = await Promise.all([state ? resume.write(kept(record), true) : true, delivery.leave()]);
      return answers.every(Boolean);
    },
    details: delivery.details,
  };
}
