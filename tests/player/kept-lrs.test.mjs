/**
 * In xAPI and cmi5 too, progress that never reached the LRS's State is there at the next launch of the same
 * learner and registration.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { readState } from "../../templates/player/state-text.js";
import { xapi } from "../../templates/player/tracking/xapi.js";
import { createDisk, DATA, RECORD, settled, world } from "./lrs-world.mjs";

const LAUNCH = {
  endpoint: "https://lrs.example/xapi",
  auth: "Basic abc",
  registration: "6ba7b811-9dad-41d1-80b4-00c04fd430c8",
};
const KEPT = { v: 1, m: "1.0", a: { film: { d: 1 } } };
const SEEN = { ...RECORD, state: JSON.stringify(KEPT), kept: KEPT };

function launch(disk, { name = "a", ...more } = {}, documents = new Map()) {
  const actor = JSON.stringify({ account: { homePage: "https://lms.example", name } });
  const it = world({ search: `?${new URLSearchParams({ ...LAUNCH, actor, ...more })}`, disk, documents });
  it.tracking = xapi(it.environment, DATA, it.report, () => {}); // biome-ignore format: as it is called
  return it;
}

/** A session whose State is refused. */
async function inVain(disk, documents) {
  const it = launch(disk, {}, documents);
  await it.tracking.open();
  it.answer = ({ method, resource }) =>
    resource === "activities/state" && method === "PUT" ? { status: 500 } : undefined;
  const saving = it.tracking.save(SEEN);
  for (let i = 0; i < 10; i += 1) await settled();
  assert.equal(await saving, false);
}

async function seen(disk, more, documents) {
  const it = launch(disk, more, documents);
  const session = await it.tracking.open();
  return { it, session, film: readState(session.state, "1.0").a.film?.d === 1 };
}

test("the next launch restores it, says so, and drops it once it is confirmed", async () => {
  const [disk, documents] = [createDisk(), new Map()];
  await inVain(disk, documents);
  const again = await seen(disk, {}, documents);
  assert.deepEqual([again.film, again.session.restored], [true, true]);
  assert.equal(await again.it.tracking.save(SEEN), true);
  const third = await seen(disk, {}, documents);
  assert.deepEqual([third.film, third.session.restored], [true, undefined]);
});

test("another learner or another registration gets none of it", async () => {
  const [disk, documents] = [createDisk(), new Map()];
  await inVain(disk, documents);
  for (const more of [{ name: "b" }, { registration: "00000000-9dad-41d1-80b4-00c04fd430c8" }]) {
    assert.equal((await seen(disk, more)).film, false, JSON.stringify(more));
  }
});
