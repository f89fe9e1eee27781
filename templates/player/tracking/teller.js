/**
 * Tells an LRS what happened: templates are stamped for this launch and put into the outbox.
 *
 * @typedef {import("../shapes.js").Carried} Carried
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").PlayerData} PlayerData
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 * @typedef {import("../shapes.js").Unsent} Unsent
 * @typedef {import("../statements.js").Statement} Statement
 * @typedef {import("../delivery/keep.js").Item} Item
 * @typedef {{ endpoint: string, activityId: string, actor: Statement, agent: string, registration: string, context?: Statement,
 *   session?: string, adopt?: (item: Item) => Item | null }} Launch `agent` is the actor as it was handed over, character by character;
 *   `session` and `adopt` as the outbox takes them
 */

import { createOutbox } from "../delivery/outbox.js";
import { duration } from "../duration.js";
import { carriedIn } from "../state-text.js";
import { stamp } from "../statements.js";
import { hex, sha1, uuid4, uuid5 } from "../uuid.js";

/**
 * @param {Environment} environment
 * @param {PlayerData} data
 * @param {import("./lrs.js").Lrs} lrs
 * @param {Launch} launch
 * @param {(unsent: Unsent) => void} report
 */
export function createTeller(environment, data, lrs, launch, report) {
  const { clock, page, random } = environment;
  const { endpoint, activityId, agent, registration, session, adopt } = launch;
  // Nobody's statements are ever sent with somebody else's launch.
  const box = hex(sha1(new TextEncoder().encode(JSON.stringify([endpoint, registration, agent, activityId]))));
  const outbox = createOutbox(environment, lrs, { box, session, adopt }, report);
  const context = registration ? { ...launch.context, registration } : { ...launch.context };
  const team = data.team ? { objectType: "Group", account: { homePage: data.team, name: uuid4(random) } } : null;
  /** @type {Map<string, Carried>} */
  const told = new Map();
  let completed = "";
  let complete = false;
  let terminated = false;

  /** Once a reflection had one question, and its statement the reflection's name. @param {string} name */
  const nameNow = (name) => Object.keys(data.statements).find((key) => key.startsWith(`${name.split(".")[0]}/`)) ?? "";

  /**
   * @param {Carried} event
   * @param {boolean} [alone]
   */
  const send = (event, alone) => {
    const [name, id, at, language, revision, result, mode] = event;
    const template = data.statements[name] ?? data.statements[nameNow(name)];
    if (!template || told.has(id) || outbox.has(id)) return;
    told.set(id, event);
    const facts = { id, now: at, language, revision, result };
    void outbox.send(stamp(template, { activityId, actor: launch.actor, context, team: mode === "individual" ? null : team }, facts), {
      alone,
      at,
    });
  };

  /**
   * @param {string} name
   * @param {{ id?: string, result?: Statement, mode?: import("../shapes.js").Chosen, alone?: boolean }} [more]
   */
  const tell = (name, { id = uuid4(random), result, mode, alone } = {}) =>
    send(/** @type {Carried} */ ([name, id, clock.now(), page.documentElement.lang, data.version, result, ...(mode ? [mode] : [])]), alone);

  return {
    tell,
    flush: outbox.flush,
    leave: outbox.leave,
    details: outbox.details,
    /** @param {{ state: string, complete: boolean }} known what the LMS knew when the session began */
    async resume(known) {
      complete = known.complete;
      await outbox.opened;
      for (const event of carriedIn(known.state)) send(event);
    },
    /** @param {SaveRecord} record */
    complete({ complete: reached, seconds }) {
      if (!reached || complete) return;
      complete = true;
      // The same id from every tab and every launch of this registration: completed is told once.
      completed = registration ? uuid5(JSON.stringify([agent, registration, activityId, data.version, "completed"])) : uuid4(random);
      tell("completed", { id: completed, result: { duration: duration(seconds) } });
    },
    isConfirmed: () => complete && !outbox.has(completed),
    /** @param {SaveRecord} record */
    terminate(record) {
      if (terminated) return;
      terminated = true;
      this.complete(record);
      tell("terminated", { result: { duration: duration(record.seconds) } });
    },
    unsent: {
      carried: () =>
        outbox.loose().flatMap((id) => {
          const event = told.get(id);
          return event ? [event] : [];
        }),
      bodies: outbox.bodies,
      hurry: () => void outbox.flush(true),
    },
  };
}
