import assert from "node:assert/strict";
import { test } from "node:test";
import { askedFor, backoff } from "../../templates/player/delivery/backoff.js";
import { mark, nextBatch } from "../../templates/player/delivery/batches.js";
import { createOutbox } from "../../templates/player/delivery/outbox.js";
import { createSender } from "../../templates/player/delivery/sending.js";
import { settled, world } from "./lrs-world.mjs";

const RANDOM = "6ba7b811-9dad-41d1-80b4-00c04fd430c8";
const NAMED = "6ba7b811-9dad-51d1-80b4-00c04fd430c8";

function item(id = RANDOM, more = {}) {
  const statement = {
    id,
    actor: { account: { homePage: "h", name: "a" } },
    verb: { id: "v" },
    object: { id: "o" },
  };
  return { id, body: JSON.stringify(statement), at: 0, n: 0, state: "sending", ...more };
}

const many = (count) =>
  Array.from({ length: count }, (_, i) => item(`${String(i).padStart(8, "0")}-0000-4000-8000-000000000000`));

/** An LRS that answers a POST with `post(ids)` and a GET with `get(ids)`. */
function sender(post, get = () => ({ status: 404 }), reads = false) {
  const asked = [];
  const lines = [];
  const lrs = async (method, _resource, query, { body } = {}) => {
    const ids = body ? JSON.parse(body).map((one) => one.id) : [query.statementId];
    asked.push([method, ids.length]);
    return { text: JSON.stringify(ids), retryAfter: 0, ...(method === "GET" ? get(ids[0]) : post(ids)) };
  };
  const made = createSender(lrs, (line) => lines.push(line), reads);
  /** Like the outbox: a batch that is split is sent again in smaller parts. */
  const whole = async (batch, seek) => {
    const outcome = await made.deliver(batch, seek);
    const { event, why, apart, fault } = outcome;
    const [done, aside, renamed] = ["confirm", "refuse", "rename"].map((one) =>
      one === event ? [...batch] : [],
    );
    const sum = {
      ...outcome,
      done,
      aside: aside.map((one) => [one, why]),
      renamed,
      fault: fault && (event === "forbid" ? "stop" : "wait"),
    };
    for (let from = 0; apart && !sum.fault && from < batch.length; from += apart) {
      const part = await whole(batch.slice(from, from + apart));
      for (const list of ["done", "aside", "renamed"]) sum[list].push(...part[list]);
      Object.assign(sum, { fault: part.fault, status: part.status });
    }
    return { ...sum, fault: sum.fault || undefined };
  };
  return { deliver: whole, asked, lines };
}

const IDS = many(3).map(({ id }) => id);

for (const [what, answer, gets, done] of [
  ["200 with the list of the ids", { status: 200 }, 0, true],
  [
    "in another order and case",
    { status: 200, text: JSON.stringify([...IDS].reverse().map((id) => id.toUpperCase())) },
    0,
    true,
  ],
  ["200 and a login page", { status: 200, text: "\n<!doctype html><title>Log in</title>" }, 0, false],
  ["200 and nothing", { status: 200, text: "" }, 1, false],
  ["200 and one id too few", { status: 200, text: JSON.stringify(IDS.slice(1)) }, 1, false],
  ["200 and one too many", { status: 200, text: JSON.stringify([...IDS, RANDOM]) }, 1, false],
  ["200 and other ids", { status: 200, text: JSON.stringify([RANDOM, ...IDS.slice(1)]) }, 1, false],
  ["200 and an object", { status: 200, text: '{"ok": true}' }, 1, false],
  ["204", { status: 204, text: "" }, 1, false],
  ["201 with the list", { status: 201 }, 1, false],
]) {
  test(`without a list of stored ids, statements wait and are reported, unless they are stored: ${what}`, async () => {
    const items = many(3);
    const absent = sender(() => answer);
    const outcome = await absent.deliver(items);
    assert.deepEqual(
      [outcome.done.length, outcome.fault, outcome.status > 0],
      done ? [3, undefined, true] : [0, "wait", true],
    );
    assert.deepEqual([absent.asked.length, absent.lines.length], [1 + gets, done ? 0 : 1]);
    const there = sender(
      () => answer,
      () => ({ status: 200, text: items[0].body }),
    );
    assert.equal((await there.deliver(items)).done.length, done || gets ? 3 : 0);
  });
}

test("a web page instead of an answer is reported as one; as the answer to a look-up it proves nothing", async () => {
  const page = { status: 200, text: "<html><body>Log in</body></html>" };
  const made = sender(() => page);
  await made.deliver(many(1));
  assert.deepEqual(made.lines, ["the address answers with a web page, not as an LRS"]);
  for (const found of [
    page,
    { status: 200, text: "[]" },
    { status: 206, text: many(1)[0].body },
    { status: 200, text: item().body },
  ]) {
    const outcome = await sender(
      () => ({ status: 204, text: "" }),
      () => found,
    ).deliver(many(1));
    assert.deepEqual([outcome.done, outcome.fault], [[], "wait"], JSON.stringify(found));
  }
});

test("a write-only key is tried only once for look-ups after answers without a list", async () => {
  const made = sender(
    () => ({ status: 204, text: "" }),
    () => ({ status: 403 }),
  );
  for (let i = 0; i < 3; i += 1) assert.equal((await made.deliver(many(1))).fault, "wait");
  assert.deepEqual(
    made.asked.map(([method]) => method),
    ["POST", "GET", "POST", "POST"],
  );
});

for (const status of [400, 413, 415, 422]) {
  test(`${status}: the offending statement is set aside, the others arrive`, async () => {
    const items = many(20);
    const made = sender((ids) => (ids.includes(items[13].id) ? { status, text: "why" } : { status: 200 }));
    const outcome = await made.deliver(items);
    assert.equal(outcome.done.length, 19);
    assert.deepEqual(outcome.aside, [[items[13], `${status}: why`]]);
    assert.ok(made.asked.length <= 11, "by halves");
  });
}

test("409 for a batch that was never sent: each statement is sent alone", async () => {
  const items = many(4);
  const made = sender((ids) => ({ status: ids.length > 1 ? 409 : 200 }));
  assert.equal((await made.deliver(items)).done.length, 4);
  assert.deepEqual(
    made.asked.map(([, count]) => count),
    [4, 1, 1, 1, 1],
  );
});

test("409 for a batch whose probe is stored: all of it is", async () => {
  const items = many(4);
  items[2].probe = true;
  const made = sender(
    () => ({ status: 409 }),
    (id) => ({ status: 200, text: items.find((one) => one.id === id).body }),
  );
  assert.equal((await made.deliver(items)).done.length, 4);
  assert.deepEqual(made.asked, [
    ["POST", 4],
    ["GET", 1],
  ]);
});

test("409 for one: stored is done, absent is set aside, another's gets a new id, hidden counts with a warning", async () => {
  const mine = item(NAMED);
  const other = JSON.stringify({
    ...JSON.parse(mine.body),
    actor: { account: { homePage: "h", name: "b" } },
  });
  for (const [answer, key] of [
    [{ status: 200, text: mine.body }, "done"],
    [{ status: 404 }, "aside"],
    [{ status: 200, text: other }, "renamed"],
    [{ status: 403 }, "done"],
  ]) {
    const made = sender(
      () => ({ status: 409 }),
      () => answer,
    );
    const outcome = await made.deliver([mine]);
    assert.equal(outcome[key].length, 1, JSON.stringify(answer));
    assert.equal(outcome.done.length + outcome.aside.length + outcome.renamed.length, 1);
    assert.equal(made.lines.length, answer.status === 403 ? 1 : 0);
  }
});

test("409 for a random id: nobody else can have made it, so an answer was lost", async () => {
  for (const state of ["sending", "resending"]) {
    const made = sender(() => ({ status: 409 }));
    assert.equal((await made.deliver([item(RANDOM, { state })])).done.length, 1);
    assert.deepEqual(made.asked, [["POST", 1]]);
  }
});

test("409, and the LRS answers 500 for the probe again (it is stored twice): each statement is sent alone", async () => {
  for (const failed of [0, 1]) {
    const items = many(4);
    Object.assign(items[2], { probe: true, failed });
    const made = sender(
      (ids) => ({ status: ids.length > 1 ? 409 : 200 }),
      () => ({ status: 500 }),
    );
    const outcome = await made.deliver(items);
    assert.deepEqual([outcome.done.length, outcome.fault], failed ? [4, undefined] : [0, "wait"]);
    assert.deepEqual(
      made.asked.map(([, count]) => count),
      failed ? [4, 1, 1, 1, 1, 1] : [4, 1],
    );
  }
});

const REFUSES = () => ({ status: 403, text: "no" });

test("403 for a resend: stored is done, absent is set aside, and so it is with a key that never could read", async () => {
  const mine = () => item(RANDOM, { state: "resending" });
  for (const [answer, key] of [
    [{ status: 200, text: mine().body }, "done"],
    [{ status: 404 }, "aside"],
    [{ status: 403 }, "aside"],
    [{ status: 401 }, "aside"],
    [{ status: 405 }, "aside"],
  ]) {
    const outcome = await sender(REFUSES, () => answer).deliver([mine()]);
    assert.deepEqual([outcome[key].length, outcome.fault], [1, undefined], JSON.stringify(answer));
    if (key === "aside") assert.equal(outcome.aside[0][1], "403: no");
  }
});

test("403, and a key that could read no longer may: access was withdrawn", async () => {
  for (const status of [401, 403]) {
    for (const reads of [true, false]) {
      let answer = { status: 404 };
      const { deliver } = sender(REFUSES, () => answer, reads);
      if (!reads) await deliver([item(RANDOM, { state: "resending" })]); // it looks, and finds nothing
      answer = { status };
      const outcome = await deliver([item(RANDOM, { state: "resending" })]);
      assert.deepEqual([outcome.fault, outcome.aside], ["stop", []]);
    }
  }
});

test("403 and an inconclusive look-up: wait for a missing server; a web page is not a statement", async () => {
  for (const [answer, fault] of [
    [{ status: 503 }, "wait"],
    [{ status: 0 }, "wait"],
    [{ status: 200, text: "<!doctype html>" }, "stop"],
    [{ status: 200, text: item(NAMED).body }, "stop"], // some other statement
  ]) {
    const outcome = await sender(REFUSES, () => answer).deliver([item(RANDOM, { state: "resending" })]);
    assert.deepEqual([outcome.fault, outcome.done, outcome.aside], [fault, [], []]);
  }
});

test("403 for a batch: each statement alone if some were sent before, otherwise access was withdrawn", async () => {
  const items = many(3);
  const old = items[1];
  const made = sender(
    (ids) => (ids.includes(old.id) ? { status: 403, text: "no" } : { status: 200 }),
    () => ({ status: 200, text: old.body }),
  );
  old.state = "resending";
  assert.deepEqual(
    (await made.deliver(items)).done.map((one) => one.id),
    items.map((one) => one.id),
  );
  old.state = "sending";
  assert.equal((await made.deliver(items)).fault, "stop");
  items[0].probe = true; // and it is not stored
  assert.equal((await sender(REFUSES).deliver(items)).fault, "stop");
});

test("403 for a batch whose probe is stored: the browser resent it by itself, and all of it is stored", async () => {
  const items = many(3);
  items[1].probe = true;
  const made = sender(REFUSES, (id) => ({ status: 200, text: items.find((one) => one.id === id).body }));
  assert.equal((await made.deliver(items)).done.length, 3);
});

test("403 on this page's first attempt: stored is done all the same, otherwise access was withdrawn", async () => {
  for (const [answer, done, fault] of [
    [{ status: 200, text: item().body }, 1, undefined],
    [{ status: 404 }, 0, "stop"],
    [{ status: 403 }, 0, "stop"],
  ]) {
    const outcome = await sender(REFUSES, () => answer).deliver([item()]);
    assert.deepEqual([outcome.done.length, outcome.aside.length, outcome.fault], [done, 0, fault]);
  }
});

test("409, and the look-up gets a web page: nothing is settled", async () => {
  const made = sender(
    () => ({ status: 409 }),
    () => ({ status: 200, text: "<!doctype html>" }),
  );
  const outcome = await made.deliver([item(NAMED)]);
  assert.deepEqual([outcome.fault, outcome.done, outcome.renamed], ["wait", [], []]);
});

test("a key that may not read is tried once", async () => {
  const made = sender(
    () => ({ status: 409 }),
    () => ({ status: 401 }),
  );
  for (const id of [NAMED, NAMED]) await made.deliver([item(id)]);
  assert.equal(made.asked.filter(([method]) => method === "GET").length, 1);
});

for (const [status, fault] of [
  [0, "wait"],
  [408, "wait"],
  [425, "wait"],
  [429, "wait"],
  [500, "wait"],
  [503, "wait"],
  [401, "stop"],
  [403, "stop"],
]) {
  test(`${status} means ${fault}, and nothing is settled`, async () => {
    const outcome = await sender(() => ({ status, retryAfter: 7000 })).deliver(many(2));
    assert.deepEqual([outcome.fault, outcome.asked, outcome.done, outcome.aside], [fault, 7000, [], []]);
  });
}

for (const [what, probe, there, asked, done] of [
  ["its probe is there", true, true, ["GET"], 4],
  ["one that proves nothing of the others is there", false, true, ["GET", "POST", "POST", "POST", "POST"], 4],
  ["its probe is not there", true, false, ["GET", "POST"], 4],
  ["another is not there", false, false, ["GET", "POST"], 4],
]) {
  test(`what an earlier page sent is looked up before it is sent again: ${what}`, async () => {
    const items = many(4);
    items[1].probe = probe;
    const made = sender(
      () => ({ status: 200 }),
      (id) => (there ? { status: 200, text: items.find((one) => one.id === id).body } : { status: 404 }),
    );
    const outcome = await made.deliver(items, true);
    assert.equal(new Set(outcome.done).size, done);
    assert.deepEqual(
      made.asked.map(([method]) => method),
      asked,
    );
  });
}

test("nothing is sent if the look-up finds no server", async () => {
  for (const answer of [{ status: 0 }, { status: 429 }, { status: 200, text: "<html>" }]) {
    const made = sender(
      () => ({ status: 200 }),
      () => answer,
    );
    assert.equal((await made.deliver(many(2), true)).fault, "wait");
    assert.equal(made.asked.length, 1);
  }
});

test("batches: at most 50 statements and 50,000 bytes, alone on request, a marked one whole and unchanged", () => {
  assert.equal(nextBatch(many(70)).length, 50);
  const heavy = many(10).map((one) => ({ ...one, body: "å".repeat(4000) }));
  assert.equal(nextBatch(heavy).length, 6);
  assert.equal(nextBatch([{ ...item(), body: "x".repeat(90_000) }, ...many(2)]).length, 1);
  const items = many(5);
  items[0].alone = true;
  assert.deepEqual(nextBatch(items), [items[0]]);
  const rest = items.slice(1);
  mark([rest[0], rest[1], rest[3]], "b", (one) => one === rest[1]);
  assert.deepEqual(nextBatch(rest), rest.slice(0, 2)); // the last mark is missing: those between go first
  assert.deepEqual(
    rest.map((one) => one.probe),
    [undefined, true, undefined, undefined],
  );
});

test("pauses grow with full jitter to a minute, and a server's wish is honoured, within limits", () => {
  assert.equal(backoff(1, 1, 0), 2000);
  assert.equal(backoff(3, 0.5, 0), 4000);
  assert.equal(backoff(50, 1, 0), 60_000);
  assert.equal(backoff(1, 0, 90_000), 90_000);
  assert.equal(backoff(1, 0, 9e9), 600_000);
  assert.equal(askedFor("120", 0), 120_000);
  assert.equal(askedFor("Fri, 02 Jan 2026 03:04:15 GMT", Date.UTC(2026, 0, 2, 3, 4, 5)), 10_000);
  for (const text of [null, "", "soon", "-5"]) assert.equal(askedFor(text, Date.now()), 0);
});

test("a requested attempt starts after the request, even if another one in flight then fails", async () => {
  const it = world();
  const answers = [];
  const lrs = () =>
    new Promise((resolve) =>
      answers.push((status) => resolve({ status, text: `["${RANDOM}"]`, retryAfter: 0 })),
    );
  const outbox = createOutbox(it.environment, lrs, { box: "a" }, it.report);
  await outbox.send(JSON.parse(item().body)).persisted;
  await settled();
  assert.equal(answers.length, 1);
  void outbox.flush(true);
  answers[0](503);
  await settled();
  assert.equal(answers.length, 2);
  answers[1](200);
  await settled();
  assert.equal(it.unsent.at(-1).waiting, 0);
});
