/** A closing page has 64 KiB in all for its requests (Fetch 4.6); what does not fit stays on the disk. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { lastBatches } from "../../templates/player/delivery/batches.js";
import { createLrs } from "../../templates/player/tracking/lrs.js";
import { xapi } from "../../templates/player/tracking/xapi.js";
import { createDisk, DATA, DONE, quiet, RECORD, settled, world } from "./lrs-world.mjs";

const MOST = 65_536;
const LAUNCH = {
  endpoint: "https://lrs.example/xapi/",
  auth: "Basic abc",
  actor: JSON.stringify({ account: { homePage: "https://lms.example", name: "a" } }),
  registration: "6ba7b811-9dad-41d1-80b4-00c04fd430c8",
};

/** A page whose requests never complete once it is closing. */
async function opened(disk = createDisk(), seed = 0) {
  const it = world({ search: `?${new URLSearchParams(LAUNCH)}`, disk });
  it.seed = seed; // so that no two pages make the same ids
  it.tracking = xapi(it.environment, DATA, it.report);
  await it.tracking.open();
  await quiet();
  it.freeze = () => {
    it.sent.length = 0;
    it.environment.transport = (
      (transport) => (url, init) =>
        transport(url, init).then(() => new Promise(() => {}))
    )(it.environment.transport);
  };
  return it;
}

const bytes = (text) => new TextEncoder().encode(text).length;
const leaving = (it) =>
  it.sent.filter((one) => one.keepalive).reduce((sum, one) => sum + bytes(one.body ?? ""), 0);
const long = (count) => ({ response: "å".repeat(count / 2) });

test("State and statements share the 64 KiB, and the rest is sent at the next start", async () => {
  const disk = createDisk();
  const it = await opened(disk);
  it.answer = ({ resource }) => (resource === "statements" ? { status: 503 } : undefined);
  for (let i = 0; i < 9; i += 1) it.tracking.tell("samtal/fraga.responded", long(10_000));
  await quiet();
  it.freeze();
  void it.tracking.close({
    ...DONE,
    state: JSON.stringify({ v: 1, m: "1.0", a: {}, t: "ö".repeat(10_000) }),
  });
  await settled();
  assert.ok(it.sent.every((one) => one.keepalive));
  assert.ok(leaving(it) <= MOST, `${leaving(it)}`);
  assert.equal(it.sent.filter((one) => one.method === "PUT").length, 1);
  const told = it.verbs();
  assert.ok(told.length < 11);
  assert.deepEqual(told.slice(-2), ["completed", "terminated"]); // these go, whatever has to stay behind
  const next = await opened(disk, 100);
  assert.deepEqual(next.verbs(), ["initialized"]); // what was just sent may still be on its way
  await next.later(15_000);
  await quiet();
  assert.equal(next.verbs().filter((verb) => verb === "responded").length, 9);
});

test("requests in flight count too, in bytes, until they are answered", async () => {
  const answers = [];
  const environment = {
    ...world().environment,
    transport: (_, { keepalive }) => new Promise((resolve) => answers.push({ keepalive, resolve })),
  };
  const lrs = createLrs(environment, "https://lrs.example/xapi", "");
  void lrs("POST", "statements", {}, { body: "å".repeat(20_000) });
  void lrs("POST", "statements", {}, { body: "å".repeat(20_000) });
  assert.deepEqual(
    answers.map((one) => one.keepalive),
    [true, false],
  );
  const before = lrs.room();
  answers[0].resolve({ status: 204, text: async () => "", headers: { get: () => null } });
  await settled();
  assert.equal(lrs.room() - before, 40_000);
});

test("a State that does not fit is not sent, and causes no console message", async () => {
  const it = await opened();
  it.freeze();
  const closed = it.tracking.close({
    ...RECORD,
    state: JSON.stringify({ v: 1, m: "1.0", a: {}, t: "ö".repeat(40_000) }),
  });
  await settled();
  assert.deepEqual(
    it.sent.map((one) => [one.method, one.keepalive]),
    [["POST", true]],
  );
  assert.ok(closed instanceof Promise);
});

test("what may already be stored goes separately, but the end never without the completion", () => {
  const make = (id, more = {}) => ({ id, body: "x", at: 0, n: 0, state: "kept", ...more });
  const isVital = ({ id }) => id === "completed" || id === "end";
  const ids = (items, room = 1000) =>
    lastBatches(items, room, isVital).map((batch) => batch.map((one) => one.id));
  const [old, fresh, end] = [make("old", { state: "unclear" }), make("new"), make("end")];
  assert.deepEqual(ids([old, fresh, end]), [["old"], ["new", "end"]]);
  assert.deepEqual(ids([old, make("completed", { state: "unclear" }), end]), [["old", "completed", "end"]]);
  assert.deepEqual(ids([make("begin", { alone: true }), fresh, end]), [["begin"], ["new", "end"]]);
  assert.deepEqual(ids([make("big", { body: "x".repeat(900) }), fresh, make("completed"), end], 500), [
    ["completed", "end"],
  ]);
});
