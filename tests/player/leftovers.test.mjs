/**
 * What a cmi5 session leaves to the next: it comes after that one's beginning, holds nothing up, and is told
 * once (cmi5.md).
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { uuid5 } from "../../templates/player/uuid.js";
import { away, catapult, lose, SESSION, save, says } from "./catapult.mjs";
import { DONE, quiet, RECORD } from "./lrs-world.mjs";

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
      return left && typeof answer() !== "object"
        ? Promise.reject(new TypeError("network"))
        : left
          ? hung(answer())
          : transport(url, init);
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
  answer instanceof Promise
    ? answer
    : Promise.resolve({ ...answer, text: async () => "", headers: { get: () => null } });

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

test("of two completions that were left one is told", async () => {
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
    init.body?.includes("/responded")
      ? new Promise((resolve) => waiting.push(() => resolve(transport(url, init))))
      : transport(url, init);
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
  lms.documents.set(
    JSON.stringify(["activities/state", "larpaket"]),
    JSON.stringify({ state: DONE.state, location: "", complete: true }),
  );
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

test("the beginning and the end that a saved state carries are nobody else's", async () => {
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
  const sessions = [...lms.stored.values()].map(
    (one) => `${one.verb.id.split("/").pop()} ${one.context.extensions[SESSION]}`,
  );
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
