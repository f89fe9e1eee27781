/** "Saved" is true with the habits of real LMSs: those of one version only, or of one kind of run-time. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createWorld, settled } from "./scorm-world.mjs";

async function finish(world, visit) {
  visit.done("film", "samtal", "mer");
  await world.pass(10);
}

test("1.2: a substitute status is sent only until a confirmed commit has carried the real one", async () => {
  const world = createWorld();
  const visit = await world.launch();
  world.network.status = 502;
  await finish(world, visit);
  world.network.status = 200;
  await world.pass(10_000);
  const turns = world.posts.filter((values) => values["cmi.core.lesson_status"] === "passed");
  assert.equal(turns.length, 1);
  assert.equal(JSON.parse(turns[0]["cmi.suspend_data"]).x, 1);
  assert.equal(world.saved().x, undefined);
  for (let i = 0; i < 3; i += 1) {
    visit.store.update((state) => ({ ...state, k: i % 2 }));
    await visit.see("hidden");
    await visit.see("visible");
    await world.pass(2000);
  }
  assert.equal(world.posts.filter((values) => values["cmi.core.lesson_status"] === "passed").length, 1);
});

test("1.2: the next launch first fixes a session that ended on a substitute status", async () => {
  const world = createWorld();
  world.records.a = {
    "cmi.core.lesson_status": "passed",
    "cmi.suspend_data": '{"i":3,"x":1,"v":1,"m":"1.0","c":1,"a":{"film":{"d":1}}}',
  };
  const visit = await world.launch();
  assert.equal(world.posts[0]["cmi.core.lesson_status"], "completed");
  assert.equal(world.saved().x, undefined);
  assert.equal(visit.session.kind, "readonly");
});

test("1.2: only Moodle's run-time is sent substitute values", async () => {
  const world = createWorld({ persona: "loose" });
  const visit = await world.launch();
  const seen = [];
  const set = visit.api.LMSSetValue;
  visit.api.LMSSetValue = (name, value) => {
    if (name === "cmi.core.lesson_status") seen.push(value);
    return set(name, value);
  };
  world.network.status = 502;
  await finish(world, visit);
  world.network.status = 200;
  await world.pass(10_000);
  assert.deepEqual(new Set(seen), new Set(["completed"]));
  assert.ok(world.completed());
});

test("1.2: an LMS that counts only passed gets it, if the publisher says so", async () => {
  for (const [status, lesson] of [
    ["completed", undefined],
    ["passed", "done"],
  ]) {
    const world = createWorld({ persona: "frappe", data: { status } });
    const visit = await world.launch();
    await finish(world, visit);
    await world.pass(2000);
    assert.deepEqual([world.record()["cmi.core.lesson_status"], world.record().lesson], [status, lesson]);
  }
});

test("a run-time that sends everything by beacon is believed once the marker confirms it twice in a row", async () => {
  const persona = {
    path: "/lms/beacons.html",
    globals: {},
    connect: (_version, wire, record, learner) => {
      const data = { ...record, "cmi.core.student_id": learner };
      const store = () => {
        wire.beacon("/lms/store", data);
        return "true";
      };
      return {
        LMSInitialize: () => "true",
        LMSGetValue: (name) => data[name] ?? "",
        LMSSetValue: (name, value) => {
          data[name] = value;
          return "true";
        },
        LMSCommit: store,
        LMSFinish: store,
        LMSGetLastError: () => "0",
      };
    },
  };
  const world = createWorld({ persona });
  const visit = await world.launch();
  assert.notEqual(visit.status(), "saved");
  await world.pass(10_000);
  assert.equal(visit.status(), "saved");
  world.network.up = false;
  await finish(world, visit);
  await world.pass(20_000);
  assert.notEqual(visit.status(), "saved");
  await settled();
});
