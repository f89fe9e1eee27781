/**
 * The table in docs/lms.md shows what really happens, and in no cell do the page and the record contradict
 * each other.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { cells, table, written } from "./matrix.mjs";

test("the table in docs/lms.md is current; `node tests/player/matrix.mjs` rewrites it", async () => {
  assert.equal(written(), await table());
});

test("what the page calls saved is on record; the rest is there at the next launch or was reported as lost", async () => {
  for (const { row, event, says, recorded, later, laterSays } of await cells()) {
    const cell = `${row}, ${event}: ${says}, ${recorded}; ${laterSays}, ${later}`;
    assert.equal(says === "Saved", says !== "" && recorded === "complete, 3 of 3", cell);
    const lost = says.includes("do not close") || event === "kill";
    assert.ok(later === "complete, 3 of 3" || lost, cell);
    if (laterSays.startsWith("Saved, and")) assert.equal(later, "complete, 3 of 3", cell);
  }
});
