/** The states of a statement in the outbox: the whole table is walked. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  happenTo,
  ITEM_FOLLOWS,
  isOver,
  isSent,
  isWaiting,
  mayBeStored,
} from "../../templates/player/delivery/item.js";

const STATES = Object.keys(ITEM_FOLLOWS);
const EVENTS = ["send", "confirm", "refuse", "rename", "silence", "forbid", "carry", "vanish"];
const after = (state, event) => {
  const item = { state };
  happenTo(item, event);
  return item.state;
};

test("every pair of state and event: the listed ones lead on, all others change nothing", () => {
  const moves = STATES.flatMap((state) => EVENTS.map((event) => [state, event, after(state, event)]));
  assert.deepEqual(
    moves.filter(([before, , now]) => before !== now).map((move) => move.join(" ")),
    [
      "kept send sending",
      "kept carry unclear",
      "kept vanish gone",
      "sending confirm confirmed",
      "sending refuse aside",
      "sending rename gone",
      "sending silence unclear",
      "sending forbid kept",
      "unclear send resending",
      "unclear vanish gone",
      "resending confirm confirmed",
      "resending refuse aside",
      "resending rename gone",
      "resending silence unclear",
      "resending forbid unclear",
      "aside vanish gone",
    ],
  );
});

test("every state is one of: waiting, carried by a request, set aside, over", () => {
  for (const state of STATES) {
    const kinds = [isWaiting, isSent, isOver, (item) => item.state === "aside"].filter((is) => is({ state }));
    assert.equal(kinds.length, 1, state);
  }
});

test("an item in a request is not sent again, and what is over stays over", () => {
  for (const state of STATES) {
    if (isSent({ state })) assert.equal(after(state, "send"), state);
    if (isOver({ state })) for (const event of EVENTS) assert.equal(after(state, event), state);
  }
});

test("an item that may be stored keeps counting as such until the LRS has settled it", () => {
  for (const state of STATES.filter((one) => mayBeStored({ state: one }))) {
    for (const event of EVENTS) {
      const next = after(state, event);
      assert.ok(
        mayBeStored({ state: next }) || ["confirmed", "aside", "gone"].includes(next),
        `${state} ${event}`,
      );
    }
  }
});
