import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { handDown, inView, pathsOf } from "../../templates/player/activities/reflection/questions.js";
import * as rules from "../../templates/player/progress.js";
import * as texts from "../../templates/player/state-text.js";

const progress = { ...rules, ...texts };

const REFLECTION = { type: "reflection", id: "samtal", questions: [{ id: "fraga" }, { id: "hinder" }] };
/** The first form of the record: a reflection was one question, and kept its time and notes itself. */
const FIRST_FORM = readFileSync(new URL("../data/states/one-question.json", import.meta.url), "utf-8");

test("a question's key names its reflection and the question", () => {
  assert.deepEqual(pathsOf(REFLECTION), ["samtal/fraga", "samtal/hinder"]);
});

test("the first question takes over what its reflection kept, and nothing else changes", () => {
  const { a } = handDown(progress.readState(FIRST_FORM, "1.0"), REFLECTION);
  assert.deepEqual(a, {
    film: { d: 1, t: 187 },
    samtal: { d: 1 },
    "samtal/fraga": { s: 200, n: "Förut" },
    gammal: { s: 7 },
  });
});

test("a question's own values take precedence over its reflection's", () => {
  const both = '{"v":1,"m":"1.0","a":{"samtal":{"s":200,"n":"Förut"},"samtal/fraga":{"s":100}}}';
  assert.deepEqual(handDown(progress.readState(both, "1.0"), REFLECTION).a["samtal/fraga"], {
    s: 100,
    n: "Förut",
  });
});

test("handing down a second time changes nothing", () => {
  const once = handDown(progress.readState(FIRST_FORM, "1.0"), REFLECTION);
  assert.deepEqual(handDown(once, REFLECTION), once);
});

test("the question in view is kept by its id; if it no longer exists, the first is shown", () => {
  const empty = progress.emptyState("1.0");
  assert.equal(inView(empty, REFLECTION), 0);
  assert.equal(inView(progress.change(empty, "samtal", { q: "hinder" }), REFLECTION), 1);
  assert.equal(inView(progress.change(empty, "samtal", { q: "borta" }), REFLECTION), 0);
});

test("many questions are shortened to the essentials: what is done and what was written", () => {
  let state = progress.markDone(progress.emptyState("1.0"), "samtal");
  for (let i = 0; i < 60; i += 1) state = progress.change(state, `samtal/${"q".repeat(50)}${i}`, { s: 300 });
  state = progress.change(state, "samtal/fraga", { n: "Kvar", s: 3 });
  assert.deepEqual(JSON.parse(progress.writeState(state, 3500)).a, {
    samtal: { d: 1 },
    "samtal/fraga": { n: "Kvar" },
  });
});
