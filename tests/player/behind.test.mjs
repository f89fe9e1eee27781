/** No statement blocks the others for ever, and order is kept unless a statement is itself to blame. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { quiet } from "./lrs-world.mjs";
import { ids, named, outboxPage } from "./outbox-world.mjs";

/** An LRS that rejects any request containing `name`. */
const poisoned = (name, how) => (request) =>
  request.method === "POST" && named([ids(request)])[0].includes(name) ? how : undefined;
const stored = (it) => named(it.taken).flat();

async function page(options) {
  const it = outboxPage(options);
  it.taken = [];
  const { transport } = it.environment;
  it.environment.transport = async (url, init) => {
    const answer = await transport(url, init);
    if (init.method === "POST" && (await answer.text()).startsWith("["))
      it.taken.push(JSON.parse(init.body).map((one) => one.id));
    return answer;
  };
  return it.start();
}

const passing = async (it, minutes) => {
  for (let i = 0; i < minutes * 6; i += 1) {
    await it.later(10_000);
    for (let k = 0; k < 5; k += 1) await quiet(); // a slow disk
  }
};

for (const [what, how] of [
  ["500", { status: 500 }],
  ["a broken connection", "drop"],
  ["a web page", { status: 200, body: "<html>" }],
]) {
  test(`a statement that alone gets ${what} while others succeed goes last`, async () => {
    const it = await page();
    it.answer = poisoned("b", how);
    await it.tell("a", "b", "c", "d");
    await passing(it, 30);
    assert.deepEqual(stored(it), ["a", "c", "d"]);
    await it.tell("e"); // and then nothing waits behind it
    assert.equal(stored(it).at(-1), "e");
    assert.equal(await it.outbox.flush(), true);
    assert.deepEqual([it.unsent.at(-1).waiting, it.unsent.at(-1).trouble], [1, "offline"]);
    const before = it.sent.length;
    await passing(it, 10);
    assert.ok(it.sent.length - before <= 40, "a few times a minute");
    it.answer = () => undefined;
    await passing(it, 2);
    assert.deepEqual(stored(it), ["a", "c", "d", "e", "b"]);
  });
}

test("statements left by another page can be overtaken in the same way", async () => {
  const first = await page();
  first.answer = () => ({ status: 503 });
  await first.tell("a", "b", "c");
  first.gone();
  const next = outboxPage({ disk: { databases: first.window.indexedDB, local: new Map() }, starts: 60_000 });
  next.answer = poisoned("a", { status: 500 });
  await next.start();
  await passing(next, 10);
  assert.equal(next.unsent.at(-1).waiting, 1);
});

test("an hour's server outage changes no order and costs few requests afterwards", async () => {
  const it = await page();
  it.answer = () => ({ status: 503 });
  const names = Array.from({ length: 70 }, (_, i) => `s${i + 1}x`);
  await it.tell(...names);
  await passing(it, 60);
  const before = it.sent.length;
  it.answer = () => undefined;
  await passing(it, 10);
  assert.deepEqual(stored(it), names);
  assert.ok(it.sent.length - before <= 53, `${it.sent.length - before}`);
});

test("nothing overtakes cmi5's initialized, because an LMS accepts nothing before it", async () => {
  const it = await page();
  it.answer = poisoned("begin", { status: 500 });
  it.outbox.send({ id: "begin000-0000-4000-8000-000000000000" }, { alone: true });
  await it.tell("a");
  await passing(it, 10);
  assert.deepEqual(stored(it), []);
});
