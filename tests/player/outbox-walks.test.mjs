/**
 * Nothing lost and nothing duplicated, whatever the pages and the LRS do (outbox-walk.mjs). More walks in
 * `make soak`.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { HABITS } from "./lrs-habits.mjs";
import { walk } from "./outbox-walk.mjs";

const STATEMENTS = Number(process.env.LARPAKET_STATEMENTS ?? 300);
const SEEDS = Number(process.env.LARPAKET_SEEDS ?? 3);
/** Pages that crash one after another may repeat what an earlier one sent; only the LRS is affected. */
const RESENT = 0.01;
/**
 * If much fails, another window may get through first with what this one has been trying to send for a while.
 * In pages.
 */
const UNRULY = { faults: 1 };
/** Requests per statement; a GET counts too. */
const MOST = { 204: 1, "login page": 1.5, faults: 0.9 };

for (const habit of HABITS) {
  test(`an LRS with the habit "${habit}": ${STATEMENTS} statements each in ${SEEDS} walks`, async (t) => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const found = await walk({ habit, statements: STATEMENTS, seed });
      const { lost, doubled, overlapping, resent, disordered, persisted, told, requests, log } = found;
      t.diagnostic(
        `seed ${seed}: ${told} told, ${persisted} persisted, ${resent.length} sent again, ` +
          `${(requests / told).toFixed(2)} requests a statement; ${JSON.stringify(log)}`,
      );
      assert.deepEqual(
        { lost, doubled, overlapping },
        { lost: [], doubled: [], overlapping: [] },
        `seed ${seed}`,
      );
      assert.ok(
        disordered <= (UNRULY[habit] ?? 0),
        `seed ${seed}: ${disordered} pages whose order was not kept`,
      );
      assert.ok(resent.length <= RESENT * told + 3, `seed ${seed}: ${resent.length} sent again`);
      assert.ok(requests / told <= (MOST[habit] ?? 0.7), `seed ${seed}: ${requests} requests`);
    }
  });
}

test("without crashes and closings only statements without a conclusive answer are sent twice", async () => {
  for (const habit of HABITS) {
    const { lost, doubled, resent, disordered } = await walk({
      habit,
      statements: STATEMENTS,
      seed: 1,
      calm: true,
    });
    assert.deepEqual(
      { lost, doubled, resent, disordered },
      { lost: [], doubled: [], resent: [], disordered: 0 },
      habit,
    );
  }
});
