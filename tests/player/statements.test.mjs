import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { test } from "node:test";
import { duration } from "../../templates/player/duration.js";
import { stamp, withLaunch } from "../../templates/player/statements.js";
import { hex, sha1, uuid4, uuid5 } from "../../templates/player/uuid.js";
import { DATA } from "./lrs-world.mjs";

const FACTS = { id: "x", now: Date.UTC(2026, 0, 2, 3, 4, 5, 6), language: "sv" };
const ACTOR = { account: { homePage: "https://lms.example", name: "a" } };

test("SHA-1 is correct at every length around a block boundary", () => {
  for (let length = 0; length < 200; length += 1) {
    const message = randomBytes(length);
    assert.equal(hex(sha1(message)), createHash("sha1").update(message).digest("hex"));
  }
});

test("uuid5 matches RFC 4122: a known value in the URL namespace", () => {
  assert.equal(uuid5("http://www.example.com/"), "fcde3c85-2270-590f-9e7c-ee003d65e0e2");
  assert.equal(uuid5("å"), uuid5("å"));
  assert.notEqual(uuid5("å"), uuid5("a"));
});

test("uuid4 sets version and variant, whatever the random bytes", () => {
  for (const byte of [0, 255]) {
    const id = uuid4((bytes) => bytes.fill(byte));
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

test("durations", () => {
  assert.equal(duration(0), "PT0H0M0S");
  assert.equal(duration(3725.678), "PT1H2M5.68S");
});

test("a module's statements are about the launched activity, others about their own", () => {
  const launch = { activityId: "https://lms.example/1", actor: ACTOR, context: {} };
  assert.equal(stamp(DATA.statements.initialized, launch, FACTS).object.id, "https://lms.example/1");
  assert.equal(
    stamp(DATA.statements["samtal/fraga.responded"], launch, FACTS).object.id,
    "https://larande.example.se/provmodul/samtal/fraga",
  );
});

test("actor, id, time and language are filled in, and the template is unchanged", () => {
  const before = JSON.stringify(DATA.statements.completed);
  const made = stamp(
    DATA.statements.completed,
    { activityId: "https://x.example", actor: ACTOR, context: { registration: "r" } },
    { ...FACTS, result: { duration: "PT1S" } },
  );
  assert.deepEqual(
    [made.id, made.actor, made.timestamp, made.context],
    ["x", ACTOR, "2026-01-02T03:04:05.006Z", { revision: "1.0", language: "sv", registration: "r" }],
  );
  assert.deepEqual(made.result, { completion: true, duration: "PT1S" });
  assert.equal(JSON.stringify(DATA.statements.completed), before);
});

test("the launch's context comes first and unchanged; ours is added", () => {
  const template = {
    context: {
      contextActivities: { grouping: [{ id: "ours" }, { id: "theirs" }], category: [{ id: "cat" }] },
      extensions: { own: 1 },
    },
  };
  const context = {
    contextActivities: { grouping: [{ id: "theirs", definition: {} }], other: [{ id: "o" }] },
    extensions: { session: "s" },
    platform: "LMS",
  };
  const made = stamp(
    { object: {}, ...template },
    { activityId: "x", actor: ACTOR, context, join: withLaunch },
    FACTS,
  ).context;
  assert.deepEqual(made.contextActivities, {
    grouping: [{ id: "theirs", definition: {} }, { id: "ours" }],
    category: [{ id: "cat" }],
    other: [{ id: "o" }],
  });
  assert.deepEqual([made.extensions, made.platform], [{ own: 1, session: "s" }, "LMS"]);
});

test("a result's extensions are merged", () => {
  const template = { object: {}, context: {}, result: { extensions: { a: 1 } } };
  const made = stamp(
    template,
    { activityId: "x", actor: ACTOR, context: {} },
    { ...FACTS, result: { extensions: { b: 2 } } },
  );
  assert.deepEqual(made.result, { extensions: { a: 1, b: 2 } });
});
