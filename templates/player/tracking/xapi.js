/**
 * xAPI, launched like a Tin Can package (xapi.md section 2, packages.md section 6).
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").PlayerData} PlayerData
 * @typedef {import("../shapes.js").Tracking} Tracking
 * @typedef {import("../statements.js").Statement} Statement
 */

import { keeping } from "./keeping.js";
import { readLaunch } from "./launch.js";
import { createLrs } from "./lrs.js";
import { createXapiSession, unsentOf } from "./xapi-session.js";

const NEEDED = ["endpoint", "actor"];
const KNOWN = ["auth", "registration", "activity_id", "activity_platform", "Accept-Language", "grouping"];
/** While a film plays, its position changes all the time. In milliseconds. */
const SAVE_EVERY = 15_000;

/**
 * @param {Environment} environment
 * @param {PlayerData} data
 * @param {(unsent: import("../shapes.js").Unsent) => void} report
 * @param {() => void} doubt
 * @returns {Tracking}
 */
export function xapi(environment, data, report, doubt) {
  /** @type {ReturnType<typeof createXapiSession> | null} */
  let xapiSession = null;
  /** @type {import("./launch.js").Launched | null} */
  let launched = null;
  const module = /** @type {Statement} */ (data.statements.initialized).object;

  return keeping(environment, data, doubt, () => ({
    saveEvery: SAVE_EVERY,
    async open() {
      launched = readLaunch(environment.window, data.id, NEEDED, KNOWN);
      const values = launched?.values;
      const actor = readActor(values?.actor ?? "");
      if (!values || !actor) return { kind: "untracked" };
      const { auth = "", registration = "", activity_platform: platform, grouping } = values;
      const { endpoint } = values;
      const context = {
        ...(platform ? { platform } : {}),
        ...(grouping ? { contextActivities: { grouping: [{ objectType: "Activity", id: grouping }] } } : {}),
      };
      const launch = {
        endpoint,
        activityId: values.activity_id || module.id,
        actor,
        agent: JSON.stringify(actor),
        registration,
        context,
      };
      const opening = createXapiSession(
        environment,
        data,
        createLrs(environment, endpoint, withScheme(auth)),
        launch,
        report,
      );
      const failed = await opening.begin();
      if (failed) return failed;
      xapiSession = opening;
      void xapiSession.tell("initialized");
      await xapiSession.resume();
      return {
        kind: "tracked",
        ...xapiSession.known(),
        learner: values.actor,
        language: values["Accept-Language"] ?? "",
        ends: true,
      };
    },
    tell: async (name, result, of) => (await xapiSession?.tell(name, { result, of })) ?? false,
    save: async (record) => (await xapiSession?.save(record)) ?? false,
    async close(record) {
      const closed = (await xapiSession?.close(record, { state: true, terminate: true })) ?? true;
      if (closed) launched?.keep({ auth: "" }); // others use this computer too
      return closed;
    },
    details: () => ["xAPI", ...(xapiSession?.details() ?? [])],
    unsent: unsentOf(() => xapiSession),
  }));
}

/**
 * @param {string} auth
 * @returns {string} with a scheme, which some launches leave out
 */
function withScheme(auth) {
  return !auth || /^\S+ /.test(auth) ? auth : `Basic ${auth}`;
}

const IDENTIFIERS = ["account", "mbox", "mbox_sha1sum", "openid"];

/**
 * Launches from the 0.9 days use arrays and other names; these become what 1.0 wants, and nothing else is
 * changed.
 *
 * @param {string} text
 * @returns {Statement | null}
 */
export function readActor(text) {
  try {
    const given = JSON.parse(text);
    if (typeof given !== "object" || given === null || Array.isArray(given)) return null;
    /** @type {Statement} */
    const actor = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [
        key,
        Array.isArray(value) && key !== "member" ? value[0] : value,
      ]),
    );
    const { account } = actor;
    if (account && "accountName" in account)
      actor.account = { homePage: account.accountServiceHomePage, name: account.accountName };
    if (actor.objectType === "Person") actor.objectType = "Agent";
    if (JSON.stringify(actor) === JSON.stringify(given)) return actor;
    // Only one identifier, a name, and no properties unknown to 1.0.
    const wanted = ["objectType", "name", "member", IDENTIFIERS.find((key) => actor[key])];
    return Object.fromEntries(Object.entries(actor).filter(([key]) => wanted.includes(key)));
  } catch {
    return null;
  }
}
