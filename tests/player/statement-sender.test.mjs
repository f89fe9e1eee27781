/**
 * How a statement is identified: by who reported it, in which meeting and how often; and that it keeps all of
 * that wherever it waits.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { xapi } from "../../templates/player/tracking/xapi.js";
import { uuid5 } from "../../templates/player/uuid.js";
import { DATA, DONE, RECORD, settled, world } from "./lrs-world.mjs";

const STATE = JSON.stringify(["activities/state", "larpaket"]);
const BASE = "https://larande.example.se";
const TOLD = { ...DATA, team: BASE, extensions: `${BASE}/_extensions/` };
TOLD.statements = {
  ...DATA.statements,
  "film.completed": {
    ...DATA.statements["samtal/fraga.responded"],
    object: { id: `${BASE}/provmodul/film` },
  },
};
const MEETING = "6ba7b811-9dad-41d1-80b4-00c04fd430c8";
const REGISTRATION = "8ba7b811-9dad-41d1-80b4-00c04fd430c8";
const ACTOR = '{"account":{"homePage":"https://lms.example","name":"a"}}';
const NAME = "samtal/fraga.responded";

function launched({ more = "", data = {}, address, ...options } = {}) {
  const launch = new URLSearchParams({
    endpoint: "https://lrs.example/xapi/",
    actor: ACTOR,
    registration: REGISTRATION,
  });
  const it = world({ search: address ?? `?${launch}&${more}`, ...options });
  it.tracking = xapi(it.environment, { ...TOLD, ...data }, it.report);
  it.told = () => it.statements().filter((one) => one.verb.id.endsWith("/responded"));
  return it;
}

test("a group is reported as a team with its meeting's id, one person is not", async () => {
  const it = launched();
  await it.tracking.open();
  for (const meeting of [MEETING, "", undefined]) it.tracking.tell(NAME, {}, { meeting });
  await it.tracking.save(RECORD);
  const team = { objectType: "Group", account: { homePage: BASE, name: MEETING } };
  assert.deepEqual(
    it.told().map((one) => one.context.team),
    [team, undefined, undefined],
  );
});

test("without a result the statement has none", async () => {
  const it = launched();
  await it.tracking.open();
  it.tracking.tell(NAME, {});
  await it.tracking.save(RECORD);
  for (const one of it.statements()) assert.ok(!("result" in one), one.verb.id);
});

test("the nth statement in a meeting has its own id, the same in every session, and names the one before", async () => {
  const it = launched();
  await it.tracking.open();
  for (const n of [1, 2]) it.tracking.tell(NAME, {}, { meeting: MEETING, n });
  it.tracking.tell(NAME, {}, { meeting: "", n: 1 });
  await it.tracking.save(RECORD);
  const [first, second, alone] = [
    [MEETING, 1],
    [MEETING, 2],
    ["", 1],
  ].map(([meeting, n]) => uuid5(JSON.stringify([REGISTRATION, meeting, "samtal/fraga", n])));
  assert.deepEqual(
    it.told().map((one) => [one.id, one.context.extensions]),
    [
      [first, undefined],
      [second, { [`${TOLD.extensions}replaces`]: first }],
      [alone, undefined],
    ],
  );
});

test("a one-time statement has one id, whatever meeting it is repeated in", async () => {
  const ids = new Set();
  for (const meeting of [MEETING, "", "other"]) {
    const it = launched();
    await it.tracking.open();
    it.tracking.tell("film.completed", {}, { meeting, once: true });
    await it.tracking.save(RECORD);
    ids.add(it.statements().find((one) => one.object.id.endsWith("/film")).id);
  }
  assert.deepEqual(
    [...ids],
    [uuid5(JSON.stringify([ACTOR, REGISTRATION, `${BASE}/provmodul/film`, "1.0", "completed"]))],
  );
});

test("a statement carried in the saved state is sent unchanged: its meeting, its id, the one it replaces", async () => {
  const first = launched({ blocked: true });
  first.answer = ({ resource }) => (resource === "statements" ? { status: 503 } : undefined);
  await first.tracking.open();
  for (const n of [1, 2]) first.tracking.tell(NAME, { duration: "PT7S" }, { meeting: MEETING, n });
  first.tracking.tell(NAME, {}, { meeting: "", extensions: { own: 1 } });
  await settled();
  const q = first.tracking.unsent.carried();
  assert.deepEqual(
    q.filter(([name]) => name === NAME).map((event) => event.slice(6)),
    [
      [MEETING, 1],
      [MEETING, 2],
      ["", 0, { own: 1 }],
    ],
  );
  const made = first.tracking.unsent.bodies().map((body) => JSON.parse(body));
  const second = launched();
  second.documents.set(
    STATE,
    JSON.stringify({ state: JSON.stringify({ v: 1, m: "1.0", a: {}, q }), location: "", complete: false }),
  );
  await second.tracking.open();
  await second.tracking.save(RECORD);
  const again = second.told();
  assert.deepEqual(
    again.map((one) => one.context.extensions?.own),
    [undefined, undefined, 1],
  );
  for (const one of again)
    assert.deepEqual(
      one,
      made.find(({ id }) => id === one.id),
    );
});

test("statements carried by an earlier release keep their kind: a group's has a team, whichever it was", async () => {
  const it = launched();
  const at = Date.UTC(2026, 0, 1);
  // In the first form of the record they were named only after the reflection.
  const { q: first } = JSON.parse(
    readFileSync(new URL("../data/states/one-question.json", import.meta.url), "utf-8"),
  );
  const old = (id, mode) => [
    NAME,
    `00000000-0000-4000-8000-00000000000${id}`,
    at + id,
    "sv",
    "1.0",
    {},
    ...mode,
  ];
  const q = [...first, old(2, ["individual"]), old(3, ["group"])];
  it.documents.set(
    STATE,
    JSON.stringify({ state: JSON.stringify({ v: 1, m: "0.9", a: {}, q }), location: "", complete: false }),
  );
  await it.tracking.open();
  await it.tracking.save(RECORD);
  const told = it.told().sort((a, b) => a.timestamp.localeCompare(b.timestamp));
  assert.deepEqual(
    told.map((one) => one.context.team?.account.homePage),
    [BASE, undefined, BASE],
  );
  assert.match(told[0].context.team.account.name, /^[0-9a-f-]{36}$/);
  assert.deepEqual([told[0].id, told[0].result], [q[0][1], { duration: "PT7S" }]);
});

const UNIT = `${BASE}/_extensions/unit`;

for (const [of, search, data, expected] of [
  ["the launch", "unit=Skola-12.a", {}, "Skola-12.a"],
  ["the publisher", "", { unit: "huset" }, "huset"],
  ["the launch before the publisher", "unit=skolan", { unit: "huset" }, "skolan"],
  ["the publisher, where the launch names none that can be", "unit=Skola+12", { unit: "huset" }, "huset"],
  ["nobody", "unit=Sk%C3%B6la", {}, undefined],
  ["nobody, for it is too long", `unit=${"a".repeat(65)}`, {}, undefined],
]) {
  test(`the unit is from ${of}, on every statement, after a reload too`, async () => {
    const storage = new Map();
    let it = launched({ storage, more: search, data });
    for (const times of [1, 2]) {
      await it.tracking.open();
      it.tracking.tell(NAME, {});
      await it.tracking.save(DONE);
      it.tracking.close(DONE);
      await settled();
      const told = it.statements();
      assert.ok(told.length >= 3);
      for (const one of told) assert.equal(one.context.extensions?.[UNIT], expected, one.verb.id);
      const given = new URLSearchParams(search).get("unit") ?? "";
      assert.equal(
        it.tracking.details().some((line) => line.startsWith("unit: ")),
        given !== "" && given !== expected,
      );
      // Everything else was removed from the address.
      assert.equal(it.address.search, search && `?${search}`, `${times}`);
      it = launched({ storage, address: it.address.search, data });
    }
  });
}
