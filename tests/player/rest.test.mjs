/** An id is never in two requests in flight: what rests, for how long, and what waits with it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createDisk, quiet } from "./lrs-world.mjs";
import { idOf, named, outboxPage } from "./outbox-world.mjs";

const away = () => ({ status: 503 });

test("after a request without an answer, its statement and those after it rest until 5 s after it began", async () => {
  const it = await outboxPage({ held: true }).start();
  await it.tell("a");
  await it.later(1000);
  await it.reply("drop");
  await it.tell("b");
  it.window.dispatchEvent(new Event("online"));
  await it.outbox.flush(true); // even if somebody asks
  await it.later(3900);
  assert.deepEqual(named(it.posts()), [["a"]]);
  await it.later(200);
  await quiet();
  assert.deepEqual(named(it.posts()).slice(1), [["a", "b"]]);
});

test("a server that answers is retried after the pause, not after five seconds", async () => {
  const it = await outboxPage().start();
  it.answer = away;
  await it.tell("a");
  it.answer = () => undefined;
  await it.later(2000);
  await quiet();
  assert.deepEqual(named(it.posts()), [["a"], ["a"]]);
});

test("a closing page sends, in a separate request, only what no request carries yet", async () => {
  const it = await outboxPage({ held: true }).start();
  await it.tell("a");
  await it.tell("b", "c");
  void it.outbox.leave();
  await quiet();
  assert.deepEqual(named(it.posts()), [["a"], ["b", "c"]]);
});

test("nor does it send what may still be on its way", async () => {
  const it = await outboxPage({ held: true }).start();
  await it.tell("a");
  await it.reply("drop");
  await it.tell("b");
  void it.outbox.leave();
  await quiet();
  assert.deepEqual(named(it.posts()), [["a"], ["b"]]);
});

test("new statements and those that may already be stored go in separate requests", async () => {
  const it = await outboxPage().start();
  it.answer = away;
  await it.tell("a");
  await it.tell("b");
  it.gone();
  it.sent.length = 0;
  const { transport } = it.environment;
  const leaving = [];
  it.environment.transport = (url, init) => {
    leaving.push(JSON.parse(init.body).map((one) => one.id));
    return transport(url, init);
  };
  void it.outbox.leave();
  await quiet();
  assert.deepEqual(named(leaving), [["a"], ["b"]]);
});

test("a new page leaves alone what another made or sent in the last 15 s, and does not wait for it", async () => {
  for (const how of ["sent", "made"]) {
    const disk = createDisk();
    const first = await outboxPage({ disk, held: true }).start();
    if (how === "made") first.gone();
    await first.tell("a", "b");
    const next = await outboxPage({ disk, starts: 1000 }).start();
    await next.tell("c");
    await next.later(13_000);
    await quiet();
    assert.deepEqual(named(next.posts()), [["c"]]);
    await next.later(2000);
    await quiet();
    assert.deepEqual(named(next.posts()).flat().sort(), ["a", "b", "c"], how);
  }
});

test("what a page keeps retrying stays its own, however long ago it made it", async () => {
  const disk = createDisk();
  const first = await outboxPage({ disk }).start();
  first.answer = away;
  await first.tell("a");
  for (let i = 0; i < 20; i += 1) {
    await first.later(2000);
    await quiet();
  }
  const { time } = first;
  first.gone();
  const next = await outboxPage({ disk, starts: time + 5000 }).start();
  assert.deepEqual(next.posts(), []);
  await next.later(15_000);
  await quiet();
  assert.deepEqual(named(next.posts()), [["a"]]);
});

test("setting the clock back delays nothing", async () => {
  const disk = createDisk();
  const first = await outboxPage({ disk, starts: 3_600_000 }).start();
  first.answer = away;
  await first.tell("a");
  first.gone();
  const next = await outboxPage({ disk }).start();
  await next.later(15_000);
  await quiet();
  assert.deepEqual(named(next.posts()), [["a"]]);
});

test("a page does not send what another page has taken over from it, not even when it closes", async () => {
  const disk = createDisk();
  const first = await outboxPage({ disk }).start();
  first.answer = away;
  await first.tell("a");
  first.timers.clear(); // a tab in the background, doing nothing
  first.time = 20_000;
  const other = await outboxPage({ disk, starts: 20_000, held: true }).start();
  assert.deepEqual(named(other.posts()), [["a"]]);
  first.sent.length = 0;
  first.answer = () => undefined;
  void first.outbox.leave(); // it has not looked since
  await quiet();
  assert.ok(!named(first.posts()).flat().includes("a"));
});

test("persist, then send: in a burst too", async () => {
  const it = await outboxPage().start();
  const persisted = new Set();
  const early = [];
  const { transport } = it.environment;
  it.environment.transport = (url, init) => {
    if (init.body) early.push(...JSON.parse(init.body).flatMap(({ id }) => (persisted.has(id) ? [] : [id])));
    return transport(url, init);
  };
  for (const name of ["e", "f", "g"]) {
    const { persisted: kept } = it.outbox.send({
      id: idOf(name),
      actor: {},
      verb: { id: "v" },
      object: { id: "o" },
    });
    void kept.then(() => persisted.add(idOf(name)));
  }
  await quiet();
  assert.deepEqual(
    early.filter((id) => ["e", "f", "g"].map(idOf).includes(id)),
    [],
  );
  assert.equal(persisted.size, 3);
});
