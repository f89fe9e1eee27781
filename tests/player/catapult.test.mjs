/** cmi5 before an LMS that refuses by verb, and what sessions leave to the next (cmi5.md). */

import assert from "node:assert/strict";
import { test } from "node:test";
import { uuid5 } from "../../templates/player/uuid.js";
import { catapult, SESSION, says } from "./catapult.mjs";
import { DONE, quiet, RECORD } from "./lrs-world.mjs";

const lose = (verb) => {
  let lost = 0;
  return (request) => (request.method === "POST" && says(request, verb) && !lost++ ? "lost" : undefined);
};
const away = (request) => (request.resource === "statements" ? { status: 503 } : undefined);

async function save(it, record) {
  const saved = it.tracking.save(record);
  await quiet();
  return saved;
}

for (const verb of ["initialized", "completed", "terminated"]) {
  test(`${verb} was stored and its answer lost: refused by its verb, looked for, and done`, async () => {
    const lms = catapult();
    lms.fault = lose(verb);
    const it = await lms.open();
    assert.equal(it.opened.kind, "tracked");
    await save(it, DONE);
    await it.later();
    await quiet();
    assert.equal(await save(it, DONE), true);
    await it.tracking.close(DONE);
    await it.later();
    await quiet();
    assert.equal(await it.tracking.close(DONE), true);
    assert.deepEqual(lms.verbs(), ["initialized", "completed", "terminated"]);
    assert.deepEqual([it.unsent.at(-1).waiting, it.unsent.at(-1).aside, it.unsent.at(-1).trouble], [0, 0, ""]);
  });
}

test("a reload after an initialized whose answer was lost tells no second one", async () => {
  const lms = catapult();
  lms.fault = lose("initialized");
  const it = await lms.open();
  it.gone();
  const again = await lms.open({ before: it });
  assert.equal(await save(again, DONE), true);
  assert.deepEqual(lms.verbs(), ["initialized", "completed"]);
});

test("refused and not there: that one is set aside and named, the session goes on, and the next one tries again", async () => {
  const lms = catapult();
  const refuse = (request) => (request.method === "POST" && says(request, "responded") ? { status: 403, body: "no" } : undefined);
  const first = await lms.open();
  lms.fault = away;
  first.tracking.tell("samtal/fraga.responded");
  await quiet();
  first.gone();
  lms.fault = refuse;
  const second = await lms.open();
  assert.equal(await save(second, DONE), true);
  const { waiting, aside, trouble } = second.unsent.at(-1);
  assert.deepEqual([waiting, aside, trouble], [0, 1, ""]);
  assert.match(second.tracking.details().join(), /403: no/);
  assert.equal(await second.tracking.close(DONE), true);
  second.gone();
  lms.fault = () => undefined;
  await lms.open();
  assert.deepEqual(lms.verbs(), ["initialized", "initialized", "completed", "terminated", "initialized", "responded"]);
});

test("the token is gone: everything stops, and what was not told is named", async () => {
  const lms = catapult();
  const it = await lms.open();
  lms.fault = away;
  it.tracking.tell("samtal/fraga.responded");
  await quiet();
  lms.fault = () => ({ status: 403 });
  await it.later();
  await quiet();
  const { waiting, aside, trouble } = it.unsent.at(-1);
  assert.deepEqual([waiting, aside, trouble], [1, 0, "refused"]);
  assert.equal(it.tracking.unsent.bodies().length, 1);
  assert.equal(await save(it, DONE), false);
});

test("what was never sent before and is refused is kept: it is not allowed any more", async () => {
  const lms = catapult();
  const it = await lms.open();
  lms.fault = (request) => (request.method === "POST" && request.resource === "statements" ? { status: 403 } : undefined);
  for (let i = 0; i < 2; i += 1) {
    assert.equal(await save(it, DONE), false);
    it.tracking.unsent.hurry(); // a second refusal says no more than the first
    await quiet();
  }
  assert.deepEqual([it.unsent.at(-1).aside, it.unsent.at(-1).trouble], [0, "refused"]);
  lms.fault = () => undefined;
  it.tracking.unsent.hurry();
  await quiet();
  assert.equal(await save(it, DONE), true);
});

test("each session has an endpoint of its own: the next one sends what an earlier one left, as its own", async () => {
  const lms = catapult({ own: true });
  const first = await lms.open();
  lms.fault = away;
  first.tracking.tell("samtal/fraga.responded");
  assert.equal(await save(first, DONE), false);
  first.gone();
  lms.fault = () => undefined;
  const second = await lms.open();
  assert.deepEqual(lms.verbs(), ["initialized", "initialized", "responded", "completed"]);
  assert.deepEqual(
    [...lms.stored.values()].map((one) => one.context.extensions[SESSION]),
    ["s1", "s2", "s2", "s2"],
  );
  assert.ok(second.sent.slice(1).every(({ url }) => url.startsWith(second.endpoint)));
});

test("an LMS of another origin gets none of it", async () => {
  const lms = catapult();
  const first = await lms.open();
  lms.fault = away;
  await save(first, DONE);
  first.gone();
  lms.fault = () => undefined;
  const other = lms.launch();
  other.address.search = other.address.search.replace("endpoint=https%3A%2F%2Flms", "endpoint=https%3A%2F%2Fother");
  await other.tracking.open();
  await quiet();
  assert.deepEqual(lms.verbs(), ["initialized", "initialized"]);
});

test("what release 0.1 left under the whole endpoint's name is found where the endpoint is the same", async () => {
  for (const [way, found] of [
    ["row", true],
    ["copy", true],
    ["another endpoint", false],
  ]) {
    const lms = catapult();
    const first = await lms.open();
    lms.fault = away;
    first.tracking.tell("samtal/fraga.responded");
    await quiet();
    first.gone();
    const place = way === "another endpoint" ? "https://lms.example/other/" : first.endpoint;
    await becomeOld(lms.disk, await boxOf(place, first), way === "copy");
    lms.fault = () => undefined;
    await lms.open();
    assert.equal(lms.verbs().includes("responded"), found, way);
  }
});

/** The name of 0.1's box. */
async function boxOf(endpoint, { tracking: _, ...it }) {
  const { actor, registration, activityId } = JSON.parse([...it.storage.values()][0]);
  const text = JSON.stringify([endpoint, registration, actor, activityId]);
  const digest = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(text));
  return Buffer.from(digest).toString("hex");
}

/** Put all rows into another box; as a copy in local storage alone, if asked for. */
async function becomeOld({ databases, local }, box, copy) {
  const database = await result(databases.open("larpaket"));
  const store = database.transaction("outbox", "readwrite").objectStore("outbox");
  const rows = await result(store.getAll());
  for (const row of rows) await result(copy ? store.delete(row.id) : store.put({ ...row, box }, row.id));
  if (copy) local.set(`larpaket outbox ${box}`, JSON.stringify(rows));
  database.close();
}

const result = (request) =>
  new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result);
  });

test("a new session begins at once, whatever an earlier one left", async () => {
  for (const answer of [() => new Promise(() => {}), () => ({ status: 503 }), () => "drop"]) {
    const lms = catapult();
    const first = await lms.open();
    lms.fault = away;
    for (let i = 0; i < 3; i += 1) first.tracking.tell("samtal/fraga.responded");
    await quiet();
    first.gone();
    lms.fault = () => undefined;
    const second = lms.launch();
    const transport = second.environment.transport;
    second.environment.transport = (url, init) => {
      const left = init.body?.includes("/responded");
      return left && typeof answer() !== "object" ? Promise.reject(new TypeError("network")) : left ? hung(answer()) : transport(url, init);
    };
    assert.equal((await second.tracking.open()).kind, "tracked");
    await quiet();
    assert.deepEqual(lms.verbs(), ["initialized", "initialized"]);
    if (answer() instanceof Promise) continue; // one request of the others, at most as long as an answer is waited for
    for (let i = 0; i < 6; i += 1) await second.later();
    assert.equal(await save(second, RECORD), true);
    assert.equal(second.unsent.at(-1).waiting, 3);
    assert.equal(await second.tracking.close(RECORD), true);
    assert.deepEqual(lms.verbs(), ["initialized", "initialized", "terminated"]);
  }
});

const hung = (answer) =>
  answer instanceof Promise ? answer : Promise.resolve({ ...answer, text: async () => "", headers: { get: () => null } });

test("nor does it wait for the lease of a page that is gone", async () => {
  const lms = catapult();
  const first = await lms.open({ locks: false });
  first.gone();
  first.tracking.tell("samtal/fraga.responded"); // under way for ever
  await quiet();
  const second = lms.launch({ locks: false });
  void second.tracking.open();
  await quiet();
  assert.deepEqual(lms.verbs(), ["initialized", "initialized"]);
});

test("what was left comes after initialized, though that has to be tried again", async () => {
  const lms = catapult();
  const first = await lms.open();
  lms.fault = away;
  first.tracking.tell("samtal/fraga.responded");
  await quiet();
  first.gone();
  const second = await lms.open();
  assert.ok(!second.sent.some((one) => says(one, "responded")));
  lms.fault = () => undefined;
  await second.later();
  await quiet();
  assert.deepEqual(lms.verbs(), ["initialized", "initialized", "responded"]);
});

test("a completion that was left is told once, and this session tells none of its own", async () => {
  for (const version of ["1.0", "1.1"]) {
    const lms = catapult();
    const first = await lms.open();
    lms.fault = away;
    await save(first, DONE);
    first.gone();
    lms.fault = () => undefined;
    const second = await lms.open({ player: { version } });
    assert.equal(await save(second, DONE), true);
    await second.tracking.close(DONE);
    assert.deepEqual(lms.verbs(), ["initialized", "initialized", "completed", "terminated"]);
    assert.equal(second.verbs().filter((verb) => verb === "completed").length, 1);
  }
});

test("a completion that was left waits for nothing else that was", async () => {
  const lms = catapult();
  const first = await lms.open();
  lms.fault = away;
  first.tracking.tell("samtal/fraga.responded");
  await save(first, DONE);
  first.gone();
  lms.fault = (request) => (says(request, "responded") ? { status: 500 } : undefined);
  const second = await lms.open();
  assert.equal(await save(second, DONE), true);
  assert.deepEqual(lms.verbs(), ["initialized", "initialized", "completed"]);
  assert.equal(second.unsent.at(-1).waiting, 1);
});

test("this session's own goes before what was left, and waits for one request of it at most", async () => {
  const lms = catapult();
  const first = await lms.open();
  lms.fault = away;
  for (let i = 0; i < 60; i += 1) first.tracking.tell("samtal/fraga.responded");
  await quiet();
  first.gone();
  lms.fault = () => undefined;
  const second = lms.launch();
  const { now } = second.environment.clock;
  second.environment.clock.now = () => now() + 1000;
  const { transport } = second.environment;
  const waiting = [];
  second.environment.transport = (url, init) =>
    init.body?.includes("/responded") ? new Promise((resolve) => waiting.push(() => resolve(transport(url, init)))) : transport(url, init);
  await second.tracking.open();
  await quiet();
  const saved = save(second, DONE); // with the first fifty under way
  await quiet();
  assert.deepEqual([waiting.length, lms.verbs().length], [1, 2]);
  waiting[0]();
  await quiet();
  assert.equal(await saved, true);
  assert.equal(lms.verbs().at(-1), "completed");
  await quiet();
  assert.equal(waiting.length, 2); // the rest is under way now, and nobody waits for it
});

test("a completion that was left counts only when it is told", async () => {
  const lms = catapult();
  const first = await lms.open();
  lms.fault = (request) => (says(request, "completed") ? { status: 503 } : undefined);
  await save(first, DONE);
  first.gone();
  const second = await lms.open();
  assert.equal(await save(second, DONE), false);
  lms.fault = () => undefined;
  await second.later();
  await quiet();
  assert.equal(await save(second, DONE), true);
  assert.equal(lms.verbs().filter((verb) => verb === "completed").length, 1);
});

test("what the LMS has confirmed meanwhile is not told again, not even asked for", async () => {
  const lms = catapult();
  lms.fault = lose("completed");
  const first = await lms.open();
  await save(first, DONE);
  first.gone();
  lms.documents.set(JSON.stringify(["activities/state", "larpaket"]), JSON.stringify({ state: DONE.state, location: "", complete: true }));
  const second = await lms.open();
  assert.equal(await save(second, DONE), true);
  assert.ok(!second.sent.some((one) => says(one, "completed") || one.query.statementId));
});

for (const launchMode of ["Review", "Browse"]) {
  test(`${launchMode}: what was left stays for the next session that counts`, async () => {
    const lms = catapult();
    const first = await lms.open();
    lms.fault = away;
    first.tracking.tell("samtal/fraga.responded");
    await save(first, DONE);
    first.gone();
    const id = uuid5("carried");
    const q = [["samtal/fraga.responded", id, 0, "sv", "1.0", {}]];
    const carried = JSON.stringify({ state: JSON.stringify({ v: 1, m: "1.0", a: {}, q }), location: "", complete: false });
    lms.documents.set(JSON.stringify(["activities/state", "larpaket"]), carried);
    lms.fault = () => undefined;
    const looking = await lms.open({ data: { launchMode } });
    assert.equal(await looking.tracking.close(DONE), true);
    assert.deepEqual(looking.verbs(), ["initialized", "terminated"]);
    looking.gone();
    const last = await lms.open();
    assert.equal(await save(last, DONE), true);
    assert.deepEqual(last.verbs().sort(), ["completed", "initialized", "responded", "responded"]);
  });
}

test("the beginning and the end that a saved state carries are nobody else's", async () => {
  const lms = catapult();
  const q = ["initialized", "samtal/fraga.responded", "completed", "terminated"].map((name) => [name, uuid5(name), 0, "sv", "1.0", {}]);
  const carried = JSON.stringify({ state: JSON.stringify({ v: 1, m: "1.0", a: {}, q }), location: "", complete: false });
  lms.documents.set(JSON.stringify(["activities/state", "larpaket"]), carried);
  const it = await lms.open();
  assert.equal(await save(it, DONE), true);
  assert.deepEqual(lms.verbs().sort(), ["completed", "initialized", "responded"]);
});

test("another window's session that is not over keeps its own", async () => {
  const lms = catapult();
  const older = await lms.open();
  lms.fault = away;
  const newer = lms.launch();
  const { now } = newer.environment.clock;
  newer.environment.clock.now = () => now() + 1000;
  await newer.tracking.open();
  newer.tracking.tell("samtal/fraga.responded");
  await quiet();
  lms.fault = (_, it) => (it === newer ? { status: 503 } : undefined);
  older.tracking.tell("samtal/fraga.responded");
  await quiet();
  lms.fault = () => undefined;
  await newer.later();
  await quiet();
  const sessions = [...lms.stored.values()].map((one) => `${one.verb.id.split("/").pop()} ${one.context.extensions[SESSION]}`);
  assert.deepEqual(sessions, ["initialized s1", "responded s1", "initialized s2", "responded s2"]);
});

test("a closing page sends nothing twice, and its end does not overtake a completion that is on its way", async () => {
  for (const [record, verbs] of [
    [DONE, ["completed"]],
    [RECORD, ["responded", "terminated"]],
  ]) {
    const lms = catapult();
    const it = await lms.open();
    it.sent.length = 0;
    it.answer = () => undefined;
    it.environment.transport = (
      (transport) => (url, init) =>
        transport(url, init).then(() => new Promise(() => {}))
    )(it.environment.transport);
    if (record === RECORD) it.tracking.tell("samtal/fraga.responded");
    void it.tracking.save(record);
    await quiet();
    void it.tracking.close(record);
    assert.deepEqual(it.verbs(), verbs);
  }
});

test("a completion that is told with the closing page goes in one request with the end", async () => {
  const lms = catapult();
  const it = await lms.open();
  it.tracking.tell("samtal/fraga.responded");
  void it.tracking.close(DONE);
  const last = it.sent.at(-1);
  assert.deepEqual(
    JSON.parse(last.body).map((one) => one.verb.id.split("/").pop()),
    ["responded", "completed", "terminated"],
  );
});
