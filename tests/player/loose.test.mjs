/** Texts that lie only in the page: what may follow what, and when leaving asks. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createLoose, HOLDS } from "../../templates/player/loose.js";

const EVENTS = ["written", "kept", "taken"];

function world() {
  const listeners = new Set();
  const window = {
    addEventListener: (name, listener) => listeners.add(`${name} ${typeof listener}`),
    removeEventListener: (name, listener) => listeners.delete(`${name} ${typeof listener}`),
  };
  return { loose: createLoose({ window }), asking: () => listeners.has("beforeunload function") };
}

test("every state says what follows, and only known states follow", () => {
  for (const [state, row] of Object.entries(HOLDS)) {
    for (const [event, next] of Object.entries(row)) {
      assert.ok(EVENTS.includes(event), `${state}: ${event}`);
      assert.ok(next in HOLDS, `${state}: ${next}`);
    }
  }
});

test("leaving asks only while a text was neither kept nor taken since it changed", () => {
  const { loose, asking } = world();
  const story = [
    ["kept", false, false],
    ["taken", false, false],
    ["written", true, true],
    ["written", true, true],
    ["taken", true, false],
    ["written", true, true],
    ["kept", false, false],
    ["written", true, true],
    ["taken", true, false],
    ["kept", false, false],
  ];
  for (const [event, holds, asks] of story) {
    loose.happen("field", event);
    assert.deepEqual([loose.holds(), loose.asks(), asking()], [holds, asks, asks], event);
  }
});

test("each field counts by itself, and all are taken together", () => {
  const { loose, asking } = world();
  let changes = 0;
  loose.listen(() => {
    changes += 1;
  });
  loose.happen("one", "written");
  loose.happen("two", "written");
  loose.happen("one", "kept");
  assert.deepEqual([loose.asks(), asking()], [true, true]);
  loose.take();
  assert.deepEqual([loose.holds(), loose.asks(), asking()], [true, false, false]);
  assert.ok(changes >= 4);
});
