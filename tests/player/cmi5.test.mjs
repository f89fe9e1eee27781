import assert from "node:assert/strict";
import { test } from "node:test";
import { cmi5 } from "../../templates/player/tracking/cmi5.js";
import { DATA, DONE, RECORD, settled, world } from "./lrs-world.mjs";

const LAUNCH = {
  endpoint: "https://lrs.example/xapi/",
  fetch: "https://lms.example/fetch/1",
  actor: JSON.stringify({ objectType: "Agent", account: { homePage: "https://lms.example", name: "a" } }),
  registration: "6ba7b811-9dad-41d1-80b4-00c04fd430c8",
  activityId: "https://lms.example/activity/1",
};
const TEMPLATE = {
  contextActivities: { grouping: [{ id: "https://larande.example.se/provmodul" }] },
  extensions: { session: "s" },
};

function launched({ data = {}, preferences, ...options } = {}) {
  const it = world({ search: `?${new URLSearchParams(LAUNCH)}`, ...options });
  it.fetches = 0;
  it.documents.set(
    JSON.stringify(["activities/state", "LMS.LaunchData"]),
    JSON.stringify({ contextTemplate: TEMPLATE, launchMode: "Normal", moveOn: "Completed", ...data }),
  );
  if (preferences)
    it.documents.set(
      JSON.stringify(["agents/profile", "cmi5LearnerPreferences"]),
      JSON.stringify(preferences),
    );
  it.answer = (request) => it.tokens(request);
  it.tokens = ({ url }) => {
    if (url !== LAUNCH.fetch) return undefined;
    it.fetches += 1;
    return {
      status: 200,
      body: JSON.stringify(
        it.fetches === 1 ? { "auth-token": "tok=" } : { "error-code": "1", "error-text": "used" },
      ),
    };
  };
  it.tracking = cmi5(it.environment, DATA, it.report);
  return it;
}

test("a whole session: token, launch data, initialized alone, completed, terminated last", async () => {
  const it = launched();
  const session = await it.tracking.open();
  assert.deepEqual([session.kind, session.ends, session.next], ["tracked", true, ""]);
  assert.deepEqual(
    it.sent.slice(0, 2).map((one) => one.query.stateId ?? one.url),
    [LAUNCH.fetch, "LMS.LaunchData"],
  );
  const [first] = it.sent.filter((one) => one.resource === "statements");
  assert.equal(JSON.parse(first.body).length, 1);
  await it.tracking.save(RECORD);
  it.tracking.tell("samtal/fraga.responded");
  await it.tracking.save(DONE);
  await it.tracking.close(DONE);
  assert.deepEqual(it.verbs(), ["initialized", "responded", "completed", "terminated"]);
  assert.equal(it.sent.at(-1).resource, "statements"); // no state is written after it
  assert.ok(it.sent.slice(1).every((one) => one.headers.Authorization === "Basic tok="));
  assert.equal(it.fetches, 1);
});

test("a page loaded over https does not fetch a token over plain http", async () => {
  const it = launched();
  it.address.protocol = "https:";
  it.address.search = it.address.search.replace("fetch=https", "fetch=http");
  assert.equal((await it.tracking.open()).kind, "untracked");
  assert.equal(it.sent.length, 0);
});

test("every statement carries the launch's context and is about the launched activity", async () => {
  const it = launched();
  await it.tracking.open();
  const [statement] = it.statements();
  assert.equal(statement.object.id, LAUNCH.activityId);
  assert.equal(statement.context.registration, LAUNCH.registration);
  assert.deepEqual(statement.context.contextActivities.grouping, TEMPLATE.contextActivities.grouping);
  assert.deepEqual(statement.context.extensions, TEMPLATE.extensions);
  void it.tracking.tell("samtal/fraga.responded");
  await it.tracking.save(RECORD);
  const { context } = it.statements().at(-1);
  const own = DATA.statements["samtal/fraga.responded"].context.contextActivities;
  assert.deepEqual(context.contextActivities, { ...own, ...TEMPLATE.contextActivities });
});

test("a reload by key continues the session: no second token, no second initialized, no terminated", async () => {
  const it = launched();
  await it.tracking.open();
  await it.tracking.save(RECORD);
  it.window.dispatchEvent(Object.assign(new Event("keydown"), { key: "F5" }));
  it.tracking.close(RECORD);
  const again = launched({ search: "", storage: it.storage });
  again.documents.set(
    JSON.stringify(["activities/state", "larpaket"]),
    it.documents.get(JSON.stringify(["activities/state", "larpaket"])),
  );
  assert.equal((await again.tracking.open()).kind, "tracked");
  await again.tracking.close({ ...RECORD, seconds: 10 });
  assert.deepEqual([it.verbs(), again.verbs(), again.fetches], [["initialized"], ["terminated"], 0]);
  assert.equal(again.statements()[0].result.duration, "PT0H1M15.5S");
});

test("a reload after terminated starts no session", async () => {
  const it = launched();
  await it.tracking.open();
  await it.tracking.close(RECORD);
  const again = launched({ search: "", storage: it.storage });
  assert.deepEqual(await again.tracking.open(), { kind: "expired" });
  assert.equal(again.sent.length, 0);
});

test("a token that was already issued ends the launch", async () => {
  const it = launched();
  it.fetches = 1;
  assert.deepEqual(await it.tracking.open(), { kind: "expired" });
  assert.equal(it.sent.length, 1);
  assert.match(it.tracking.details().join(), /error-code/);
});

for (const [launchMode, kind] of Object.entries({ Browse: "browsing", Review: "readonly" })) {
  test(`${launchMode}: initialized and terminated, nothing else`, async () => {
    const it = launched({ data: { launchMode } });
    assert.equal((await it.tracking.open()).kind, kind);
    it.tracking.tell("samtal/fraga.responded");
    await it.tracking.close(DONE);
    assert.deepEqual(it.verbs(), ["initialized", "terminated"]);
    assert.ok(it.sent.every((one) => one.method !== "PUT"));
  });
}

test("preferences: language and sound; none without a document", async () => {
  const it = launched({ preferences: { languagePreference: "en-US,sv", audioPreference: "off" } });
  const session = await it.tracking.open();
  assert.deepEqual([session.language, session.muted], ["en-US,sv", true]);
  const other = await launched().tracking.open();
  assert.deepEqual([other.language, other.muted], ["", false]);
});

test("only a web address is accepted as return URL", async () => {
  for (const [returnURL, next] of [
    ["https://lms.example/r", "https://lms.example/r"],
    ["javascript:alert(1)", ""],
    [7, ""],
  ]) {
    assert.equal((await launched({ data: { returnURL } }).tracking.open()).next, next);
  }
});

test("an initialized that did not get through goes first and alone later", async () => {
  const it = launched();
  it.answer = (request) => (request.resource === "statements" ? { status: 503 } : it.tokens(request));
  assert.equal((await it.tracking.open()).kind, "tracked");
  it.tracking.tell("samtal/fraga.responded");
  it.answer = it.tokens;
  await settled();
  it.sent.length = 0;
  await it.later();
  assert.equal(await it.tracking.save(DONE), true);
  const posts = it.sent
    .filter((one) => one.resource === "statements")
    .map((one) => JSON.parse(one.body).length);
  assert.deepEqual(posts, [1, 1, 1]);
  assert.deepEqual(it.verbs(), ["initialized", "responded", "completed"]);
});

test("launch data that cannot be read: no statement is sent", async () => {
  const it = launched();
  it.answer = (request) =>
    request.query.stateId === "LMS.LaunchData" ? { status: 500 } : it.tokens(request);
  assert.deepEqual(await it.tracking.open(), { kind: "lost" });
  assert.deepEqual(it.verbs(), []);
});

test("the learner's id is the LMS's, the attempt is the registration", async () => {
  const { learner, attempt } = await launched().tracking.open();
  assert.deepEqual([learner, attempt], [LAUNCH.actor, LAUNCH.registration]);
});

for (const [what, answer, kind] of [
  ["is refused", { status: 403 }, "expired"],
  ["is not found", { status: 404 }, "expired"],
  ["is answered with a web page", { status: 200, body: "<!doctype html>" }, "expired"],
  ["is answered without a token", { status: 200, body: "{}" }, "expired"],
  ["fails in the LMS", { status: 500 }, "lost"],
  ["does not come through", "drop", "lost"],
]) {
  test(`fetch ${what}: no session, no retry, and the technical details say so`, async () => {
    const it = launched();
    it.answer = () => answer;
    assert.deepEqual(await it.tracking.open(), { kind });
    assert.equal(it.sent.length, 1);
    assert.match(it.tracking.details().join(), /fetch: \d+/);
  });
}

for (const [what, answer, kind] of [
  ["missing", { status: 404 }, "expired"],
  ["refused", { status: 403 }, "expired"],
  ["a web page", { status: 200, body: "<!doctype html>" }, "expired"],
]) {
  test(`launch data ${what}: no session, no statement, and the technical details say so`, async () => {
    const it = launched();
    it.answer = (request) => (request.query.stateId === "LMS.LaunchData" ? answer : it.tokens(request));
    assert.deepEqual([await it.tracking.open(), it.verbs()], [{ kind }, []]);
    assert.match(it.tracking.details().join(), /LMS\.LaunchData: \d+/);
  });
}

for (const answer of [{ status: 403 }, { status: 500 }, "drop", { status: 200, body: "<!doctype html>" }]) {
  test(`preferences that cannot be read (${answer.status ?? answer}${answer.body ? ", a web page" : ""}) stop nothing`, async () => {
    const it = launched();
    it.answer = (request) => (request.query.profileId ? answer : it.tokens(request));
    const { kind, language, muted } = await it.tracking.open();
    assert.deepEqual([kind, language, muted], ["tracked", "", false]);
  });
}

test("an endpoint without a trailing slash, and launch data without a return URL", async () => {
  const it = launched();
  it.address.search = it.address.search.replace("xapi%2F", "xapi");
  const { kind, next } = await it.tracking.open();
  assert.deepEqual([kind, next], ["tracked", ""]);
  assert.ok(it.sent.slice(1).every(({ url }) => url.startsWith("https://lrs.example/xapi/")));
});

test("parameters that were encoded twice", async () => {
  const it = launched();
  it.address.search = it.address.search.replaceAll("%", "%25").replaceAll("+", "%2B");
  assert.equal((await it.tracking.open()).kind, "tracked");
  const [statement] = it.statements();
  assert.deepEqual([statement.actor, statement.object.id], [JSON.parse(LAUNCH.actor), LAUNCH.activityId]);
  assert.equal(it.address.search, "");
});
