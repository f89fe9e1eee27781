import assert from "node:assert/strict";
import { test } from "node:test";
import { readActor, xapi } from "../../templates/player/tracking/xapi.js";
import { DATA, DONE, RECORD, world } from "./lrs-world.mjs";

const ACTOR = { account: { homePage: "https://lms.example", name: "a" } };
const LAUNCH = {
  endpoint: "https://lrs.example/xapi",
  auth: "Basic abc",
  actor: JSON.stringify(ACTOR),
  registration: "6ba7b811-9dad-41d1-80b4-00c04fd430c8",
  activity_id: "https://larande.example.se/provmodul",
};
const STATE = JSON.stringify(["activities/state", "larpaket"]);

function launched(more = {}, options = {}) {
  const it = world({ search: `?${new URLSearchParams({ ...LAUNCH, ...more })}`, ...options });
  it.tracking = xapi(it.environment, DATA, it.report);
  return it;
}

test("without a launch nothing is sent", async () => {
  const it = world();
  assert.deepEqual(await xapi(it.environment, DATA, it.report).open(), { kind: "untracked" });
  assert.equal(it.sent.length, 0);
});

test("credentials never go over plain http from a page loaded over https, except to this machine", async () => {
  for (const [page, endpoint, kind] of [
    ["https:", "http://lrs.example/xapi", "untracked"],
    ["https:", "HTTP://localhost.example/xapi", "untracked"],
    ["https:", "https://lrs.example/xapi", "tracked"],
    ["https:", "http://localhost:8080/xapi", "tracked"],
    ["https:", "http://127.0.0.1/xapi", "tracked"],
    ["http:", "http://lrs.example/xapi", "tracked"],
  ]) {
    const it = launched({ endpoint });
    it.address.protocol = page;
    assert.equal((await it.tracking.open()).kind, kind, `${page} ${endpoint}`);
    if (kind === "untracked") assert.equal(it.sent.length, 0);
  }
});

test("a whole session, in order", async () => {
  const it = launched();
  const session = await it.tracking.open();
  assert.deepEqual(
    [session.kind, session.state, session.complete, session.ends],
    ["tracked", "", false, true],
  );
  assert.deepEqual([session.learner, session.attempt], [LAUNCH.actor, LAUNCH.registration]);
  assert.equal(await it.tracking.save(RECORD), true);
  it.tracking.tell("samtal/fraga.responded", { duration: "PT9S" });
  assert.equal(await it.tracking.save(DONE), true);
  assert.equal(await it.tracking.save(DONE), true);
  assert.equal(await it.tracking.close(DONE), true);
  assert.deepEqual(it.verbs(), ["initialized", "responded", "completed", "terminated"]);
  assert.equal(new Set(it.statements().map((one) => one.id)).size, 4);
  assert.ok(it.statements().every((one) => one.context.registration === LAUNCH.registration));
  assert.deepEqual(
    it.sent
      .filter((one) => one.method === "PUT")
      .map((one) => Object.keys(one.headers).filter((name) => name.startsWith("If-"))),
    [["If-None-Match"], ["If-Match"]],
  );
  assert.equal(JSON.parse(it.documents.get(STATE)).complete, true);
});

test("every request carries version and credentials; a missing slash and scheme are added", async () => {
  const it = launched({ auth: "abc" });
  await it.tracking.open();
  await it.tracking.save(RECORD);
  for (const { url, headers } of it.sent) {
    assert.ok(url.startsWith("https://lrs.example/xapi/"));
    assert.deepEqual([headers.Authorization, headers["X-Experience-API-Version"]], ["Basic abc", "1.0.3"]);
  }
});

test("a launch of 0.9 is understood", () => {
  const old = { name: ["Eva"], mbox: ["mailto:e@example.se"], objectType: "Person" };
  assert.deepEqual(readActor(JSON.stringify(old)), {
    name: "Eva",
    mbox: "mailto:e@example.se",
    objectType: "Agent",
  });
  const account = [{ accountServiceHomePage: "https://x.example", accountName: "7" }];
  assert.deepEqual(readActor(JSON.stringify({ account })), {
    account: { homePage: "https://x.example", name: "7" },
  });
  // A person in 0.9 may have several identifiers, and a name in parts; an agent in 1.0 has one identifier.
  const whole = { ...old, account, firstName: ["Eva"], openid: [] };
  const one = { objectType: "Agent", name: "Eva", account: { homePage: "https://x.example", name: "7" } };
  assert.deepEqual(readActor(JSON.stringify(whole)), one);
  const group = {
    objectType: "Group",
    mbox: "mailto:g@example.se",
    member: [{ mbox: "mailto:e@example.se" }],
  };
  assert.deepEqual(readActor(JSON.stringify(group)), group);
  for (const text of ["", "[]", "null", "7", "{"]) assert.equal(readActor(text), null);
});

test("parameters that were encoded twice", async () => {
  const it = launched();
  it.address.search = it.address.search.replaceAll("%", "%25").replaceAll("+", "%2B");
  assert.equal((await it.tracking.open()).kind, "tracked");
  assert.equal(it.sent[0].headers.Authorization, "Basic abc");
  assert.deepEqual(it.statements()[0].actor, ACTOR);
});

test("credentials are removed from the address, and a reload finds the launch", async () => {
  const it = launched({ unknown: "kept" });
  await it.tracking.open();
  assert.equal(it.address.search, "?unknown=kept");
  const again = world({ search: "", storage: it.storage });
  assert.equal((await xapi(again.environment, DATA, again.report).open()).kind, "tracked");
});

test("where storage is refused the address stays as it is", async () => {
  const it = launched({}, { blocked: true });
  assert.equal((await it.tracking.open()).kind, "tracked");
  assert.ok(it.address.search.includes("endpoint="));
});

test("completion is reported once, however many launches there are", async () => {
  const first = launched();
  await first.tracking.open();
  await first.tracking.save(DONE);
  const second = launched();
  second.documents.set(STATE, first.documents.get(STATE));
  assert.equal((await second.tracking.open()).complete, true);
  await second.tracking.save(DONE);
  assert.deepEqual(second.verbs(), ["initialized"]);
  // The record was lost on the way: sent again, but with the same id.
  const third = launched();
  await third.tracking.open();
  await third.tracking.save(DONE);
  const id = (it) => it.statements().find((one) => one.verb.id.endsWith("completed")).id;
  assert.equal(id(third), id(first));
});

test("another tab was faster: what it saved is kept, and the completion is never lowered", async () => {
  const it = launched();
  await it.tracking.open();
  await it.tracking.save(RECORD);
  const theirs = { state: '{"v":1,"m":"1.0","c":1,"a":{"film":{"d":1}}}', location: "x", complete: true };
  it.documents.set(STATE, JSON.stringify(theirs));
  assert.equal(
    await it.tracking.save({ ...RECORD, state: '{"v":1,"m":"1.0","a":{"samtal":{"d":1}}}' }),
    true,
  );
  const kept = JSON.parse(it.documents.get(STATE));
  assert.equal(kept.complete, true);
  assert.deepEqual(JSON.parse(kept.state), { v: 1, m: "1.0", c: 1, a: { film: { d: 1 }, samtal: { d: 1 } } });
});

test("an LRS whose ETags are not the content's hash, and one that hides them", async () => {
  for (const tagOf of [() => '"7"', () => null]) {
    const it = launched({}, { tagOf });
    it.documents.set(STATE, JSON.stringify({ state: "", location: "", complete: false }));
    await it.tracking.open();
    for (const location of ["a", "b", "c"])
      assert.equal(await it.tracking.save({ ...RECORD, location }), true);
    assert.equal(JSON.parse(it.documents.get(STATE)).location, "c");
  }
});

test("what was not confirmed is sent again, byte for byte", async () => {
  const it = launched();
  it.answer = ({ resource }) => (resource === "statements" ? "drop" : undefined);
  await it.tracking.open();
  assert.equal(await it.tracking.save(RECORD), false);
  it.answer = () => undefined;
  assert.equal(await it.tracking.save(RECORD), false); // a pause is kept
  await it.later();
  assert.equal(await it.tracking.save(RECORD), true);
  const bodies = it.sent.filter((one) => one.resource === "statements").map((one) => one.body);
  assert.equal(bodies.length, 2);
  assert.equal(bodies[0], bodies[1]);
});

test("a statement the LRS already has counts; one it refuses is set aside and reported", async () => {
  const it = launched();
  let stored = "";
  it.answer = ({ method, resource, body }) => {
    if (resource !== "statements") return undefined;
    if (method === "GET") return { status: 200, body: stored };
    stored = JSON.stringify({ ...JSON.parse(body)[0], stored: "later" });
    return { status: 409 };
  };
  await it.tracking.open();
  assert.equal(await it.tracking.save(RECORD), true);
  it.answer = ({ resource }) => (resource === "statements" ? { status: 400, body: "no" } : undefined);
  it.tracking.tell("samtal/fraga.responded");
  assert.equal(await it.tracking.save(RECORD), true); // the page says that it was refused; the rest is saved
  assert.ok(it.tracking.details().some((line) => line.endsWith("400: no")));
  assert.deepEqual([it.unsent.at(-1).waiting, it.unsent.at(-1).aside], [0, 1]);
  assert.equal(await it.tracking.save(DONE), false); // the completion itself is refused
  assert.equal(JSON.parse(it.documents.get(STATE)).complete, false);
});

test("an LRS that is away for a while delays the start; one that refuses prevents it", async () => {
  const it = launched();
  let away = 2;
  it.answer = () => (away-- > 0 ? { status: 503 } : undefined);
  assert.equal((await it.tracking.open()).kind, "tracked");
  const other = launched();
  other.answer = () => ({ status: 401 });
  assert.deepEqual(await other.tracking.open(), { kind: "expired" });
});

test("a closing page sends everything at once, so that it arrives", async () => {
  const it = launched();
  await it.tracking.open();
  it.tracking.close(RECORD);
  const last = it.sent.slice(-2);
  assert.deepEqual(last.map((one) => [one.method, one.keepalive]).sort(), [
    ["POST", true],
    ["PUT", true],
  ]);
  assert.deepEqual(it.verbs(), ["initialized", "terminated"]);
});
