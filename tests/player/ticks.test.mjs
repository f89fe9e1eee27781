import assert from "node:assert/strict";
import { test } from "node:test";
import { tellTicked } from "../../templates/player/activities/checklist/ticked.js";
import { tick, ticks } from "../../templates/player/activities/checklist/ticks.js";
import * as rules from "../../templates/player/progress.js";
import * as texts from "../../templates/player/state-text.js";

const progress = { ...rules, ...texts };
const empty = () => progress.emptyState("1.0");
const LIST = { type: "checklist", id: "lista", items: ["abc", "d-_", "Zsl"] };

test("a tick is kept once, and goes when it is taken back", () => {
  let state = tick(empty(), "lista", "abc", true);
  state = tick(tick(state, "lista", "Zsl", true), "lista", "abc", true);
  assert.deepEqual(ticks(state, "lista").sort(), ["Zsl", "abc"]);
  state = tick(state, "lista", "abc", false);
  assert.deepEqual(ticks(state, "lista"), ["Zsl"]);
  assert.deepEqual(ticks(tick(state, "lista", "Zsl", false), "lista"), []);
});

test("ticks of items that this version does not have are kept", () => {
  const older = progress.readState('{"v":1,"m":"0.9","a":{"lista":{"k":"oldabc"}}}', "1.0");
  const state = tick(tick(older, "lista", "d-_", true), "lista", "abc", false);
  assert.deepEqual(ticks(state, "lista"), ["old", "d-_"]);
});

test("keys are three characters, wherever the text could be cut otherwise", () => {
  const state = progress.change(empty(), "lista", { k: "xabcdy" });
  assert.deepEqual(ticks(tick(state, "lista", "abc", true), "lista"), ["xab", "cdy", "abc"]);
});

test("ticks survive saving, even where hardly anything fits, and lie in this browser too", () => {
  let state = empty();
  for (let i = 100; i < 150; i += 1) state = tick(state, "lista", String(i), true);
  for (let i = 0; i < 60; i += 1) state = progress.change(state, `samtal/${"q".repeat(50)}${i}`, { s: 300 });
  const read = progress.readState(progress.writeState(state, 3500), "1.1");
  assert.deepEqual(ticks(read, "lista"), ticks(state, "lista"));
  assert.deepEqual(ticks(progress.keepable(state), "lista"), ticks(state, "lista"));
});

test("a record of another kind counts as nothing ticked", () => {
  for (const k of [1, ["abc"], "Ett namn"]) {
    const saved = JSON.stringify({ v: 1, m: "1.0", a: { lista: { k } } });
    assert.deepEqual(ticks(progress.readState(saved, "1.0"), "lista"), []);
  }
});

function stage(answer = true, meeting = "") {
  let state = empty();
  const told = [];
  const context = {
    data: { extensions: "https://a/" },
    meeting: { id: () => meeting },
    store: {
      get: () => state,
      update: (change) => {
        state = change(state);
      },
    },
    tell: (...given) => {
      told.push(given);
      return Promise.resolve(answer);
    },
  };
  return { tell: tellTicked(LIST, context), told, get: () => state };
}

test("how many are ticked is told when the number has changed, and replaces what was told", async () => {
  const { tell, told, get } = stage();
  await tell(0);
  assert.deepEqual(told, []);
  await tell(2);
  await tell(2);
  await tell(3);
  const said = (n, ticked, completion) => [
    "lista.ticked",
    { completion, extensions: { "https://a/ticked": ticked } },
    { meeting: "", n },
  ];
  assert.deepEqual(told, [said(1, 2, false), said(2, 3, true)]);
  assert.deepEqual(get().a, { lista: { h: 3, y: 2 } });
});

test("what was told is counted for each meeting", async () => {
  const { tell, told, get } = stage(true, "12345678-9abc");
  await tell(1);
  assert.deepEqual(told[0][2], { meeting: "12345678-9abc", n: 1 });
  assert.deepEqual(get().a, { "lista@12345678": { h: 1, y: 1 } });
});

test("a refused statement is sent again", async () => {
  const { tell, told } = stage(false);
  await tell(1);
  await tell(1);
  assert.equal(told.length, 2);
});
