/**
 * What a cmi5 session leaves to the next one: it comes after that session's beginning, delays nothing, and is
 * sent once (cmi5.md).
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { uuid5 } from "../../templates/player/uuid.js";
import { away, catapult, lose, SESSION, save, says } from "./catapult.mjs";
import { DONE, quiet, RECORD } from "./lrs-world.mjs";

test("a new session starts at once, whatever an earlier one left", async () => {
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
      return left && typeof answer() !== "object"
        ? Promise.reject(new TypeError("network"))
        : left
          ? hung(answer())
          : transport(url, init);
    };
    assert.equal((await second.tracking.open()).kind, "tracked");
    await quiet();
    assert.deepEqual(lms.verbs(), ["initialized", "initialized"]);
    if (answer() instanceof Promise) continue; // one request with others' statements, until it times out
    for (let i = 0; i < 6; i += 1) await second.later();
    assert.equal(await save(second, RECORD), true);
    assert.equal(second.unsent.at(-1).waiting, 3);
    assert.equal(await second.tracking.close(RECORD), true);
    assert.deepEqual(lms.verbs(), ["initialized", "initialized", "terminated"]);
  }
});

const hung = (answer) =>
  answer instanceof Promise
    ? answer
    : Promise.resolve({ ...answer, text: async () => "", headers: { get: () => null } });

test("leftovers come after initialized, even if that has to be retried", async () => {
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

test("a leftover completion is sent once, and this session sends none itself", async () => {
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

test("of two leftover completions one is sent", async () => {
  const lms = catapult();
  const windows = [await lms.open(), await lms.open({ player: { version: "1.1" } })];
  lms.fault = away;
  for (const one of windows) {
    await save(one, DONE);
    one.gone();
  }
  lms.fault = () => undefined;
  const last = await lms.open({ player: { version: "1.2" } });
  assert.equal(await save(last, DONE), true);
  await last.tracking.close(DONE);
  assert.deepEqual(last.verbs(), ["initialized", "completed", "terminated"]);
});

test("a leftover completion waits for no other leftovers", async () => {
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

test("this session's statements go before leftovers, and wait for at most one request with those", async () => {
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
    init.body?.includes("/responded")
      ? new Promise((resolve) => waiting.push(() => resolve(transport(url, init))))
      : transport(url, init);
  await second.tracking.open();
  await quiet();
  const saved = save(second, DONE); // with the first fifty in flight
  await quiet();
  assert.deepEqual([waiting.length, lms.verbs().length], [1, 2]);
  waiting[0]();
  await quiet();
  assert.equal(await saved, true);
  assert.equal(lms.verbs().at(-1), "completed");
  await quiet();
  assert.equal(waiting.length, 2); // the rest is in flight now, and nobody waits for it
});

test("a leftover completion counts only once it is sent", async () => {
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

test("what the LMS has since confirmed is neither sent nor looked up again", async () => {
  const lms = catapult();
  lms.fault = lose("completed");
  const first = await lms.open();
  await save(first, DONE);
  first.gone();
  lms.documents.set(
    JSON.stringify(["activities/state", "larpaket"]),
    JSON.stringify({ state: DONE.state, location: "", complete: true }),
  );
  const second = await lms.open();
  assert.equal(await save(second, DONE), true);
  assert.ok(!second.sent.some((one) => says(one, "completed") || one.query.statementId));
});

for (const launchMode of ["Review", "Browse"]) {
  test(`${launchMode}: leftovers stay for the next normal session`, async () => {
    const lms = catapult();
    const first = await lms.open();
    lms.fault = away;
    first.tracking.tell("samtal/fraga.responded");
    await save(first, DONE);
    first.gone();
    const id = uuid5("carried");
    const q = [["samtal/fraga.responded", id, 0, "sv", "1.0", {}]];
    const carried = JSON.stringify({
      state: JSON.stringify({ v: 1, m: "1.0", a: {}, q }),
      location: "",
      complete: false,
    });
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

test("an initialized and terminated in a saved state belong only to their own session", async () => {
  const lms = catapult();
  const q = ["initialized", "samtal/fraga.responded", "completed", "terminated"].map((name) => [
    name,
    uuid5(name),
    0,
    "sv",
    "1.0",
    {},
  ]);
  const carried = JSON.stringify({
    state: JSON.stringify({ v: 1, m: "1.0", a: {}, q }),
    location: "",
    complete: false,
  });
  lms.documents.set(JSON.stringify(["activities/state", "larpaket"]), carried);
  const it = await lms.open();
  assert.equal(await save(it, DONE), true);
  assert.deepEqual(lms.verbs().sort(), ["completed", "initialized", "responded"]);
});

test("another window's running session keeps its statements", async () => {
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
  const sessions = [...lms.stored.values()].map(
    (one) => `${one.verb.id.split("/").pop()} ${one.context.extensions[SESSION]}`,
  );
  assert.deepEqual(sessions, ["initialized s1", "responded s1", "initialized s2", "responded s2"]);
});

test("a closing page sends nothing twice, and its end does not overtake a completion in flight", async () => {
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

test("a completion reported as the page closes goes in one request with the end", async () => {
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
