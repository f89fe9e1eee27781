/** cmi5 with an LMS that refuses by verb and may give each session its own endpoint (cmi5.md). */

import assert from "node:assert/strict";
import { test } from "node:test";
import { away, catapult, lose, SESSION, save, says } from "./catapult.mjs";
import { DONE, quiet } from "./lrs-world.mjs";

for (const verb of ["initialized", "completed", "terminated"]) {
  test(`${verb} was stored but its answer lost: refused by verb, looked up, and done`, async () => {
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
    assert.deepEqual(
      [it.unsent.at(-1).waiting, it.unsent.at(-1).aside, it.unsent.at(-1).trouble],
      [0, 0, ""],
    );
  });
}

test("a reload after an initialized whose answer was lost sends no second one", async () => {
  const lms = catapult();
  lms.fault = lose("initialized");
  const it = await lms.open();
  it.gone();
  const again = await lms.open({ before: it });
  assert.equal(await save(again, DONE), false); // it may still be on its way, and the rest comes after it
  assert.deepEqual(again.verbs(), []);
  await again.later();
  await quiet();
  assert.equal(await save(again, DONE), true);
  assert.deepEqual(lms.verbs(), ["initialized", "completed"]);
});

test("refused and not stored: it is set aside and reported, the session continues, and the next session tries again", async () => {
  const lms = catapult();
  const refuse = (request) =>
    request.method === "POST" && says(request, "responded") ? { status: 403, body: "no" } : undefined;
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
  assert.deepEqual(lms.verbs(), [
    "initialized",
    "initialized",
    "completed",
    "terminated",
    "initialized",
    "responded",
  ]);
});

test("the token is revoked: everything stops, and unsent statements are reported", async () => {
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

test("a statement refused on its first attempt is kept: access was withdrawn", async () => {
  const lms = catapult();
  const it = await lms.open();
  lms.fault = (request) =>
    request.method === "POST" && request.resource === "statements" ? { status: 403 } : undefined;
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

test("each session has its own endpoint: the next one sends what an earlier one left, as its own", async () => {
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

test("an LMS on another origin gets none of it", async () => {
  const lms = catapult();
  const first = await lms.open();
  lms.fault = away;
  await save(first, DONE);
  first.gone();
  lms.fault = () => undefined;
  const other = lms.launch();
  other.address.search = other.address.search.replace(
    "endpoint=https%3A%2F%2Flms",
    "endpoint=https%3A%2F%2Fother",
  );
  await other.tracking.open();
  await quiet();
  assert.deepEqual(lms.verbs(), ["initialized", "initialized"]);
});

test("what release 0.1 left under the full endpoint's name is found if the endpoint is the same", async () => {
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

/** The name of release 0.1's box. */
async function boxOf(endpoint, { tracking: _, ...it }) {
  const { actor, registration, activityId } = JSON.parse([...it.storage.values()][0]);
  const text = JSON.stringify([endpoint, registration, actor, activityId]);
  const digest = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(text));
  return Buffer.from(digest).toString("hex");
}

/** Move all rows to another box; on request as a copy in localStorage alone. */
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
