/**
 * A web package's record lies in this browser: in the database, and what a closing page knows last in a copy,
 * because WebKit's database keeps nothing that a closing page gives it.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { IDBObjectStore } from "fake-indexeddb";
import { web } from "../../templates/player/tracking/web.js";
import { createDisk, DATA, quiet, RECORD, world } from "./lrs-world.mjs";

const { put } = IDBObjectStore.prototype;
/** Runs it as in a browser whose database keeps nothing now: closing, or full. */
async function without(act) {
  IDBObjectStore.prototype.put = function () {
    this.transaction.abort();
  };
  try {
    const made = act();
    await quiet();
    return await made;
  } finally {
    IDBObjectStore.prototype.put = put;
  }
}

const copies = (disk) => [...disk.local.keys()].filter((key) => key.startsWith("larpaket place "));
const of = (a, more) => ({ ...RECORD, state: JSON.stringify({ v: 1, m: "1.0", ...more, a }) });
const DONE = { ...of({ film: { d: 1 } }, { c: 1 }), complete: true };

let time = 0;

/** A window with the module. */
async function open(disk) {
  const { environment } = world({ disk });
  environment.random = (bytes) => crypto.getRandomValues(bytes);
  environment.clock.now = () => {
    time += 1;
    return time;
  };
  const tracking = web(environment, DATA);
  const session = await tracking.open();
  return { tracking, session, window: environment.window, parts: JSON.parse(session.state || '{"a":{}}').a };
}

test("what the database of a closing page does not keep is there at the next start", async () => {
  const disk = createDisk();
  const first = await open(disk);
  assert.equal(await first.tracking.save(of({ film: { t: 5 } })), true);
  await without(() => first.tracking.close(of({ film: { t: 47 } })));
  assert.equal(copies(disk).length, 1);
  assert.match(copies(disk)[0], /^larpaket place provmodul [0-9a-f-]{36}$/);
  const next = await open(disk);
  assert.deepEqual([next.parts, next.session.location], [{ film: { t: 47 } }, "film"]);
  // Only once the database has it, it goes.
  await without(() => next.tracking.save(of({ film: { t: 47 } })));
  assert.equal(copies(disk).length, 1);
  assert.equal(await next.tracking.save(of({ film: { t: 47 } })), true);
  assert.deepEqual(copies(disk), []);
  assert.deepEqual((await open(disk)).parts, { film: { t: 47 } });
});

test("a page that lives on keeps no copy of what the database has", async () => {
  const disk = createDisk();
  const { tracking } = await open(disk);
  tracking.hide(of({ film: { t: 5 } }));
  await quiet();
  assert.equal(copies(disk).length, 1);
  await tracking.save(of({ film: { t: 5 } })); // the life cycle does, a moment later
  assert.deepEqual(copies(disk), []);
  // Saved, and closed meanwhile: what the database confirms of the first says nothing of the second.
  const saved = tracking.save(of({ film: { t: 6 } }));
  await tracking.close(of({ film: { t: 7 } }));
  await saved;
  assert.deepEqual((await open(disk)).parts, { film: { t: 7 } });
});

test("where no copy can be made, the database is tried as the page goes", async () => {
  const disk = createDisk();
  const { tracking, window } = await open(disk);
  window.localStorage.setItem = () => {
    throw new Error("full");
  };
  tracking.hide(of({ film: { t: 5 } }));
  await quiet();
  assert.deepEqual((await open(disk)).parts, { film: { t: 5 } });
  await tracking.close(of({ film: { t: 6 } }));
  assert.deepEqual((await open(disk)).parts, { film: { t: 6 } });
});

test("two windows do not undo each other's work, and a completion is never lowered", async () => {
  const disk = createDisk();
  const one = await open(disk);
  const other = await open(disk);
  await one.tracking.save(DONE);
  await other.tracking.save(of({ samtal: { d: 1 } }));
  await one.tracking.save({ ...DONE, state: of({ film: { d: 1, t: 9 } }, { c: 1 }).state });
  await other.tracking.save(of({ samtal: { d: 1 }, film: { t: 3 } }));
  const next = await open(disk);
  assert.deepEqual(next.parts, { film: { d: 1, t: 3 }, samtal: { d: 1 } });
  assert.equal(next.session.complete, true);
});

test("what two windows left as they closed is joined, and the last one's place is taken", async () => {
  const disk = createDisk();
  const one = await open(disk);
  const other = await open(disk);
  await without(() => one.tracking.close({ ...DONE, state: of({ film: { d: 1, t: 9 } }, { c: 1 }).state }));
  await without(() => other.tracking.close({ ...of({ film: { t: 3, p: [0, 3] } }), location: "" }));
  const row = await open(disk);
  assert.deepEqual(row.parts, { film: { d: 1, t: 3, p: [0, 3] } });
  assert.deepEqual([row.session.complete, row.session.location], [true, "film"]);
  assert.equal(copies(disk).length, 2);
});

test("a copy that its page has written anew is not removed by another's start", async () => {
  const disk = createDisk();
  const one = await open(disk);
  await without(() => one.tracking.hide(of({ film: { t: 3 } })));
  const other = await open(disk);
  await without(() => one.tracking.hide(of({ film: { t: 4 } })));
  await other.tracking.save(of({ film: { t: 3 } }));
  assert.equal(copies(disk).length, 1);
});

test("what a page takes back stays away", async () => {
  const disk = createDisk();
  const { tracking } = await open(disk);
  await tracking.save(of({ film: { w: "signed" } }));
  await without(() => tracking.hide(of({ film: { t: 5 } })));
  assert.deepEqual((await open(disk)).parts, { film: { t: 5 } });
  await tracking.save(of({ film: { t: 6 } }));
  assert.deepEqual((await open(disk)).parts, { film: { t: 6 } });
});

test("a session that closes before it knows its record lowers no completion", async () => {
  const disk = createDisk();
  await (await open(disk)).tracking.save(DONE);
  await (await open(disk)).tracking.close(of({}));
  assert.equal((await open(disk)).session.complete, true);
});

test("a row of an earlier release is read, and so are copies beside it", async () => {
  const disk = createDisk();
  const { tracking } = await open(disk);
  await tracking.save(DONE);
  const database = await new Promise((resolve) => {
    disk.databases.open("larpaket").onsuccess = ({ target }) => resolve(target.result);
  });
  const { state, location, complete } = DONE;
  database.transaction("sessions", "readwrite").objectStore("sessions").put({ state, location, complete }, "provmodul"); // biome-ignore format: as one step
  await quiet();
  disk.local.set("larpaket place provmodul x", "no JSON");
  disk.local.set("larpaket place provmodul2 x", JSON.stringify({ state: "", location: "", complete: true }));
  const next = await open(disk);
  assert.deepEqual([next.parts, next.session.complete], [{ film: { d: 1 } }, true]);
  await next.tracking.save(of({ film: { d: 1 } }));
  assert.deepEqual(copies(disk), ["larpaket place provmodul2 x"]);
});

test("a full or refused localStorage costs no more than what changed in the last second", async () => {
  for (const refused of ["setItem", "localStorage"]) {
    const disk = createDisk();
    const first = await open(disk);
    if (refused === "setItem") {
      first.window.localStorage.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    } else {
      Object.defineProperty(first.window, "localStorage", {
        get() {
          throw new DOMException("no", "SecurityError");
        },
      });
    }
    first.tracking.hide(of({ film: { t: 5 } }));
    assert.equal(await first.tracking.save(of({ film: { t: 6 } })), true);
    await without(() => first.tracking.close(of({ film: { t: 7 } })));
    assert.deepEqual((await open(disk)).parts, { film: { t: 6 } });
  }
});

test("a full database is not called saved, and what it has is still read", async () => {
  const disk = createDisk();
  await (await open(disk)).tracking.save(DONE);
  const { session, tracking } = await open(disk);
  const full = await without(() => tracking.save(of({ samtal: { d: 1 } })));
  assert.deepEqual([session.kind, session.complete, full], ["tracked", true, false]);
  await without(() => tracking.close(of({ samtal: { d: 1 } })));
  assert.deepEqual((await open(disk)).parts, { film: { d: 1 }, samtal: { d: 1 } });
});

test("where the browser refuses to store anything, that is known", async () => {
  const { session, tracking } = await open(undefined);
  assert.equal(session.kind, "unstored");
  assert.equal(await tracking.save(DONE), false);
});

test("whatever several windows do, nothing that was kept is lost", async () => {
  const disk = createDisk();
  let seed = 1;
  const random = (n) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % n;
  };
  const kept = new Set();
  /** @type {{ tracking: any, done: Set<string> }[]} */
  let tabs = [];
  const state = ({ done }) => of(Object.fromEntries([...done].map((id) => [id, { d: 1 }])));
  for (let step = 0; step < 400; step += 1) {
    const tab = tabs[random(tabs.length || 1)];
    const act = tab ? random(6) : 0;
    if (act === 0 && tabs.length < 3) {
      const { tracking, parts } = await open(disk);
      for (const id of kept) assert.equal(parts[id]?.d, 1, `${id} at step ${step}`);
      tabs.push({ tracking, done: new Set(Object.keys(parts)) });
    }
    if (!tab) continue;
    if (act <= 2) tab.done.add(`a${step}`);
    const now = state(tab);
    const all = [...tab.done];
    if (act === 3 && (await tab.tracking.save(now))) for (const id of all) kept.add(id);
    if (act < 4) continue;
    // Hidden for good, or closed: where the database keeps it, and where it does not.
    if (act === 4) tab.tracking.hide(now);
    else await without(() => tab.tracking.close(now));
    for (const id of all) kept.add(id);
    await quiet();
    tabs = tabs.filter((one) => one !== tab);
  }
  assert.ok(kept.size > 50);
});
