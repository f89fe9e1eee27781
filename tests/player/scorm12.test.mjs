import assert from "node:assert/strict";
import { test } from "node:test";
import { findApi } from "../../templates/player/tracking/find-api.js";
import { scorm12, timespan } from "../../templates/player/tracking/scorm12.js";

/** An LMS that stores what it is given and can be told to refuse. */
function lms(values = {}) {
  const data = {
    "cmi.core.lesson_status": "not attempted",
    "cmi.core.lesson_mode": "normal",
    "cmi.core.credit": "credit",
    ...values,
  };
  const calls = [];
  let last = "0";
  const api = {
    data,
    calls,
    refuse: new Set(),
    LMSInitialize: (...args) => calls.push(["Initialize", ...args]) && String(!api.refuse.has("Initialize")),
    LMSFinish: (...args) => calls.push(["Finish", ...args]) && "true",
    LMSCommit: (...args) => calls.push(["Commit", ...args]) && String(!api.refuse.has("Commit")),
    LMSGetValue(name) {
      last = name in data ? "0" : "401";
      return data[name] ?? "";
    },
    LMSSetValue(name, value) {
      calls.push([name, value]);
      if (api.refuse.has(name)) return "false";
      data[name] = value;
      return "true";
    },
    LMSGetLastError: () => last,
  };
  return api;
}

function environment(window) {
  return {
    window,
    page: { visibilityState: "visible" },
    random: (bytes) => bytes.fill(7),
    transport: async () => ({ json: async () => ({}) }),
    clock: { monotonic: () => 0, now: () => 0, after: (_, call) => setImmediate(call) && (() => {}) },
    limits: { apiWait: 0, apiEvery: 250 },
  };
}

function opened(api) {
  const window = { API: api, location: new URL("https://lms.example/package/index.html") };
  window.parent = window;
  const tracking = scorm12(environment(window), { version: "1.0", state_limit: 3500 }, () => {}, () => {}); // biome-ignore format: as it is called
  return tracking.open().then((session) => ({ tracking, session }));
}

const RECORD = { state: "{}", location: "film", complete: false, progress: 0, score: true, seconds: 65.5 };

test("a new attempt is incomplete first", async () => {
  const api = lms();
  await opened(api);
  assert.deepEqual(api.calls, [
    ["Initialize", ""],
    ["cmi.core.lesson_status", "incomplete"],
    ["cmi.core.exit", "suspend"],
  ]);
});

for (const status of ["completed", "passed"]) {
  test(`${status} is never lowered nor written again`, async () => {
    const api = lms({ "cmi.core.lesson_status": status });
    const { tracking } = await opened(api);
    await tracking.save(RECORD);
    await tracking.save({ ...RECORD, complete: true });
    await tracking.close(RECORD);
    assert.equal(api.data["cmi.core.lesson_status"], status);
    assert.ok(
      !api.calls.some(([name]) => name === "cmi.core.lesson_status" || name.startsWith("cmi.core.score")),
    );
  });
}

test("completion writes status and score, then commits", async () => {
  const api = lms();
  const { tracking } = await opened(api);
  assert.equal(await tracking.save({ ...RECORD, complete: true }), true);
  assert.equal(api.data["cmi.core.lesson_status"], "completed");
  assert.equal(api.data["cmi.core.score.raw"], "100");
  assert.equal(api.data["cmi.core.exit"], "");
  assert.deepEqual(api.calls.at(-1), ["Commit", ""]);
});

test("without a score none is written", async () => {
  const api = lms();
  const { tracking } = await opened(api);
  await tracking.save({ ...RECORD, complete: true, score: false });
  assert.ok(!api.calls.some(([name]) => name.startsWith("cmi.core.score")));
});

test("after a commit that answers false everything is sent again", async () => {
  const api = lms();
  const { tracking } = await opened(api);
  api.refuse.add("Commit");
  assert.equal(await tracking.save({ ...RECORD, complete: true }), false);
  api.refuse.clear();
  api.calls.length = 0;
  assert.equal(await tracking.save({ ...RECORD, complete: true }), true);
  assert.ok(api.calls.some(([name, value]) => name === "cmi.core.lesson_status" && value === "completed"));
});

for (const element of ["cmi.suspend_data", "cmi.core.lesson_status"]) {
  test(`a refused ${element} is not called saved`, async () => {
    const api = lms();
    const { tracking } = await opened(api);
    api.refuse.add(element);
    assert.equal(await tracking.save({ ...RECORD, complete: true }), false);
  });
}

for (const [element, value, kind] of [
  ["cmi.core.lesson_mode", "review", "readonly"],
  ["cmi.core.lesson_mode", "browse", "browsing"],
  ["cmi.core.credit", "no-credit", "browsing"],
]) {
  test(`${value} writes nothing`, async () => {
    const api = lms({ [element]: value });
    const { tracking, session } = await opened(api);
    assert.equal(session.kind, kind);
    await tracking.save({ ...RECORD, complete: true });
    await tracking.close({ ...RECORD, complete: true });
    assert.deepEqual(api.calls, [["Initialize", ""]]);
  });
}

test("a refused Initialize is not repeated, and nothing is written after it", async () => {
  const api = lms();
  api.refuse.add("Initialize");
  const { tracking, session } = await opened(api);
  assert.deepEqual(session, { kind: "lost" });
  await tracking.save(RECORD);
  await tracking.close(RECORD);
  assert.deepEqual(api.calls, [["Initialize", ""]]);
});

test("an API that throws or answers with booleans does not stop the player", async () => {
  const throwing = lms();
  const { tracking } = await opened(throwing);
  throwing.LMSSetValue = () => {
    throw new Error("gone");
  };
  assert.equal(await tracking.save(RECORD), false);
  assert.match(tracking.details().join(), /gone/);
  const boolean = lms();
  boolean.LMSInitialize = () => true;
  assert.equal((await opened(boolean)).session.kind, "tracked");
});

test("times have the format that Moodle reads", () => {
  assert.equal(timespan(0), "0000:00:00.00");
  assert.equal(timespan(65.5), "0000:01:05.50");
  assert.equal(timespan(59.999), "0000:01:00.00");
  assert.equal(timespan(3 * 3600 + 61.05), "0003:01:01.05");
  assert.equal(timespan(-5), "0000:00:00.00");
  assert.equal(timespan(1e9), "9999:59:59.99");
});

test("the API is found in parents, then in the opener, skipping windows of other origins", () => {
  const api = { LMSInitialize() {} };
  const top = { API: api };
  top.parent = top;
  const middle = { parent: top };
  assert.equal(findApi("API", "LMSInitialize", { parent: middle }).api, api);

  const foreign = new Proxy({}, { get: () => { throw new Error("SecurityError"); } }); // biome-ignore format: one line
  const opener = { API: api };
  opener.parent = opener;
  assert.equal(findApi("API", "LMSInitialize", { parent: foreign, opener, top: foreign }).api, api);
  const window = { parent: { parent: foreign }, opener: null, top: { opener } };
  assert.equal(findApi("API", "LMSInitialize", window).api, api);

  const lonely = { API: { somethingElse() {} } };
  lonely.parent = lonely;
  assert.equal(findApi("API", "LMSInitialize", lonely), null);
  const endless = {};
  Object.defineProperty(endless, "parent", {
    get: () => ({ ...Object.getOwnPropertyDescriptors(endless), parent: endless }),
  });
  assert.equal(findApi("API", "LMSInitialize", endless), null);
});
