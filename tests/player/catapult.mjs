/**
 * CATAPULT for the unit tests: an LMS that stores statements and refuses a session's second `initialized`,
 * `completed` or `terminated` by its verb, like builder/larpaket/preview/personas/catapult.py, and one
 * learner's launches of one registration.
 */

import { cmi5 } from "../../templates/player/tracking/cmi5.js";
import { createDisk, DATA, quiet, world } from "./lrs-world.mjs";

const ONCE = ["initialized", "completed", "terminated"];
export const SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
const LAUNCH = {
  actor: JSON.stringify({ objectType: "Agent", account: { homePage: "https://lms.example", name: "a" } }),
  registration: "6ba7b811-9dad-41d1-80b4-00c04fd430c8",
  activityId: "https://lms.example/activity/1",
};
/** Templates as the builder makes them for cmi5: the specification's own statements are in its category. */
const DEFINED = {
  contextActivities: { category: [{ id: "https://w3id.org/xapi/cmi5/context/categories/cmi5" }] },
};
const CMI5 = {
  ...DATA,
  statements: Object.fromEntries(
    Object.entries(DATA.statements).map(([name, one]) => [
      name,
      ONCE.includes(name) ? { ...one, context: { ...one.context, ...DEFINED } } : one,
    ]),
  ),
};

/** `own`: each session has its own endpoint, as in the test suite. */
export function catapult({ own = false } = {}) {
  const lms = {
    stored: new Map(),
    documents: new Map(),
    disk: createDisk(),
    sessions: 0,
    fault: () => undefined,
  };

  /** The stored verbs. */
  lms.verbs = () => [...lms.stored.values()].map((one) => one.verb.id.split("/").pop());

  const take = (session, statements) => {
    const verbs = statements.flatMap((one) =>
      one.object.id === LAUNCH.activityId ? [one.verb.id.split("/").pop()] : [],
    );
    if (session.mode !== "Normal" && verbs.some((verb) => verb === "completed"))
      return { status: 403, body: "10.2.2.0-3" };
    if (verbs.some((verb) => ONCE.includes(verb) && session.said.has(verb)))
      return { status: 403, body: "9.3.0.0-2" };
    for (const verb of verbs) session.said.add(verb);
    for (const one of statements) if (!lms.stored.has(one.id)) lms.stored.set(one.id, one);
    return { status: 200, body: JSON.stringify(statements.map((one) => one.id)) };
  };

  /** A launch or, with `before`, the same one after a reload. `data` is the launch data. */
  lms.launch = ({
    before,
    storage = before?.storage ?? new Map(),
    data = {},
    player = {},
    ...options
  } = {}) => {
    lms.sessions += before ? 0 : 1;
    const number = before?.number ?? lms.sessions;
    const session = before?.session ?? { mode: data.launchMode ?? "Normal", said: new Set() };
    const endpoint = own ? `https://lms.example/api/v1/sessions/${number}/lrs` : "https://lms.example/xapi/";
    const query = new URLSearchParams({ ...LAUNCH, endpoint, fetch: `https://lms.example/fetch/${number}` });
    lms.documents.set(
      JSON.stringify(["activities/state", "LMS.LaunchData"]),
      JSON.stringify({
        contextTemplate: { extensions: { [SESSION]: `s${number}` } },
        launchMode: "Normal",
        ...data,
      }),
    );
    const search = before ? "" : `?${query}`;
    // A new launch comes a minute after the last one, a reload a second after.
    const starts = before ? before.starts + before.time + 1000 : lms.sessions * 60_000;
    const it = world({ search, storage, documents: lms.documents, disk: lms.disk, starts, ...options });
    it.seed = before ? before.seed : number * 50; // so that no two pages make the same ids
    Object.assign(it, { number, session, endpoint, starts });
    it.answer = (request) => {
      if (request.url.includes("/fetch/"))
        return { status: 200, body: JSON.stringify({ "auth-token": `t${number}` }) };
      if (request.resource !== "statements") return lms.fault(request, it);
      const fault = lms.fault(request, it);
      if (fault && fault !== "lost") return fault;
      if (request.method === "GET") {
        const one = lms.stored.get(request.query.statementId);
        return one ? { status: 200, body: JSON.stringify(one) } : { status: 404 };
      }
      const answer = take(session, JSON.parse(request.body));
      return fault === "lost" ? "drop" : answer;
    };
    it.tracking = cmi5(it.environment, { ...CMI5, ...player }, it.report);
    /** The page is gone: nothing it sends arrives, and nothing it receives changes anything. */
    it.gone = () => {
      it.environment.transport = () => new Promise(() => {});
    };
    return it;
  };

  /** The same, once its session has begun. */
  lms.open = async (options) => {
    const it = lms.launch(options);
    it.opened = await it.tracking.open();
    await quiet();
    return it;
  };
  return lms;
}

/** Only statements with that verb, whether those of a request or of none. */
export function says(request, verb) {
  return request.resource === "statements" && (request.body ?? "").includes(`/verbs/${verb}"`);
}

/** A fault: that statement is stored, but its first answer is lost. */
export function lose(verb) {
  let lost = 0;
  return (request) => (request.method === "POST" && says(request, verb) && !lost++ ? "lost" : undefined);
}

/** A fault: no statement is accepted. */
export function away(request) {
  return request.resource === "statements" ? { status: 503 } : undefined;
}

export async function save(it, record) {
  const saved = it.tracking.save(record);
  await quiet();
  return saved;
}
