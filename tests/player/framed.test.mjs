/** A module's page in a catalogue's: both ends of the messages between them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { mountFrame } from "../../templates/player/catalogue/frame.js";
import { framed } from "../../templates/player/tracking/framed.js";
import { quiet } from "./lrs-world.mjs";

const RECORD = { state: "{}", location: "film", complete: false, progress: 0.5, kept: {}, seconds: 3 };
/** What the catalogue answers to a save that its LMS has confirmed. */
const SAVED = [true, false, true, []];

/** Two windows, one in the other, that speak by messages only; `answers` are the outer one's. */
function pair(answers, origin = "https://lms.example.se") {
  const said = [];
  const window = (name) => {
    const heard = [];
    return {
      name,
      origin,
      heard,
      addEventListener: (kind, listener) => kind === "message" && heard.push(listener),
    };
  };
  const outer = window("outer");
  const inner = window("inner");
  const post = (to, from) => (message, target) => {
    said.push([message.larpaket, target]);
    queueMicrotask(() => {
      for (const listener of to.heard) listener({ data: structuredClone(message), source: from });
    });
  };
  inner.postMessage = post(inner, outer);
  outer.postMessage = post(outer, inner);
  inner.parent = outer;
  inner.location = { replace() {} };
  const frame = mountFrame({ window: outer }, { contentWindow: inner, focus() {} }, answers);
  const waits = [];
  const clock = {
    after(_, call) {
      waits.push(call);
      return () => waits.splice(waits.indexOf(call), 1);
    },
  };
  let doubts = 0;
  const tracking = framed({ clock, limits: { apiWait: 10 }, window: inner }, { id: "m" }, null, () => {
    doubts += 1;
  });
  return { tracking, frame, outer, inner, said, waits, doubts: () => doubts };
}

test("it opens with what the catalogue knows, and saves when the catalogue has", async () => {
  const heard = [];
  let confirm;
  const { tracking, said } = pair({
    open: ({ module }) => ({ kind: "tracked", state: `of ${module}`, answers: false }),
    save: ({ record }) => {
      heard.push(record);
      return new Promise((resolve) => {
        confirm = resolve;
      });
    },
  });
  assert.equal((await tracking.open()).state, "of m");
  let saved;
  void tracking.save(RECORD).then((value) => {
    saved = value;
  });
  await quiet();
  assert.equal(saved, undefined);
  assert.deepEqual(heard, [{ state: "{}", location: "film", complete: false, progress: 0.5 }]);
  confirm(SAVED);
  await quiet();
  assert.equal(saved, true);
  assert.ok(said.every(([, target]) => target === "https://lms.example.se"));
});

test("what the LMS refused is not saved, and neither is what gets another answer", async () => {
  const { tracking } = pair({ save: () => [false, false, true, []] });
  assert.equal(await tracking.save(RECORD), false);
  assert.equal(await pair({ save: () => ["yes", false, true, []] }).tracking.save(RECORD), false);
});

test("how the session stands is known from the answer to a save", async () => {
  const { tracking } = pair({ save: () => [false, true, false, ["SCORM 1.2", "301"]] });
  assert.deepEqual([tracking.over(), tracking.keeps()], [false, true]);
  await tracking.save(RECORD);
  assert.deepEqual([tracking.over(), tracking.keeps()], [true, false]);
  assert.deepEqual(tracking.details(), ["in a catalogue", "SCORM 1.2", "301"]);
});

test("an LMS that takes its time is waited for, but not a catalogue that is not there", async () => {
  let answer;
  const { tracking, waits } = pair({
    open: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  });
  const opening = tracking.open();
  await quiet();
  assert.equal(waits.length, 0);
  answer({ kind: "tracked" });
  assert.equal((await opening).kind, "tracked");
});

test("every change is told at once, and answers nothing that is asked meanwhile", async () => {
  const heard = [];
  let confirm;
  const { tracking, waits } = pair({
    open: () => ({ kind: "tracked" }),
    news: ({ record }) => void heard.push(record.location),
    save: () =>
      new Promise((resolve) => {
        confirm = resolve;
      }),
  });
  await tracking.open();
  for (const over of waits) over();
  const saved = tracking.save(RECORD);
  tracking.changed({ ...RECORD, location: "samtal" });
  await quiet();
  assert.deepEqual(heard, ["samtal"]);
  confirm(SAVED);
  assert.equal(await saved, true);
});

test("going back follows the last word", async () => {
  const heard = [];
  const { tracking, waits } = pair({
    open: () => ({ kind: "tracked" }),
    news: ({ record }) => void heard.push(record.state),
    back: () => void heard.push("back"),
  });
  tracking.changed({ ...RECORD, state: "before it knows anything" });
  await tracking.open();
  for (const over of waits) over();
  tracking.changed({ ...RECORD, state: "last" });
  tracking.back();
  await quiet();
  assert.deepEqual(heard, ["last", "back"]);
});

test("statements and answers go to the catalogue", async () => {
  const told = [];
  const { tracking } = pair({
    open: () => ({ kind: "tracked", state: "", answers: true }),
    statement: ({ module, name, result, group }) => Boolean(told.push([module, name, result, group])),
    answer: ({ question, text }) => void told.push([question, text]),
  });
  assert.equal(tracking.answer("q", "text"), false); // not before it is known whether the LMS can hold one
  await tracking.open();
  assert.equal(await tracking.tell("film.completed", { a: 1 }, { meeting: "g" }), true);
  assert.equal(tracking.answer("q", "text"), true);
  await quiet();
  assert.deepEqual(told, [
    ["m", "film.completed", { a: 1 }, "g"],
    ["q", "text"],
  ]);
});

test("opened alone, or in somebody else's frame, nothing is tracked", async () => {
  const alone = pair({});
  alone.inner.parent = alone.inner;
  const { inner } = alone;
  const tracking = framed({ clock: {}, limits: {}, window: inner }, { id: "m" }, null, () => {});
  assert.deepEqual(await tracking.open(), { kind: "untracked" });
  const strange = pair({});
  const opening = strange.tracking.open();
  await quiet();
  for (const over of strange.waits) over();
  assert.deepEqual(await opening, { kind: "untracked" });
});

test("only its own frame is heard, and only its own catalogue", async () => {
  let saves = 0;
  const { tracking, outer, inner, doubts } = pair({
    save: () => {
      saves += 1;
      return SAVED;
    },
  });
  const message = { larpaket: "save", number: 1, module: "m", record: RECORD };
  for (const listener of outer.heard) listener({ data: message, source: {} });
  for (const listener of outer.heard) listener({ data: { larpaket: "toString" }, source: inner });
  for (const listener of outer.heard) listener({ data: null, source: inner });
  for (const listener of inner.heard) listener({ data: { larpaket: "unsure" }, source: {} });
  for (const listener of inner.heard) listener({ data: null, source: outer });
  await quiet();
  assert.deepEqual([saves, doubts()], [0, 0]);
  assert.equal(await tracking.save(RECORD), true);
});

test("a doubt of the catalogue's is the module's too", async () => {
  const { frame, doubts } = pair({});
  frame.doubt();
  await quiet();
  assert.equal(doubts(), 1);
});

test("a page from a file has no origin to address", async () => {
  const { tracking, said } = pair({ save: () => SAVED }, "null");
  assert.equal(await tracking.save(RECORD), true);
  assert.ok(said.every(([, target]) => target === "*"));
});
