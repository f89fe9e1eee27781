/**
 * Random walks keep the promise: what the page calls saved is saved; the rest is kept or reported as lost.
 * `make soak` walks more.
 */

import { test } from "node:test";
import { walk } from "./walk.mjs";

const WALKS = Number(process.env.LARPAKET_WALKS ?? 500);

test(`${WALKS} random walks`, async (t) => {
  const excepted = new Map();
  for (let seed = 1; seed <= WALKS; seed += 1) {
    for (const what of (await walk(seed)).excepted) excepted.set(what, (excepted.get(what) ?? 0) + 1);
  }
  for (const [what, times] of excepted) t.diagnostic(`${times} × not covered: ${what}`);
});
