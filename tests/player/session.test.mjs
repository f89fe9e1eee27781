/** The session's table, walked in full: every state with every event. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { FOLLOWS, follow, isEnding, isLooking, isSaving, shown } from "../../templates/player/session.js";

const STATES = Object.keys(FOLLOWS);
const EVENTS = [
  ...[
    "tracked",
    "readonly",
    "browsing",
    "untracked",
    "lost",
    "expired",
    "unstored",
    "confirmed",
    "unconfirmed",
    "stuck",
    "finish",
  ],
  ...["closed", "refused", "elsewhere", "gone"],
];
const OVER = ["elsewhere", "ended", "closed", "gone", "untracked", "lost", "expired", "unstored"];
const all = STATES.flatMap((state) => EVENTS.map((event) => [state, event, follow(state, event)]));

/** The states reachable from one. */
function reach(start) {
  const seen = new Set([start]);
  for (const state of seen) for (const event of EVENTS) seen.add(follow(state, event));
  return seen;
}

test("every event in the table exists and leads to a state", () => {
  for (const [state, row] of Object.entries(FOLLOWS)) {
    for (const [event, next] of Object.entries(row)) {
      assert.ok(EVENTS.includes(event), `${state}: ${event}`);
      assert.ok(STATES.includes(next), `${state}: ${next}`);
    }
  }
});

test("every state can be reached, and every state can reach an end", () => {
  assert.deepEqual([...reach("opening")].sort(), [...STATES].sort());
  for (const state of STATES)
    assert.ok(
      [...reach(state)].some((other) => OVER.includes(other)),
      state,
    );
});

test("what is over stays over", () => {
  for (const [state, event, next] of all.filter(([state]) => OVER.includes(state)))
    assert.equal(next, state, `${state}: ${event}`);
});

test("only a confirmed save leads to saved, and only a confirmed end to ended", () => {
  for (const [state, event, next] of all.filter(([state, , next]) => state !== next)) {
    if (next === "saved") assert.equal(event, "confirmed", state);
    if (next === "ended") assert.deepEqual([event, isEnding(state)], ["closed", true]);
  }
});

test("the session is ended only after a confirmed save, or where nothing may be written", () => {
  for (const [state, event] of all.filter(([state, , next]) => isEnding(next) && !isEnding(state))) {
    assert.ok(isLooking(state) ? event === "finish" : event === "confirmed", `${state}: ${event}`);
    assert.ok(isLooking(state) || state.startsWith("leaving"), state);
  }
});

test("review and browse sessions never reach a state that writes", () => {
  for (const state of ["readonly", "browsing"])
    for (const next of reach(state)) assert.ok(!isSaving(next), `${state}: ${next}`);
});

test("lost, elsewhere and gone end the session from every state that records", () => {
  for (const state of STATES.filter(
    (state) => isSaving(state) || ["ending", "endingWaiting"].includes(state),
  )) {
    for (const event of ["lost", "elsewhere", "gone"]) assert.equal(follow(state, event), event, state);
  }
});

test("the status shown never claims more than is known", () => {
  const words = new Set(STATES.map(shown));
  assert.ok([...words].every((word) => STATES.includes(word) && shown(word) === word));
  for (const state of STATES) {
    if (shown(state) === "saved") assert.equal(state, "saved");
    if (shown(state) === "ended") assert.ok(["ended", "gone"].includes(state));
  }
});
