/** One id is never in two requests under way: what rests, for how long, and what waits with it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createDisk, quiet } from "./lrs-world.mjs";
import { idOf, named, outboxPage } from "./outbox-world.mjs";

const away = () => ({ status: 503 });

test("a request without an answer: its statement rests until 5 s after it began, and what comes after it waits too", async () => {
  const it = await outboxPage({ held: true }).start();
  await it.tell("a");
  await it.later(1000);
  await it.reply("drop");
  await it.tell("b");
  it.window.dispatchEvent(new Event("online"));
  await it.outbox.flush(true); // whoever asks
  await it.later(3900);
  assert.deepEqual(named(it.posts()), [["a"]]);
  await it.later(200);
  await quiet();
  assert.deepEqual(named(it.posts()).slice(1), [["a", "b"]]);
});

test("a server that answers is tried again after the pause, not after five seconds", async () => {
  const it = await outboxPage().start();
  it.answer = away;
  await it.tell("a");
  it.answer = () => undefined;
  await it.later(2000);
  await quiet();
  assert.deepEqual(named(it.posts()), [["a"], ["a"]]);
});

test("a closing page sends only what no request carries yet, in a request of its own", async () => {
  const it = await outboxPage({ held: true }).start();
  await it.tell("a");
  await it.tell("b", "c");
  void it.outbox.leave();
  await quiet();
  assert.deepEqual(named(it.posts()), [["a"], ["b", "c"]]);
});

test("nor what may still be on its way", async () => {
  const it = await outboxPage({ held: true }).start();
  await it.tell("a");
  await it.reply("drop");
  await it.tell("b");
  void it.outbox.leave();
  await quiet();
  assert.deepEqual(named(it.posts()), [["a"], ["b"]]);
});

test("what may be stored already and what is new leave in requests of their own", async () => {
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

test("a page that starts leaves alone what another sent or made less than 15 s ago; its own does not wait for it", async () => {
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

test("what a page goes on trying stays its own, though it made it long ago", async () => {
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

test("a clock that was put back holds nothing up for longer", async () => {
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

test("what another page has taken over is not sent by the one that made it, not even when it closes", async () => {
  const disk = createDisk();
  const first = await outboxPage({ disk }).start();
  first.answer = away;
  await first.tell("a");
  first.timers.clear(); // a tab in the background, which does nothing
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
