/**
 * Sends statements to an LRS: templates are filled in for this launch and put into the outbox.
 *
 * @typedef {import("../shapes.js").Carried} Carried
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").PlayerData} PlayerData
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 * @typedef {import("../shapes.js").Told} Told
 * @typedef {import("../shapes.js").Unsent} Unsent
 * @typedef {import("../statements.js").Statement} Statement
 * @typedef {import("../delivery/outbox-store.js").Item} Item
 * @typedef {{
 *   endpoint: string, origin?: string, activityId: string, actor: Statement, agent: string,
 *   registration: string, context?: Statement, join?: import("../statements.js").Launch["join"],
 *   session?: string, reads?: boolean, adopt?: import("../delivery/outbox.js").Adopt,
 * }} Launch
 *   `origin` of the endpoint, where each session may have its own endpoint; `agent` is the actor exactly as
 *   the launch gave it; `session`, `reads` and `adopt` as in the outbox
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
export function createStatementSender(environment, data, lrs, launch, report) {
  const { clock, page, random, window } = environment;
  const {
    endpoint,
    origin = endpoint,
    activityId,
    agent,
    registration,
    session,
    reads,
    adopt = (item) => item,
  } = launch;
  // One learner's statements must never be sent with another's launch.
  const [box, before] = [origin, endpoint].map((place) =>
    hex(sha1(new TextEncoder().encode(JSON.stringify([place, registration, agent, activityId])))),
  );
  const outbox = createOutbox(environment, lrs, { box, before, session, reads }, report);
  /** The registration. If the launch has none, the attempt id in the saved state, once that has been read. */
  let attempt = registration;
  /** Whether the saved counts of earlier statements have been read (docs/state.md). */
  let counts = false;
  const given = new URLSearchParams(window.location.search).get("unit") ?? "";
  const unit = /^[a-z\d.-]{1,64}$/i.test(given) ? given : data.unit;
  /** @type {Statement} */
  const context = registration ? { ...launch.context, registration } : { ...launch.context };
  if (unit) context.extensions = { ...context.extensions, [`${data.extensions}unit`]: unit };
  /** The meeting for statements that an earlier release made without a meeting id. */
  const former = uuid4(random);
  /** @type {Map<string, Carried>} */
  const told = new Map();
  /** The id of the completion statement, from this session or left by an earlier one. */
  let completed = "";
  let complete = false;
  /** The LRS already had one when the session began. */
  let has = false;
  let terminated = "";

  const completion = /** @type {Statement} */ (data.statements.completed ?? {});
  /** @param {Item} item */
  const isCompletion = (item) => {
    const { verb, object } = JSON.parse(item.body);
    return object.id === activityId && verb.id === completion.verb?.id;
  };

  /**
   * Earlier releases had one question per reflection and named its statement after the reflection.
   *
   * @param {string} name
   */
  const nameNow = (name) =>
    Object.keys(data.statements).find((key) => key.startsWith(`${name.split(".")[0]}/`)) ?? "";

  /**
   * The id of the nth statement of its kind, in a meeting or alone.
   *
   * @param {string} name
   * @param {string} meeting
   * @param {number} n
   */
  const nth = (name, meeting, n) => uuid5(JSON.stringify([attempt, meeting, name.split(".")[0], n]));

  /**
   * @param {string} name
   * @param {Told} of
   */
  const idOf = (name, { meeting = "", once, n }) => {
    const { id } = /** @type {Statement} */ (data.statements[name]).object;
    if (once && attempt) return uuid5(JSON.stringify([agent, attempt, id, data.version, name.split(".")[1]]));
    return n && attempt && counts ? nth(name, meeting, n) : uuid4(random);
  };

  /**
   * @param {Carried} event
   * @param {{ alone?: boolean, left?: boolean }} more
   */
  const send = (event, more) => {
    const [name, id, at, language, revision, result, meeting = "group", n = 0, own] = event;
    const template = data.statements[name] ?? data.statements[nameNow(name)];
    if (!template || told.has(id) || outbox.has(id)) return;
    told.set(id, event);
    const group = meeting === "individual" ? "" : meeting === "group" ? former : meeting;
    const team =
      data.team && group ? { objectType: "Group", account: { homePage: data.team, name: group } } : null;
    const extensions =
      n > 1 && attempt && counts
        ? { ...own, [`${data.extensions}replaces`]: nth(name, meeting, n - 1) }
        : own;
    const facts = { id, now: at, language, revision, result, extensions };
    const statement = stamp(template, { ...launch, context, team }, facts);
    return outbox.send(statement, { ...more, at });
  };

  /**
   * @param {string} name
   * @param {{ id?: string, result?: Statement, of?: Told, alone?: boolean }} [more]
   */
  const tell = (name, { result, of = {}, id = idOf(name, of), alone } = {}) => {
    const { meeting = "", n = 0, extensions } = of;
    const how = extensions ? [meeting, n, extensions] : n ? [meeting, n] : [meeting];
    return send(
      /** @type {Carried} */ ([
        name,
        id,
        clock.now(),
        page.documentElement.lang,
        data.version,
        result,
        ...how,
      ]),
      { alone },
    );
  };

  /**
   * A completion left by an earlier session replaces this one's: none is sent if the LRS has one, and never
   * two.
   *
   * @param {Item} item
   */
  const takeCompletion = (item) => {
    if (has || (completed && !outbox.has(completed))) return null;
    if (completed && completed !== item.id) return undefined;
    completed = item.id;
    return item;
  };

  return {
    tell,
    flush: outbox.flush,
    leave: () => outbox.leave([completed, terminated]),
    details: () => [...(given && given !== unit ? [`unit: ${given.slice(0, 80)}`] : []), ...outbox.details()],
    /**
     * From now on, with this session begun, also send what earlier sessions left behind.
     *
     * @param {{ state: string, complete: boolean }} known what the LMS knew when the session began
     * @param {boolean} had whether the LRS has the completion: the LMS may know of one that never reached the
     *   LRS
     * @param {string} [which] the attempt's id, where the launch has no registration
     * @param {boolean} [isRead] false while the saved state could not be read
     */
    async resume(known, had, which = registration, isRead = true) {
      complete ||= known.complete;
      has = had;
      attempt = which;
      counts = isRead;
      await outbox.adopt((item) => {
        const taken = adopt(item);
        return taken && !taken.aside && isCompletion(taken) ? takeCompletion(taken) : taken;
      });
      for (const event of carriedIn(known.state)) {
        const [name, id] = event;
        // In cmi5 only the session itself may send its `initialized` and `terminated`.
        if (session !== undefined && (name === "initialized" || name === "terminated")) continue;
        if (name === "completed") completed ||= id;
        if (name !== "completed" || !had) void send(event, { left: true });
      }
    },
    /** @param {SaveRecord} record */
    complete({ complete: reached, seconds }) {
      if (!reached || complete) return;
      complete = true;
      if (completed) return outbox.claim(completed);
      // The same id from every tab and every launch of this registration, so that completion is recorded
      // once.
      completed = attempt
        ? uuid5(JSON.stringify([agent, attempt, activityId, data.version, "completed"]))
        : uuid4(random);
      void tell("completed", { id: completed, result: { duration: duration(seconds) } });
    },
    isConfirmed: () => complete && !outbox.has(completed),
    /** @param {SaveRecord} record */
    terminate(record) {
      if (terminated) return;
      this.complete(record);
      // `terminated` must not overtake a completion in flight, which the LMS might then refuse. Without it,
      // the LMS will treat the session as abandoned (9.3.6).
      if (session !== undefined && outbox.isBusy(completed)) return;
      terminated = uuid4(random);
      void tell("terminated", { id: terminated, result: { duration: duration(record.seconds) } });
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
