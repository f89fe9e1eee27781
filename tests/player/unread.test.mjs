/**
 * A State that cannot be read is not "nothing saved": such a session reports what it must, and writes nothing
 * until it has read it.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { xapi } from "../../templates/player/tracking/xapi.js";
import { away, catapult, save } from "./catapult.mjs";
import { createDisk, DATA, DONE, quiet, RECORD, world } from "./lrs-world.mjs";

const LAUNCH = {
  endpoint: "https://lrs.example/xapi",
  auth: "Basic abc",
  actor: JSON.stringify({ account: { homePage: "https://lms.example", name: "a" } }),
  registration: "6ba7b811-9dad-41d1-80b4-00c04fd430c8",
};
const STATE = JSON.stringify(["activities/state", "larpaket"]);
const PLAYER = { ...DATA, extensions: "https://larande.example.se/_extensions/" };
const EARLIER = { state: '{"v":1,"m":"1.0","a":{"film":{"d":1}}}', location: "samtal", complete: false };
const isState = ({ resource }) => resource === "activities/state";
const puts = (it) => it.sent.filter((one) => one.method === "PUT");

async function launched(answer, { earlier = EARLIER, launch = LAUNCH, ...options } = {}) {
  const it = world({ search: `?${new URLSearchParams(launch)}`, disk: createDisk(), ...options });
  if (earlier) it.documents.set(STATE, JSON.stringify(earlier));
  it.answer = (request) => (isState(request) ? answer : undefined);
  it.tracking = xapi(it.environment, PLAYER, it.report);
  it.opened = await it.tracking.open();
  await quiet();
  return it;
}

for (const [what, answer] of [
  ["a login page", { status: 200, body: "<!doctype html><title>Log in</title>" }],
  ["nothing", { status: 200, body: "" }],
  ["somebody else's document", { status: 200, body: '{"bookmark": 7}' }],
  ["no content", { status: 204 }],
  ["403", { status: 403 }],
  ["500", { status: 500 }],
  ["a broken connection", "drop"],
]) {
  test(`State answers with ${what}: the session sends its beginning, completion and end, and writes no state`, async () => {
    const it = await launched(answer);
    assert.deepEqual([it.opened.kind, it.opened.state], ["tracked", ""]);
    assert.equal(await save(it, DONE), false);
    assert.equal(await it.tracking.close(DONE), false);
    assert.deepEqual(it.verbs(), ["initialized", "completed", "terminated"]);
    assert.deepEqual(puts(it), []);
    assert.match(
      it.tracking.details().join(),
      /State: (a web page|\d+); nothing is written before it can be read/,
    );
    assert.equal(it.documents.get(STATE), JSON.stringify(EARLIER));
  });
}

test("reading is retried, and then both records are merged", async () => {
  const it = await launched({ status: 200, body: "<html>" });
  const ours = { ...RECORD, state: '{"v":1,"m":"1.0","a":{"samtal":{"d":1}}}' };
  assert.equal(await save(it, ours), false);
  it.answer = () => undefined;
  assert.equal(await save(it, ours), true);
  const both = () => JSON.parse(JSON.parse(it.documents.get(STATE)).state);
  assert.deepEqual(both(), { v: 1, m: "1.0", a: { film: { d: 1 }, samtal: { d: 1 } } });
  // The page itself never knew the earlier part, and no later save removes it.
  assert.equal(
    await save(it, { ...ours, state: '{"v":1,"m":"1.0","a":{"samtal":{"d":1},"film":{"t":9}}}' }),
    true,
  );
  assert.deepEqual(both().a, { film: { d: 1, t: 9 }, samtal: { d: 1 } });
});

test("statements carried in State are sent as soon as it can be read, and its completion is known", async () => {
  const q = [
    [
      "samtal/fraga.responded",
      "6ba7b811-9dad-41d1-80b4-00c04fd430c1",
      Date.UTC(2026, 0, 1),
      "sv",
      "1.0",
      {},
      "",
      1,
    ],
  ];
  const earlier = { state: JSON.stringify({ v: 1, m: "1.0", c: 1, a: {}, q }), location: "", complete: true };
  const it = await launched({ status: 500 }, { earlier });
  it.answer = () => undefined;
  assert.equal(await save(it, DONE), true);
  await quiet();
  assert.deepEqual(it.verbs(), ["initialized", "completed", "responded"]);
  assert.equal(JSON.parse(it.documents.get(STATE)).complete, true);
});

test("without State its counts are unknown: random ids, and no reference to an earlier statement", async () => {
  const it = await launched({ status: 500 });
  for (const n of [1, 2])
    it.tracking.tell("samtal/fraga.responded", { response: `${n}` }, { meeting: "", n });
  await quiet();
  const told = it.statements().filter(({ verb }) => verb.id.endsWith("responded"));
  assert.deepEqual(
    told.map(({ id, context }) => [id[14], context.extensions]),
    [
      ["4", undefined],
      ["4", undefined],
    ],
  );
  it.answer = () => undefined;
  await save(it, RECORD);
  it.tracking.tell("samtal/fraga.responded", { response: "3" }, { meeting: "", n: 3 });
  await quiet();
  const last = it.statements().at(-1);
  assert.equal(last.id[14], "5");
  assert.equal(Object.keys(last.context.extensions).length, 1);
});

for (const [what, answer] of [
  ["a login page", { status: 200, body: "<html>" }],
  ["201", { status: 201 }],
]) {
  test(`a write answered with ${what} does not count as written`, async () => {
    const it = await launched(undefined);
    it.answer = (request) => (isState(request) && request.method === "PUT" ? answer : undefined);
    assert.equal(await save(it, RECORD), false);
    it.answer = () => undefined;
    assert.equal(await save(it, RECORD), true);
  });
}

test("a write answered with 200 and no ETag counts as written", async () => {
  const it = await launched(undefined);
  it.answer = (request) => (isState(request) && request.method === "PUT" ? { status: 200 } : undefined);
  assert.equal(await save(it, RECORD), true);
});

test("cmi5: the same, within one session", async () => {
  const lms = catapult();
  lms.documents.set(STATE, JSON.stringify(EARLIER));
  lms.fault = (request) =>
    request.query.stateId === "larpaket" ? { status: 200, body: "<html>" } : undefined;
  const it = await lms.open();
  assert.equal(it.opened.kind, "tracked");
  assert.equal(await save(it, DONE), false);
  assert.equal(await it.tracking.close(DONE), true);
  assert.deepEqual(lms.verbs(), ["initialized", "completed", "terminated"]);
  assert.equal(lms.documents.get(STATE), JSON.stringify(EARLIER));
});

test("cmi5: a web page as launch data starts no session", async () => {
  const lms = catapult();
  lms.fault = (request) =>
    request.query.stateId === "LMS.LaunchData" ? { status: 200, body: "<html>" } : undefined;
  assert.equal((await lms.open()).opened.kind, "expired");
  assert.deepEqual(lms.verbs(), []);
});

test("without a registration the saved state names the attempt, so several launches complete it once", async () => {
  const { registration: _, ...launch } = LAUNCH;
  const first = await launched(undefined, { earlier: null, launch });
  const { r } = JSON.parse(first.opened.state);
  assert.match(r, /^[\da-f-]{36}$/);
  assert.equal(first.opened.attempt, r);
  const done = { ...DONE, state: JSON.stringify({ v: 1, m: "1.0", c: 1, r, a: {} }) };
  first.answer = ({ resource, body }) =>
    resource === "statements" && body?.includes("/completed") ? "drop" : undefined;
  await save(first, done);
  const second = await launched(undefined, {
    earlier: JSON.parse(first.documents.get(STATE)),
    launch,
    starts: 1000,
  });
  second.seed = 100;
  assert.equal(second.opened.attempt, r);
  await save(second, done);
  const id = (it) => it.statements().find(({ verb }) => verb.id.endsWith("completed")).id;
  assert.equal(id(second), id(first));
  assert.equal(first.statements()[0].context.registration, undefined);
});

test("credentials leave the tab's storage only once the end is confirmed; the fact that it ended stays", async () => {
  const lms = catapult();
  const it = await lms.open();
  lms.fault = away;
  const token = () => [...it.storage.values()].join().includes('"token":"t1"');
  assert.equal(await it.tracking.close(RECORD), false);
  assert.ok(token());
  lms.fault = () => undefined;
  await it.later();
  await quiet();
  assert.equal(await it.tracking.close(RECORD), true);
  assert.ok(!token());
  it.gone();
  assert.equal((await lms.open({ before: it })).opened.kind, "expired");

  const other = await launched(undefined);
  assert.match([...other.storage.values()].join(), /Basic abc/);
  await save(other, RECORD);
  assert.equal(await other.tracking.close(RECORD), true);
  assert.doesNotMatch([...other.storage.values()].join(), /abc/);
});

test("only reads bypass the browser's caches: with other methods that disables the preflight cache", async () => {
  const it = world({ search: `?${new URLSearchParams(LAUNCH)}` });
  const seen = [];
  const { transport } = it.environment;
  it.environment.transport = (url, init) => {
    seen.push([init.method, init.cache]);
    return transport(url, init);
  };
  it.tracking = xapi(it.environment, PLAYER, it.report);
  await it.tracking.open();
  await save(it, DONE);
  await it.tracking.close(DONE);
  assert.deepEqual([...new Set(seen.map((one) => one.join(" ").trim()))].sort(), [
    "GET no-store",
    "POST",
    "PUT",
  ]);
});
