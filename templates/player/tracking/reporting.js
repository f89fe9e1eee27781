/**
 * An adapter wrapped around a SCORM adapter: SCORM tracks, and statements also go to the publisher's LRS.
 *
 * Only the LMS knows who the learner is. The name given to the LRS is made up at the first launch and kept in
 * the LMS's saved state, unless the publisher wants the LMS's own id.
 *
 * @typedef {import("../shapes.js").MakeTracking} MakeTracking
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 */

import { readState, restate } from "../state-text.js";
import { uuid4 } from "../uuid.js";
import { createLrs } from "./lrs.js";
import { createStatementSender } from "./statement-sender.js";

/**
 * @param {MakeTracking} make
 * @returns {MakeTracking}
 */
export function reporting(make) {
  return (environment, data, report, doubt) => {
    const inner = make(environment, data, report, doubt);
    /** @type {ReturnType<typeof createStatementSender> | null} */
    let sender = null;

    return {
      ...inner,
      async open() {
        const session = await inner.open();
        const { lrs } = data;
        if (session.kind !== "tracked" || !lrs) return session;
        const state = readState(session.state, data.version);
        const name = (lrs.actor === "account" && session.learner) || state.u || uuid4(environment.random);
        const registration = state.r || uuid4(environment.random);
        const actor = { objectType: "Agent", account: { homePage: lrs.home_page, name } };
        const module = /** @type {{ id: string }} */ (data.statements.initialized.object);
        sender = createStatementSender(
          environment,
          data,
          createLrs(environment, lrs.endpoint, lrs.authorization),
          {
            endpoint: lrs.endpoint,
            activityId: module.id,
            actor,
            agent: JSON.stringify(actor),
            registration,
          },
          report,
        );
        void sender.tell("initialized");
        await sender.resume(session, false);
        const known = { r: registration, ...(lrs.actor === "random" ? { u: name } : {}) };
        return {
          ...session,
          state: restate(session.state, data.version, data.state_limit, (now) => ({ ...now, ...known })),
        };
      },
      tell: async (event, result, of) =>
        (sender && (await sender.tell(event, { result, of })?.there)) ?? true,
      async save(record) {
        sender?.complete(record);
        return inner.save(record);
      },
      async close(record) {
        sender?.terminate(record);
        const gone = sender?.leave();
        const closed = await inner.close(record);
        await gone;
        return closed;
      },
      details: () => [...inner.details(), ...(sender?.details() ?? [])],
      unsent: {
        carried: () => sender?.unsent.carried() ?? [],
        bodies: () => sender?.unsent.bodies() ?? [],
        hurry: () => sender?.unsent.hurry(),
      },
    };
  };
}
