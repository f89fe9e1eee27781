/**
 * Progress that no LMS confirmed is there at the learner's next launch; none of it is anything the learner
 * wrote, or another's (docs/lms.md).
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { IDBDatabase } from "fake-indexeddb";
import { tidy } from "../../templates/player/tidy.js";
import { createWorld, settled, VERSIONS } from "./scorm-world.mjs";

const DAY = 86_400_000;

/** Everything on the disk, as text. */
async function search(world) {
  await settled();
  const { databases, local } = world.disk;
  const found = [JSON.stringify([...local.map])];
  for (const { name } of await databases.databases()) {
    const database = await new Promise((resolve) => {
      databases.open(name).onsuccess = ({ target }) => resolve(target.result);
    });
    for (const table of database.objectStoreNames) {
      const store = database.transaction(table).objectStore(table);
      const [values, keys] = await Promise.all(
        [store.getAll(), store.getAllKeys()].map(
          (request) => new Promise((done) => (request.onsuccess = () => done(request.result))),
        ),
      );
      found.push(JSON.stringify([name, table, keys, values]));
    }
    database.close();
  }
  return found.join("\n");
}

async function rows(world) {
  const text = await search(world);
  return /"kept",\[\[/.test(text) || text.includes("larpaket kept ");
}

for (const version of VERSIONS) {
  const each = (name, run) => test(`${version}: ${name}`, run);

  each("what a session that ended under the page had is saved by the next launch, and said", async () => {
    const world = createWorld({ version });
    const visit = await world.launch();
    world.network.login = true; // logged out in another tab
    void visit.done("film", "samtal", "mer");
    await world.pass(3000);
    await visit.close(); // Moodle redirects the window to its login page
    world.network.login = false;
    const again = await world.launch();
    await world.pass(2000);
    assert.ok(again.is("mer") && again.said.includes("restored"), again.said.join());
    assert.deepEqual([world.completed(), world.saved().a.mer.d, again.status()], [true, 1, "saved"]);
    assert.equal(await rows(world), false);
    await again.close();
  });

  each("what the closing page could not send is there again", async () => {
    const world = createWorld({ version });
    const visit = await world.launch();
    world.network.up = false;
    void visit.done("film");
    await visit.close(); // only its copy in localStorage
    world.network.up = true;
    const again = await world.launch();
    await world.pass(2000);
    assert.deepEqual(
      [world.saved().a.film?.d, again.said.includes("restored"), await rows(world)],
      [1, true, false],
    );
  });

  each("a browser that is killed keeps what it was told in vain", async () => {
    const world = createWorld({ version });
    const visit = await world.launch();
    world.network.up = false;
    void visit.done("film");
    await world.pass(5000);
    await visit.kill();
    world.disk.local.map.clear(); // a killed Chromium keeps none of it
    world.network.up = true;
    await world.launch();
    await world.pass(2000);
    assert.equal(world.saved().a.film?.d, 1);
  });

  each("nothing is said, and nothing kept, when all was confirmed", async () => {
    const world = createWorld({ version });
    const visit = await world.launch();
    void visit.done("film");
    await world.pass(2000);
    await visit.close();
    const again = await world.launch();
    await world.pass(2000);
    assert.deepEqual([again.said.includes("restored"), await rows(world)], [false, false]);
  });

  each("another learner at the same computer gets nothing of it", async () => {
    const world = createWorld({ version });
    const visit = await world.launch({ learner: "a" });
    world.network.up = false;
    void visit.done("film");
    await world.pass(5000);
    await visit.close();
    world.network.up = true;
    const other = await world.launch({ learner: "b" });
    await world.pass(2000);
    assert.deepEqual(
      [other.is("film"), other.said.includes("restored"), world.saved("b").a.film],
      [false, false, undefined],
    );
    await other.close();
    const again = await world.launch({ learner: "a" });
    assert.ok(again.is("film"));
    await again.close();
    // Nor from an attempt that the LMS never stored.
    world.records = {};
    world.network.up = false;
    const first = await world.launch({ learner: "c" });
    void first.done("film");
    await world.pass(5000);
    await first.close();
    world.network.up = true;
    assert.equal((await world.launch({ learner: "d" })).is("film"), false);
  });

  each("an attempt that the LMS knows goes to no other", async () => {
    const world = createWorld({ version });
    const visit = await world.launch();
    world.network.up = false;
    void visit.done("film");
    await world.pass(5000);
    await visit.close();
    world.network.up = true;
    world.records.a = {}; // a new attempt
    const fresh = await world.launch();
    await world.pass(2000);
    assert.equal(fresh.is("film"), false);
  });

  each("an attempt that the LMS never had goes to a launch without a record, and to no other", async () => {
    for (const [record, expected] of [
      [{}, true],
      [{ "cmi.suspend_data": '{"v":1,"m":"1.0","r":"other","a":{}}', "cmi.exit": "suspend" }, false],
    ]) {
      const world = createWorld({ version });
      world.network.up = false;
      const visit = await world.launch();
      void visit.done("film");
      await world.pass(5000);
      await visit.close();
      world.network.up = true;
      world.records.a = record;
      const again = await world.launch();
      await world.pass(2000);
      assert.deepEqual([again.is("film"), again.session.location], [expected, expected ? "film" : ""]);
    }
  });

  each("after 14 days it is gone, whoever comes", async () => {
    const world = createWorld({ version });
    const visit = await world.launch();
    world.network.up = false;
    void visit.done("film");
    await world.pass(5000);
    await visit.close();
    world.network.up = true;
    await world.pass(14 * DAY);
    const same = await world.launch(); // it is not read any more
    assert.deepEqual([same.session.restored, same.store.get().a], [undefined, {}]);
    await same.close();
    const other = await world.launch({ learner: "b" });
    await tidy({ indexedDB: world.disk.databases, localStorage: world.disk.local }, world.now());
    await other.close();
    assert.equal(await rows(world), false);
  });

  each("nothing that somebody wrote lies on the disk", async () => {
    const world = createWorld({ version });
    const visit = await world.launch();
    world.network.up = false;
    for (const id of ["film", "samtal", "samtal/fraga"]) visit.write(id, "HEMLIGT");
    visit.store.update((state) => ({
      ...state,
      u: "HEMLIGT",
      hittills: "HEMLIGT",
      a: { ...state.a, x: { okänt: "HEMLIGT", p: "HEMLIGT" } },
    }));
    visit.tracking.answer("fraga", "HEMLIGT");
    void visit.done("film");
    await world.pass(5000);
    await visit.see("hidden");
    await visit.close();
    const text = await search(world);
    assert.match(text, /film/);
    assert.doesNotMatch(text, /HEMLIGT/);
  });

  each(
    "where the LMS names no learner nothing is kept, and the page says at once that closing loses it",
    async () => {
      const world = createWorld({ version });
      const visit = await world.launch({ named: false });
      world.network.up = false;
      void visit.done("film", "samtal", "mer");
      await world.pass(1500);
      assert.deepEqual([visit.status(), visit.tracking.keeps()], ["waiting", false]);
      await visit.close();
      assert.equal(await rows(world), false);
    },
  );

  each("where the browser keeps nothing the session goes on, and the page says it at once", async () => {
    const world = createWorld({ version });
    world.disk.refused = true;
    const visit = await world.launch();
    assert.equal(visit.status(), "saved");
    world.network.up = false;
    void visit.done("film");
    await world.pass(2000);
    assert.equal(visit.status(), "waiting");
  });

  each("in review nothing is taken over and nothing is kept", async () => {
    const world = createWorld({ version });
    const visit = await world.launch();
    world.network.up = false;
    void visit.done("film");
    await world.pass(5000);
    await visit.close();
    world.network.up = true;
    const done = { "cmi.core.lesson_status": "completed", "cmi.completion_status": "completed" };
    world.records.a = { ...world.record(), ...done, "cmi.exit": "suspend" };
    const before = await search(world);
    const looking = await world.launch();
    assert.deepEqual([looking.session.kind, looking.is("film")], ["readonly", false]);
    await looking.close();
    assert.equal(await search(world), before);
  });
}

test("a copy is removed only once the database has its content", async () => {
  const world = createWorld();
  const visit = await world.launch();
  world.network.up = false;
  void visit.done("film");
  await visit.close();
  const [key] = [...world.disk.local.map.keys()];
  assert.match(key, /^larpaket kept [0-9a-f]{40} [0-9a-f-]{36}$/);
  const real = world.disk.databases;
  world.disk.databases = {
    open() {
      throw new Error("full");
    },
  };
  const refused = await world.launch();
  await refused.close();
  assert.ok(world.disk.local.map.has(key));
  world.disk.databases = real;
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (tables, mode) {
    if (mode === "readwrite") throw new Error("full");
    return transaction.call(this, tables, mode);
  };
  await (await world.launch()).close();
  IDBDatabase.prototype.transaction = transaction;
  assert.ok(world.disk.local.map.has(key));
  world.network.up = true;
  const again = await world.launch();
  await world.pass(2000);
  assert.deepEqual([again.is("film"), world.disk.local.map.has(key)], [true, false]);
});

test("a closing page's copy goes into its own row, never into a running session", async () => {
  const world = createWorld();
  const first = await world.launch();
  const second = await world.launch({ learner: "b" });
  world.network.up = false;
  void first.done("film");
  await first.close();
  void second.done("samtal");
  await world.pass(5000);
  world.network.up = true;
  await world.pass(20_000);
  assert.deepEqual([second.is("film"), world.saved("b").a.film], [false, undefined]);
});
