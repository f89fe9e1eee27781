/**
 * cmi5 (see cmi5.md; the numbers in comments are sections of the specification).
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").PlayerData} PlayerData
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 * @typedef {import("../shapes.js").Session} Session
 * @typedef {import("../shapes.js").Tracking} Tracking
 * @typedef {import("../statements.js").Statement} Statement
 * @typedef {import("./launch.js").Launched} Launched
 */

import { readObject } from "../json.js";
import { keeping } from "./keeping.js";
import { readLaunch } from "./launch.js";
import { createLrs, failure, patiently, request, taken } from "./lrs.js";
import { watchReload } from "./reload.js";
import { createXapiSession, unsentOf } from "./xapi-session.js";

const NEEDED = ["endpoint", "fetch", "actor", "registration", "activityId"];
const SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
const CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
/**
 * While a film plays, its position changes all the time, and nothing can be written after `terminated`. In
 * milliseconds.
 */
const SAVE_EVERY = 15_000;

/**
 * @param {Environment} environment
 * @param {PlayerData} data
 * @param {(unsent: import("../shapes.js").Unsent) => void} report
 * @param {() => void} doubt
 * @returns {Tracking}
 */
export function cmi5(environment, data, report, doubt) {
  const reloading = watchReload(environment.window, environment.clock);
  /** @type {Launched} */
  let launched = { values: {}, keep() {} };
  /** @type {ReturnType<typeof createXapiSession> | null} */
  let xapiSession = null;
  let readonly = false;
  /** The length of this session before the page was reloaded, in seconds. */
  let before = 0;
  /** @type {string[]} */
  const log = [];

  /** @param {SaveRecord} record */
  const whole = (record) => ({ ...record, seconds: before + record.seconds });

  /** `initialized` goes first and alone (9.3.2); after a reload it has already been sent. */
  const begin = async () => {
    if (!xapiSession) return;
    const told = () => launched.keep({ initialized: "1" });
    // If this browser has stored it, it is sent even after a reload, under the same id.
    if (!launched.values.initialized) void xapiSession.initialize()?.persisted.then((kept) => kept && told());
    if (await xapiSession.flush()) told();
  };

  /**
   * @param {string} what
   * @param {import("./lrs.js").Answer} answer
   */
  const refused = (what, answer) => {
    log.push(`${what}: ${answer.status} ${answer.text.slice(0, 200)}`);
    // A 2xx answer without the requested data is no better than a refusal.
    return failure(taken(answer) ? { ...answer, status: 400 } : answer);
  };

  /** @returns {Promise<Session>} */
  const open = async () => {
    const found = readLaunch(environment.window, data.id, NEEDED);
    const actor = readObject(found?.values.actor ?? "");
    if (!found || !actor) return { kind: "untracked" };
    launched = found;
    const { values } = launched;
    if (values.ended) return { kind: "expired" };
    // The token is issued only once (8.2); after a reload the stored one is used again.
    if (!values.token) {
      const answer = await request(environment, values.fetch, { method: "POST" });
      const token = readObject(answer.text)?.["auth-token"];
      if (!token) return refused("fetch", answer);
      launched.keep({ token: String(token) });
    }
    before = Number(values.seconds ?? 0);

    const { activityId, actor: agent, registration } = values;
    const lrs = createLrs(environment, values.endpoint, `Basic ${values.token}`);
    const of = { activityId, agent, registration };
    const launchData = await patiently(environment, () =>
      lrs("GET", "activities/state", { ...of, stateId: "LMS.LaunchData" }),
    );
    const given = readObject(launchData.text);
    if (!taken(launchData) || !given) return refused("LMS.LaunchData", launchData);
    const context = given.contextTemplate ?? {};
    const session = String(context.extensions?.[SESSION] ?? "");
    const { endpoint } = values;
    // Each session may have its own endpoint (as in CATAPULT's test suite), and the next session sends what
    // this one left behind.
    const origin = /^https?:\/\/[^/]+/i.exec(endpoint)?.[0] ?? endpoint;
    const adopt = adoptInto(session, environment.clock.now());
    const launch = {
      endpoint,
      origin,
      activityId,
      actor,
      agent,
      registration,
      context,
      session,
      reads: true,
      adopt,
    };
    const opening = createXapiSession(environment, data, lrs, launch, report);
    const [preferences, failed] = await Promise.all([
      lrs("GET", "agents/profile", { profileId: "cmi5LearnerPreferences", agent }), // 404 is fine (11)
      opening.begin(),
    ]);
    if (failed) return failed;
    xapiSession = opening;
    const wishes = taken(preferences) ? readObject(preferences.text) : null;
    const { launchMode = "Normal" } = given;
    readonly = launchMode !== "Normal";
    await begin();
    // No other statements are allowed in a browse or review session (10.2.2); unsent ones stay for the next
    // normal session.
    if (!readonly) await xapiSession.resume();
    return {
      kind: !readonly ? "tracked" : launchMode === "Browse" ? "browsing" : "readonly",
      ...xapiSession.known(),
      learner: agent,
      language: String(wishes?.languagePreference ?? ""),
      muted: wishes?.audioPreference === "off",
      ends: true,
      next: isWeb(given.returnURL) ? given.returnURL : "",
    };
  };

  return keeping(environment, data, doubt, () => ({
    saveEvery: SAVE_EVERY,
    open,
    tell: async (name, result, of) => (!readonly && (await xapiSession?.tell(name, { result, of }))) || false,
    async save(record) {
      if (!xapiSession) return false;
      const kept = await xapiSession.save(whole(record));
      if (kept) launched.keep({ initialized: "1", seconds: String(whole(record).seconds) });
      return kept;
    },
    async close(record) {
      if (!xapiSession) return true;
      const now = whole(record);
      if (reloading()) {
        launched.keep({ seconds: String(now.seconds) });
        return xapiSession.close(now, { state: !readonly, terminate: false });
      }
      launched.keep({ ended: "1" });
      // Nothing may follow `terminated`, so the state is not written again; the last save has it.
      const closed = await xapiSession.close(
        { ...now, complete: now.complete && !readonly },
        { state: false, terminate: true },
      );
      if (closed) launched.keep({ token: "" }); // others use this computer too
      return closed;
    },
    details: () => ["cmi5", ...log, ...(xapiSession?.details() ?? [])],
    unsent: unsentOf(() => xapiSession),
  }));
}

/**
 * Statements that an earlier session could not send now belong to this one, because the LMS has abandoned
 * that session (9.3.6): what the learner did is sent, its beginning and end are not.
 *
 * @param {string} session
 * @param {number} began items made after this come from a window opened later, whose session is not over
 * @returns {import("../delivery/outbox.js").Adopt}
 */
function adoptInto(session, began) {
  return (item) => {
    if (item.at > began) return undefined;
    const statement = JSON.parse(item.body);
    const { category = [] } = statement.context.contextActivities ?? {};
    const defined = category.some((/** @type {Statement} */ one) => one.id === CATEGORY);
    if (defined && statement.result?.completion !== true) return null;
    statement.context.extensions = { ...statement.context.extensions, [SESSION]: session };
    const { alone: _, ...rest } = item;
    return { ...rest, session, body: JSON.stringify(statement) };
  };
}

/**
 * @param {unknown} address
 * @returns {boolean} false for anything not safe to navigate to, such as a script
 */
function isWeb(address) {
  return typeof address === "string" && /^https?:\/\//i.test(address);
}
