/** What a group's answers say in a sentence, in both languages; and the counts in the saved state. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  answered,
  countsAt,
  countsIn,
  earlier,
  reveal,
} from "../../templates/player/activities/estimate/answers.js";
import { compared, perDot, sentence, spreadOf } from "../../templates/player/activities/estimate/spread.js";
import { emptyState, mergeStates, part } from "../../templates/player/progress.js";
import { keepable, readState, writeState } from "../../templates/player/state-text.js";

const MEETING = "8ba7b811-9dad-41d1-80b4-00c04fd430c8";

/** The player's texts, as texts.js fills them. */
function teller(language) {
  const { texts } = JSON.parse(
    readFileSync(new URL(`../../templates/player/strings/${language}.json`, import.meta.url), "utf-8"),
  );
  return (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
const [sv, en] = ["sv", "en"].map(teller);
/** With word joiners and no-break spaces made visible. */
const seen = (text) => text.replaceAll("\u2060", "|").replaceAll("\u00a0", "_");

for (const [counts, swedish, english] of [
  [[0, 0, 0, 0, 0], "", ""],
  [[1, 0, 0, 0, 0], "", ""],
  [[1, 0, 0, 0, 1], "", ""],
  [[0, 0, 2, 0, 0], "", ""],
  [[0, 0, 3, 0, 0], "Alla är på 3 av_5.", "Everyone is at 3 out of_5."],
  [[0, 0, 2, 1, 0], "De flesta är på 3 av_5.", "Most are at 3 out of_5."],
  [[2, 0, 4, 3, 0], "De flesta är på 3|–|4 av_5. Två tycker_1.", "Most are at 3|–|4 out of_5. Two say_1."],
  [[1, 0, 4, 3, 0], "De flesta är på 3|–|4 av_5.", "Most are at 3|–|4 out of_5."],
  [[1, 1, 1, 1, 1], "Svaren är spridda från_1 till_5.", "Answers range from_1 to_5."],
  [[0, 2, 1, 2, 0], "De flesta är på 2|–|3 av_5.", "Most are at 2|–|3 out of_5."],
  [[3, 0, 0, 0, 3], "Svaren är spridda från_1 till_5.", "Answers range from_1 to_5."],
  [
    [3, 8, 0, 2, 2],
    "De flesta är på 2 av_5. Två tycker_4. Två tycker_5.",
    "Most are at 2 out of_5. Two say_4. Two say_5.",
  ],
  [[12, 0, 0, 0, 20], "De flesta är på 5 av_5. Tolv tycker_1.", "Most are at 5 out of_5. Twelve say_1."],
  [[13, 0, 0, 0, 20], "De flesta är på 5 av_5. 13 tycker_1.", "Most are at 5 out of_5. 13 say_1."],
  [[1, 1, 1], "Svaren är spridda från_1 till_3.", "Answers range from_1 to_3."],
  [[0, 2, 1], "De flesta är på 2 av_3.", "Most are at 2 out of_3."],
  [
    [1, 2, 2, 2, 1, 0, 2],
    "De flesta är på 2|–|4 av_7. Två tycker_7.",
    "Most are at 2|–|4 out of_7. Two say_7.",
  ],
]) {
  test(`${counts} is said as "${swedish}"`, () => {
    assert.equal(seen(sentence(counts, sv)), swedish);
    assert.equal(seen(sentence(counts, en)), english);
  });
}

test("no sentence ever points at a single answer", () => {
  for (let steps = 3; steps <= 5; steps += 1) {
    for (let code = 0; code < 4 ** steps; code += 1) {
      const counts = Array.from({ length: steps }, (_, i) => Math.floor(code / 4 ** i) % 4);
      const { kind, apart, from, to } = spreadOf(counts);
      assert.ok(apart.every(({ step, n }) => n > 1 && (step < from - 1 || step > to + 1)));
      const inside = counts.slice(from - 1, to).reduce((sum, n) => sum + n, 0);
      const all = counts.reduce((sum, n) => sum + n, 0);
      if (kind === "most") assert.ok(inside > all / 2 && to - from + 1 <= steps / 2 && inside > 1);
      assert.equal(kind === "none", all < 3);
      assert.doesNotMatch(sentence(counts, sv), /%|medel|\bEn\b/);
    }
  }
});

for (const [then, now, swedish, english] of [
  [
    [2, 3, 3, 1, 0],
    [0, 1, 3, 4, 1],
    "I september var de flesta på 2|–|3 av_5. Nu är de flesta på 3|–|4.",
    "In September most were at 2|–|3 out of_5. Now most are at 3|–|4.",
  ],
  [
    [0, 3, 0, 0, 0],
    [0, 0, 0, 4, 0],
    "I september var alla på 2 av_5. Nu är alla på 4.",
    "In September everyone was at 2 out of_5. Now everyone is at 4.",
  ],
  [[1, 1, 0, 0, 0], [0, 0, 0, 4, 0], "", ""],
  [[0, 3, 0, 0, 0], [0, 0, 2, 0, 0], "", ""],
  [[1, 1, 1, 1, 1], [0, 0, 0, 4, 0], "", ""],
]) {
  test(`${then} then and ${now} now is said as "${swedish}"`, () => {
    assert.equal(seen(compared(then, now, "I september", sv)), swedish);
    assert.equal(seen(compared(then, now, "In September", en)), english);
  });
}

test("above 24 answers in a step one dot is two", () => {
  assert.equal(perDot([[24, 0, 3]]), 1);
  assert.equal(perDot([[25, 0, 3]]), 2);
  assert.equal(
    perDot([
      [1, 0, 3],
      [0, 25, 0],
    ]),
    2,
  );
});

test("a meeting's counts are its own, and what was shown stays for a later estimate", () => {
  const place = countsAt("skattning", MEETING);
  assert.equal(place, "skattning@8ba7b811");
  assert.equal(countsAt("skattning", ""), "skattning");
  let state = answered(emptyState("1"), place, [1, 0, 2]);
  assert.deepEqual(countsIn(state, place, 3), [1, 0, 2]);
  assert.deepEqual(countsIn(state, "skattning", 3), [0, 0, 0]);
  state = reveal(state, "skattning", place, 20_000);
  assert.equal(part(state, "skattning").d, 1);
  // The next meeting removes what lies under the meeting before (meeting.js).
  delete state.a[place];
  assert.deepEqual(earlier(state, "skattning", "another", 3), { counts: [1, 0, 2], day: 20_000 });
  state = answered(state, countsAt("skattning", "another"), [0, 1, 0]);
  assert.deepEqual(earlier(state, "skattning", "another", 3), { counts: [0, 1, 0], day: undefined });
  assert.equal(part(answered(state, "skattning", [0, 0, 0]), "skattning").v, undefined);
});

test("whatever was saved, there is one number a step", () => {
  for (const v of [undefined, "x", [1], [1, 2, 3, 4], [-1, null, 0.5], { 0: 1 }]) {
    const counts = countsIn({ v: 1, m: "1", a: { skattning: { v } } }, "skattning", 3);
    assert.equal(counts.length, 3);
    assert.ok(counts.every((n) => Number.isInteger(n) && n >= 0));
  }
});

test("counts are read, kept in this browser, merged and never dropped", () => {
  const v = [30, 0, 0, 0, 0, 0, 30];
  const a = { s: { d: 1, v, t: 20_000 }, "s@8ba7b811": { v, t: 20_000, y: 1 }, n: { v: "no" } };
  const state = readState(JSON.stringify({ v: 1, m: "1", a }), "1");
  assert.deepEqual(state.a.s.v, v);
  assert.equal(state.a.n.v, undefined);
  assert.deepEqual(keepable(state).a.s.v, v);
  assert.deepEqual(mergeStates(state, { ...state, a: { s: { v: [1, 2, 3] } } }).a.s.v, [1, 2, 3]);
  const text = writeState(state, 135);
  assert.deepEqual(readState(text, "1").a.s, { d: 1, v });
  assert.ok(JSON.stringify({ s: a.s, "s@8ba7b811": a["s@8ba7b811"] }).length < 130);
});
