/** A page and an LRS for the unit tests: the transport answers from memory, or as a test instructs. */

import { createHash } from "node:crypto";
import { IDBFactory } from "fake-indexeddb";

export const LIMITS = {
  answerWait: 15_000,
  gather: 500,
  keptWait: 2000,
  leftAlone: 15_000,
  resend: 5000,
  retries: [1001, 2001, 4001],
};

/** What a browser stores for an origin: databases and localStorage. */
export function createDisk() {
  return { databases: new IDBFactory(), local: new Map() };
}

/**
 * Answers by request; a test may put others in front. `disk`: what the browser stores, if anything. `starts`:
 * how many milliseconds later than the others it starts.
 */
export function world({
  search = "",
  storage = new Map(),
  documents = new Map(),
  disk,
  blocked = false,
  tagOf = tag,
  starts = 0,
} = {}) {
  const sent = [];
  const address = { href: "", search, pathname: "/p/index.html", hash: "" };
  const window = Object.assign(new EventTarget(), {
    location: address,
    history: {
      state: null,
      replaceState(_state, _title, url) {
        address.search = url.includes("?") ? url.slice(url.indexOf("?")) : "";
      },
    },
  });
  Object.defineProperty(window, "sessionStorage", {
    get() {
      if (blocked) throw new Error("blocked");
      return storageOf(storage);
    },
  });
  if (disk) Object.assign(window, { indexedDB: disk.databases, localStorage: storageOf(disk.local) });
  const made = {
    sent,
    documents,
    storage,
    window,
    address,
    waited: [],
    timers: new Set(),
    time: 0,
    answer: () => undefined,
    seed: 0,
  };
  made.unsent = [];
  made.report = (unsent) => made.unsent.push(unsent);
  made.environment = {
    window,
    page: Object.assign(new EventTarget(), { documentElement: { lang: "sv" }, visibilityState: "visible" }),
    clock: {
      now: () => Date.UTC(2026, 0, 2, 3, 4, 5) + starts + made.time,
      monotonic: () => made.time,
      after(milliseconds, call) {
        made.waited.push(milliseconds);
        const timer = { due: made.time + milliseconds, call };
        if (LIMITS.retries.includes(milliseconds)) queueMicrotask(call);
        else made.timers.add(timer);
        return () => made.timers.delete(timer);
      },
    },
    limits: LIMITS,
    random(bytes) {
      made.seed += 1;
      return bytes.fill(made.seed);
    },
    transport: async (url, init) => {
      const parts = new URL(url);
      const request = {
        method: init.method,
        resource: parts.pathname.replace(/^.*\/(xapi|lrs)\//, ""),
        query: Object.fromEntries(parts.searchParams),
        headers: init.headers ?? {},
        body: init.body,
        keepalive: init.keepalive,
        url,
      };
      sent.push(request);
      const told = made.answer(request);
      if (told === "drop") throw new TypeError("network");
      return response(told ?? store(documents, tagOf, request));
    },
  };
  /** Let the pauses pass, or this many milliseconds, with everything that follows. */
  made.later = async (milliseconds = Math.max(0, ...[...made.timers].map(({ due }) => due - made.time))) => {
    made.time += milliseconds;
    for (const timer of [...made.timers].filter(({ due }) => due <= made.time)) {
      made.timers.delete(timer);
      timer.call();
    }
    await settled();
  };
  made.statements = () =>
    sent.filter((one) => one.resource === "statements" && one.body).flatMap((one) => JSON.parse(one.body));
  made.verbs = () => made.statements().map((one) => one.verb.id.split("/").pop());
  return made;
}

/** Run everything that waits for nothing. */
export async function settled() {
  await new Promise((resolve) => setImmediate(resolve));
}

/** Run everything that waits for nothing but the disk. */
export async function quiet() {
  for (let i = 0; i < 60; i += 1) await settled();
}

function storageOf(map) {
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => map.set(key, value),
    removeItem: (key) => map.delete(key),
    key: (i) => [...map.keys()][i] ?? null,
    get length() {
      return map.size;
    },
  };
}

function store(documents, tagOf, { method, resource, query, headers, body }) {
  if (resource === "statements" && method === "GET") return { status: 404 };
  if (resource === "statements")
    return { status: 200, body: JSON.stringify(JSON.parse(body).map((one) => one.id)) };
  const key = JSON.stringify([resource, query.stateId ?? query.profileId]);
  const now = documents.get(key);
  if (method === "GET")
    return now === undefined ? { status: 404 } : { status: 200, body: now, etag: tagOf(now) };
  if (headers["If-None-Match"] === "*" && now !== undefined) return { status: 412 };
  if (headers["If-Match"] && headers["If-Match"] !== tagOf(now)) return { status: 412 };
  documents.set(key, body);
  return { status: 204 };
}

export function tag(text) {
  return text === undefined ? "" : `"${createHash("sha1").update(text).digest("hex")}"`;
}

function response({ status, body = "", etag = null }) {
  return { status, text: async () => body, headers: { get: (name) => (name === "ETag" ? etag : null) } };
}

export const DATA = {
  id: "provmodul",
  version: "1.0",
  state_limit: 30_000,
  statements: Object.fromEntries(
    ["initialized", "completed", "terminated"].map((name) => [
      name,
      {
        verb: { id: `http://adlnet.gov/expapi/verbs/${name}` },
        object: { objectType: "Activity", id: "https://larande.example.se/provmodul" },
        context: { revision: "1.0" },
        ...(name === "completed" ? { result: { completion: true } } : {}),
      },
    ]),
  ),
};
DATA.statements["samtal/fraga.responded"] = {
  verb: { id: "http://adlnet.gov/expapi/verbs/responded" },
  object: { objectType: "Activity", id: "https://larande.example.se/provmodul/samtal/fraga" },
  context: {
    contextActivities: { parent: [{ id: "https://larande.example.se/provmodul" }] },
    revision: "1.0",
  },
};

export const RECORD = {
  state: '{"v":1,"m":"1.0","a":{}}',
  location: "film",
  complete: false,
  progress: 0,
  score: true,
  seconds: 65.5,
};
export const DONE = { ...RECORD, state: '{"v":1,"m":"1.0","c":1,"a":{}}', complete: true, progress: 1 };
