/** A catalogue's state: its modules in one, and each one's own taken out of it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf, standing, stateOf, take } from "../../templates/player/catalogue/nested.js";
import { emptyState, mergeStates, noteCompletion } from "../../templates/player/progress.js";
import { keepable, readState, writeState } from "../../templates/player/state-text.js";

const ACTIVITIES = [
  { id: "film", type: "film", required: true, minutes: 3 },
  { id: "samtal", type: "reflection", required: true, minutes: 5 },
  { id: "lista", type: "checklist", required: false, minutes: 2 },
];
const TALK = { id: "samtal-1", required: true, activities: ACTIVITIES };
const OTHER = { id: "samtal-2", required: true, activities: ACTIVITIES };
const own = (a, more = {}) => ({ v: 1, m: "1.0", ...more, a });
const EMPTY = emptyState("2.0");

test("a module under way comes back as it was, beside others", () => {
  const a = { film: { p: [0, 12], t: 12 }, "samtal/fraga": { s: 200 } };
  let state = take(EMPTY, TALK, own(a), 20_000);
  state = take(state, OTHER, own({ film: { d: 1 } }), 20_000);
  assert.deepEqual(Object.keys(state.a), ["samtal-1/film", "samtal-1/samtal/fraga", "samtal-2/film"]);
  assert.deepEqual(stateOf(state, TALK), { v: 1, m: "2.0", a });
  assert.deepEqual(stateOf(state, OTHER).a, { film: { d: 1 } });
});

test("one whose id begins another's is not mistaken for it", () => {
  const short = { ...TALK, id: "samtal" };
  const state = take(take(EMPTY, TALK, own({ film: { t: 1 } }), 1), short, own({ film: { t: 2 } }), 1);
  assert.deepEqual(stateOf(state, short).a, { film: { t: 2 } });
  assert.deepEqual(stateOf(state, TALK).a, { film: { t: 1 } });
});

test("a module that is done shrinks to a mark with the day, and what was written stays", () => {
  const a = {
    film: { d: 1, t: 40 },
    samtal: { d: 1, q: "fraga" },
    "samtal/fraga": { s: 0, n: "Vi börjar i liten skala." },
    lista: { d: 1, k: "a" },
    "samtal/fraga@11111111": { h: 8, x: 2 },
    "samtal/fraga@00000000": { h: 5 },
  };
  const state = take(EMPTY, TALK, own(a, { c: 1, e: "11111111-2222" }), 20_000);
  assert.deepEqual(state.a, {
    "samtal-1": { t: 20_000, d: 1 },
    "samtal-1/samtal/fraga": { n: "Vi börjar i liten skala." },
    "samtal-1/lista": { d: 1, k: "a" },
    "samtal-1/samtal/fraga@11111111": { h: 8, x: 2 },
  });
  const again = stateOf(state, TALK);
  assert.deepEqual([again.c, again.a.film, again.a.samtal], [1, { d: 1 }, { d: 1 }]);
});

test("a completion is never lowered, and keeps its day", () => {
  const done = take(EMPTY, TALK, own({}, { c: 1 }), 20_000);
  const later = take(done, TALK, own({ film: { t: 3 } }), 20_007);
  assert.deepEqual(later.a["samtal-1"], { t: 20_000, d: 1 });
  assert.equal(stateOf(later, TALK).c, 1);
});

test("what the modules share is the last one's, and nothing else of it is taken", () => {
  const from = { ...EMPTY, r: "attempt", u: "name", l: "sv" };
  const state = take(from, TALK, own({}, { e: "m1", f: 7, h: 8, l: "en", r: "x", u: "y" }), 1);
  assert.deepEqual(
    [state.r, state.u, state.e, state.f, state.h, state.l],
    ["attempt", "name", "m1", 7, 8, "en"],
  );
  assert.deepEqual([stateOf(state, OTHER).e, stateOf(state, OTHER).u], ["m1", undefined]);
});

test("the catalogue is complete with the last of its modules, and not before", () => {
  const one = noteCompletion(take(EMPTY, TALK, own({}, { c: 1 }), 1), [TALK, OTHER]);
  assert.equal(one.c, undefined);
  assert.equal(noteCompletion(take(one, OTHER, own({}, { c: 1 }), 1), [TALK, OTHER]).c, 1);
});

test("how far a module has come", () => {
  const film = standing(take(EMPTY, TALK, own({ film: { d: 1 } }), 1), TALK);
  assert.deepEqual(
    [film.complete, film.begun, film.progress, film.minutes, film.left, film.last],
    [false, true, 0.5, 3, 7, "film"],
  );
  assert.deepEqual([standing(EMPTY, TALK).begun, standing(EMPTY, TALK).left], [false, 10]);
  const done = standing(take(EMPTY, TALK, own({}, { c: 1 }), 9), TALK);
  assert.deepEqual([done.complete, done.progress, done.left, done.day], [true, 1, 0, 9]);
});

test("saved, merged and kept in a browser, a module keeps its day but nothing that was written", () => {
  const state = take(EMPTY, TALK, own({ "samtal/fraga": { n: "Vi" } }, { c: 1 }), 20_000);
  const read = readState(writeState(state, 3500), "2.0");
  assert.deepEqual(read.a, state.a);
  assert.deepEqual(keepable(read).a["samtal-1"], { t: 20_000, d: 1 });
  assert.equal(keepable(read).a["samtal-1/samtal/fraga"].n, undefined);
  assert.deepEqual(mergeStates(read, EMPTY).a, read.a);
});

test("twelve modules with long ids, one of them under way, fit in SCORM 1.2", () => {
  let state = { ...EMPTY, e: "0".repeat(36), f: 29_000_000, r: "0".repeat(36), u: "0".repeat(36) };
  for (let i = 0; i < 11; i += 1)
    state = take(state, { ...TALK, id: `modul-nummer-${i}-${"x".repeat(40)}` }, own({}, { c: 1 }), 20_000);
  const last = { ...TALK, id: `modul-nummer-11-${"x".repeat(40)}` };
  state = take(state, last, own({ film: { p: [0, 60, 70, 120], t: 120 } }), 20_000);
  const text = writeState(state, 3500);
  assert.ok(text.length < 3000, String(text.length));
  assert.deepEqual(readState(text, "2.0").a, state.a);
});

test("the day is the learner's own", () => {
  assert.equal(dayOf(Date.parse("2026-08-26T12:00:00")), Date.parse("2026-08-26T00:00:00Z") / 86_400_000);
  assert.equal(dayOf(Date.parse("2026-08-26T23:59:00")), dayOf(Date.parse("2026-08-26T00:01:00")));
});
