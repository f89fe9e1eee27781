/**
 * A closing page's copies in localStorage: one per page, removed once the database has confirmed their
 * content.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { IDBObjectStore } from "fake-indexeddb";
import { tidy } from "../../templates/player/tidy.js";
import { createDisk, quiet, world } from "./lrs-world.mjs";
import { idOf, named, outboxPage } from "./outbox-world.mjs";

const keys = (disk) => [...disk.local.keys()].filter((key) => key.startsWith("larpaket outbox"));
const waitingIn = (disk) => keys(disk).flatMap((key) => JSON.parse(disk.local.get(key)).map(({ id }) => id));
const row = (name, at) => ({ id: idOf(name), body: JSON.stringify({ id: idOf(name) }), at, n: 0 });
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

test("two tabs that close together leave two copies, and the next start sends both", async () => {
  const disk = createDisk();
  const tabs = [];
  for (const name of ["a", "b"]) {
    const it = await outboxPage({ disk }).start();
    it.answer = () => ({ status: 503 });
    await it.tell(name);
    tabs.push(it);
  }
  for (const it of tabs) {
    it.gone();
    void it.outbox.leave();
  }
  await quiet();
  assert.equal(keys(disk).length, 2);
  disk.databases = createDisk().databases; // Chromium has lost its database
  const next = await outboxPage({ disk, starts: 60_000 }).start();
  assert.deepEqual(named(next.posts()).flat().sort(), ["a", "b"]);
  assert.deepEqual(keys(disk), []);
});

test("a copy from release 0.1, named only after the box, is read", async () => {
  const disk = createDisk();
  disk.local.set("larpaket outbox b", JSON.stringify([row("old", NOW)]));
  disk.local.set("larpaket outbox bb", JSON.stringify([row("other", NOW)]));
  const it = await outboxPage({ disk, starts: 60_000 }).start();
  assert.deepEqual(named(it.posts()), [["old"]]);
  assert.deepEqual(keys(disk), ["larpaket outbox bb"]);
});

test("a copy stays until the database has confirmed it, and its statements count as waiting", async (t) => {
  const disk = createDisk();
  disk.local.set("larpaket outbox b p", JSON.stringify([row("a", NOW), row("b", NOW)]));
  const { put } = IDBObjectStore.prototype;
  t.after(() => Object.assign(IDBObjectStore.prototype, { put }));
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const it = outboxPage({ disk, starts: 60_000 });
  it.answer = ({ body }) => (body?.includes(idOf("b")) ? { status: 503 } : undefined);
  await it.start();
  assert.equal(it.unsent.at(-1).waiting, 2);
  assert.deepEqual(waitingIn(disk).slice(0, 2), [idOf("a"), idOf("b")]);
  it.answer = () => undefined;
  await it.later();
  await quiet();
  assert.equal(it.unsent.at(-1).waiting, 0);
  assert.deepEqual(keys(disk), []);
});

test("a copy knows that its statements were sent, although the database does not", async () => {
  const disk = createDisk();
  const it = await outboxPage({ disk }).start();
  it.answer = () => ({ status: 503 });
  await it.tell("a");
  const [[, before]] = await rowsOf(it);
  await it.later(60_000);
  it.gone();
  const copy = { ...before, tried: NOW + 70_000 };
  disk.local.set("larpaket outbox b p", JSON.stringify([copy]));
  const next = await outboxPage({ disk, starts: 71_000 }).start();
  assert.deepEqual(next.posts(), []);
  await next.later(15_000);
  await quiet();
  assert.deepEqual(named(next.posts()), [["a"]]);
});

const rowsOf = (it) =>
  new Promise((resolve) => {
    const request = it.window.indexedDB.open("larpaket", 1);
    request.onsuccess = () => {
      const all = request.result.transaction("outbox").objectStore("outbox").getAll();
      all.onsuccess = () => resolve(all.result.map((one) => [one.id, one]));
    };
  });

test("after 14 days waiting data of any box is removed: rows, copies, kept progress, leases; record and notes stay", async () => {
  const disk = createDisk();
  const it = await outboxPage({ disk, box: "one" }).start();
  it.answer = () => ({ status: 503 });
  await it.tell("a");
  it.gone();
  disk.local.set("larpaket outbox one p", JSON.stringify([row("b", NOW), row("c", NOW + 10 * DAY)]));
  disk.local.set("larpaket outbox two p", JSON.stringify([row("d", NOW)]));
  disk.local.set("larpaket outbox torn p", "{");
  disk.local.set("larpaket kept h p", JSON.stringify({ at: NOW }));
  disk.local.set("larpaket notes", "no business of ours");
  await write(disk, "leases", { owner: "o", until: NOW }, "one");
  await write(disk, "sessions", { state: "x" }, "m");
  await write(disk, "notes", { text: "x", at: NOW }, "m");
  await write(disk, "kept", { at: NOW, attempt: "r" }, "k", "larpaket-kept");
  const { window } = world({ disk });
  await tidy(window, NOW + 14 * DAY - 1);
  assert.deepEqual(
    [disk.local.size, await countAll(disk)],
    [4, { outbox: 1, leases: 1, sessions: 1, notes: 1, kept: 1 }],
  );
  await tidy(window, NOW + 14 * DAY + 1000);
  assert.deepEqual([...disk.local.keys()], ["larpaket outbox one p", "larpaket notes"]);
  assert.deepEqual(waitingIn(disk), [idOf("c")]);
  assert.deepEqual(await countAll(disk), { outbox: 0, leases: 0, sessions: 1, notes: 1, kept: 0 });
});

const opened = (disk, name = "larpaket") =>
  new Promise((resolve) => {
    const request = disk.databases.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("kept");
    request.onsuccess = () => resolve(request.result);
  });

async function write(disk, table, value, key, name) {
  const database = await opened(disk, name);
  const transaction = database.transaction(table, "readwrite");
  transaction.objectStore(table).put(value, key);
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  database.close();
}

async function countAll(disk) {
  const found = {};
  for (const [name, tables] of [
    ["larpaket", ["outbox", "leases", "sessions", "notes"]],
    ["larpaket-kept", ["kept"]],
  ]) {
    const database = await opened(disk, name);
    for (const table of tables) {
      const request = database.transaction(table).objectStore(table).count();
      found[table] = await new Promise((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
    }
    database.close();
  }
  return found;
}
