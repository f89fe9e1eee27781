/**
 * cmi5 (cmi5.md; numbers are sections of the specification).
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").PlayerData} PlayerData
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 * @typedef {import("../shapes.js").Session} Session
 * @typedef {import("../shapes.js").Tracking} Tracking
 * @typedef {import("../statements.js").Statement} Statement
 * @typedef {import("./launch.js").Launched} Launched
 */

import { keeping } from "./keeping.js";
import { readLaunch } from "./launch.js";
import { createLrs, failure, patiently, request, taken } from "./lrs.js";
import { watchReload } from "./reload.js";
import { createXapiSession, unsentOf } from "./xapi-session.js";

const NEEDED = ["endpoint", "fetch", "actor", "registration", "activityId"];
const SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
const CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
/**
 * While a film plays its place changes all the time, and nothing can be written after `terminated`. In
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
  /** How long this session was before the page was loaded again, in seconds. */
  let before = 0;
  /** @type {string[]} */
  const log = [];

  /** @param {SaveRecord} record */
  const whole = (record) => ({ ...record, seconds: before + record.seconds });

  /** `initialized` alone and first (9.3.2); after a reload it was told already. */
  const begin = async () => {
    if (!xapiSession) return;
    const told = () => launched.keep({ initialized: "1" });
    // What this browser keeps is sent after a reload too, under the same id.
    if (!launched.values.initialized) void xapiSession.initialize()?.persisted.then((kept) => kept && told());
    if (await xapiSession.flush()) told();
  };

  /**
   * @param {string} what
   * @param {import("./lrs.js").Answer} answer
   */
  const refused = (what, answer) => {
    log.push(`${what}: ${answer.status} ${answer.text.slice(0, 200)}`);
    // An answer without what was asked for is no better than a refusal.
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
    // A token is handed out once (8.2); one that a reload finds is used again.
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
    // A session may have an endpoint of its own (CATAPULT's test suite), and the next one sends what it left.
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
    // Nothing else is told while somebody only looks (10.2.2): what was left stays for the next session that
    // counts.
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
      // Nothing may follow terminated, so the place is not written any more: the last save has it.
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
 * What an earlier session could not send belongs to this one now, for the LMS has abandoned that one (9.3.6):
 * what the learner did is told, its beginning and end are not.
 *
 * @param {string} session
 * @param {number} began what comes later is of a window that was opened later: that session is not over
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
 * @returns {boolean} anything else, such as a script, is nowhere to go
 */
function isWeb(address) {
  return typeof address === "string" && /^https?:\/\//i.test(address);
}

/**
 * @param {string} text
 * @returns {Statement | null}
 */
function readObject(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}
