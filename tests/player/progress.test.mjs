import assert from "node:assert/strict";
import { test } from "node:test";
import * as film from "../../templates/player/activities/film/watched.js";
import * as rules from "../../templates/player/progress.js";
import * as ranges from "../../templates/player/ranges.js";
import * as texts from "../../templates/player/state-text.js";

const progress = { ...rules, ...ranges, ...film, ...texts };

const FILM = { id: "film", seconds: 100, required: true };
const REFLECTION = { id: "reflektion", required: true };
const empty = progress.emptyState("1.0");

test("progress from another version is noticed; an untouched or unreadable record is not", () => {
  const old = JSON.stringify({ v: 1, m: "0.9", a: { film: { d: 1 } } });
  assert.equal(progress.isOfAnotherVersion(old, "1.0"), true);
  assert.equal(progress.isOfAnotherVersion(old, "0.9"), false);
  for (const text of ["", "{", JSON.stringify({ v: 1, m: "0.9", a: {} })])
    assert.equal(progress.isOfAnotherVersion(text, "1.0"), false);
});

test("a film is done when the union of the played ranges covers 90 percent", () => {
  let state = progress.watched(empty, FILM, [0, 45], 45);
  state = progress.watched(state, FILM, [40, 60], 60); // seen twice counts once
  assert.equal(progress.isDone(state, "film"), false);
  state = progress.watched(state, FILM, [10, 89.9], 89.9);
  assert.equal(progress.isDone(state, "film"), false);
  state = progress.watched(state, FILM, [89.8, 90], 90);
  assert.equal(progress.isDone(state, "film"), true);
});

test("seeking to the end does not count as watching", () => {
  const state = progress.watched(empty, FILM, [0, 5, 95, 100], 100);
  assert.equal(progress.isDone(state, "film"), false);
  assert.deepEqual(state.a.film, { t: 100, p: [0, 5, 95, 100] });
});

test("completion needs every required activity, is recorded once and never revoked", () => {
  const activities = [FILM, REFLECTION, { id: "extra", required: false }];
  let state = progress.markDone(empty, "film");
  assert.equal(progress.progress(state, activities), 0.5);
  assert.equal(progress.noteCompletion(state, activities), state);
  state = progress.noteCompletion(progress.markDone(state, "reflektion"), activities);
  assert.equal(state.c, 1);
  // An update that requires more does not revoke the completion.
  const more = [...activities, { id: "ny", required: true }];
  assert.equal(progress.progress(state, more), 1);
  assert.equal(progress.progress(progress.readState(progress.writeState(state, 3500), "2.0"), more), 1);
});

test("opening a module that requires nothing does not complete it", () => {
  assert.equal(progress.noteCompletion(empty, []).c, undefined);
});

test("merging keeps what is done in either and unites the played ranges", () => {
  const saved = progress.markDone(progress.watched(empty, FILM, [0, 40], 40), "reflektion");
  const now = progress.watched(empty, FILM, [50, 60], 60);
  const merged = progress.mergeStates(saved, now);
  assert.equal(progress.isDone(merged, "reflektion"), true);
  assert.deepEqual(merged.a.film, { t: 60, p: [0, 40, 50, 60] });
});

test("merging takes the larger count, and the later value of everything else", () => {
  const older = { ...empty, e: "a", f: 5, h: 8, a: { "x/y@1": { x: 9, y: 2, z: 30, h: 8 } } };
  const newer = {
    ...empty,
    e: "a",
    f: 7,
    h: 6,
    a: { "x/y@1": { x: 3, y: 1, z: 60, h: 6 }, "x/y": { y: 1 } },
  };
  const merged = progress.mergeStates(older, newer);
  assert.deepEqual(merged, { ...newer, a: { "x/y@1": { x: 9, y: 2, z: 60, h: 6 }, "x/y": { y: 1 } } });
  assert.deepEqual(progress.mergeStates(older, { ...empty, a: { "x/y@1": {} } }).a, older.a);
});

test("a meeting and its counts are kept, dropped late, and rejected if of the wrong type", () => {
  const counted = { "x/y@1": { h: 8, x: 9.5, y: 2, z: 30 } };
  const state = { ...empty, e: "a", f: -7, h: 8, a: { ...counted, film: { t: 5, p: Array(2000).fill(1) } } };
  assert.deepEqual(progress.readState(progress.writeState(state, 3500), "1.0"), { ...state, a: counted });
  assert.deepEqual(progress.keepable(state), state);
  const broken = JSON.stringify({
    ...state,
    e: 1,
    f: "1",
    h: [],
    a: { "x/y@1": { h: "8", x: null, y: [], z: {} } },
  });
  assert.deepEqual(progress.readState(broken, "1.0"), { ...empty, a: { "x/y@1": {} } });
  // If not even that fits, what was written stays.
  const long = { ...empty, a: { ...counted, samtal: { d: 1, n: "x".repeat(3400) } } };
  assert.deepEqual(Object.keys(JSON.parse(progress.writeState(long, 3500)).a), ["samtal"]);
});

test("broken, foreign and old records count as nothing saved", () => {
  for (const text of [
    "",
    "null",
    "7",
    "{",
    '{"v":2,"a":{}}',
    '{"v":1}',
    '{"v":1,"a":null}',
    '{"v":1,"a":[]}',
    "v=1;film=2",
    '{"v":1,"a":{"film":7}}',
  ]) {
    const state = progress.readState(text, "1.0");
    assert.equal(progress.progress(state, [FILM]), 0, text);
    assert.equal(progress.watched(state, FILM, [0, 95], 95).a.film.d, 1, text);
  }
});

test("unknown ids and keys are kept", () => {
  const text = '{"v":1,"m":"0.9","y":[1],"a":{"gammal":{"d":1,"zz":"å"}}}';
  const written = JSON.parse(
    progress.writeState(progress.markDone(progress.readState(text, "1.0"), "film"), 3500),
  );
  assert.deepEqual(written, { v: 1, m: "1.0", y: [1], a: { gammal: { d: 1, zz: "å" }, film: { d: 1 } } });
});

test("a state is ASCII and never exceeds its limit; what is done survives shortening", () => {
  let state = { ...empty, a: { film: { d: 1, t: 7 }, å: { z: "🙂é".repeat(2000) } } };
  state = { ...state, c: 1 };
  const text = progress.writeState(state, 3500);
  assert.ok(text.length <= 3500);
  assert.match(text, /^[\x20-\x7e]*$/);
  assert.equal(progress.readState(text, "1.0").c, 1);
  assert.equal(progress.isDone(progress.readState(text, "1.0"), "film"), true);
});

test("scattered watching stays within bounds and only ever loses the shortest ranges", () => {
  const played = [];
  for (let i = 0; i < 200; i += 1) played.push(i * 10, i * 10 + 1 + (i % 7));
  const united = progress.unite(played);
  assert.equal(united.length, 60);
  assert.ok(progress.covered(united) >= 30 * 6);
});

test("a change without effect returns the same state", () => {
  const state = progress.markDone(empty, "film");
  assert.equal(progress.markDone(state, "film"), state);
  assert.equal(progress.change(state, "film", { d: 1 }), state);
});
