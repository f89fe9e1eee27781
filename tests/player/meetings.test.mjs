/** What a meeting is and what is reported about it: the whole player, with an LRS that stores everything. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createStage, moduleOf } from "./stage.mjs";

const ONE = moduleOf({ steg: { samtal: ["fraga"] } });
const THREE = moduleOf({ steg: { samtal: ["fraga", "hinder", "steg"] } });
const TWO_STEPS = moduleOf({ forst: { samtal: ["fraga"] }, sedan: { mer: ["mer"] } });
const EITHER = moduleOf({ steg: { samtal: ["fraga"] } }, { mode: "either" });
const REGISTRATION = "8ba7b811-9dad-41d1-80b4-00c04fd430c8";
const HOUR = 3600;

/** A leader with a group in front of the module. */
async function opened(data = ONE) {
  const stage = createStage(data);
  const launch = () => stage.launch({ registration: REGISTRATION });
  return [stage, await launch(), launch];
}
const extension = (one, name) => one.result.extensions[`https://larande.example.se/_extensions/${name}`];
const team = (one) => one.context.team?.account.name;
const replaces = (one) => one.context.extensions?.["https://larande.example.se/_extensions/replaces"];
const heads = (told) => told.map((one) => extension(one, "head-count"));

/** Talk for this many seconds, then finish. */
async function talk(stage, visit, seconds = 60) {
  await stage.pass(seconds);
  await visit.press("onward");
  await stage.pass(2);
}

test("a group starts, talks and finishes: one statement, one meeting", async () => {
  const [stage, visit] = await opened();
  await visit.begin();
  await talk(stage, visit, 125);
  const [one, ...more] = stage.told();
  assert.deepEqual(
    [more.length, extension(one, "talking-seconds"), replaces(one), "duration" in one.result],
    [0, 125, undefined, false],
  );
  assert.match(team(one), /^[0-9a-f-]{36}$/);
  assert.equal(visit.saved().e, team(one));
});

test("nothing is reported twice, neither by another press nor by another launch", async () => {
  const [stage, visit, launch] = await opened();
  await visit.begin();
  await talk(stage, visit);
  await visit.press("back");
  await talk(stage, visit);
  await visit.close();
  const again = await launch();
  assert.equal(again.view(), "steg");
  await talk(stage, again);
  assert.equal(stage.told().length, 1);
});

test("a reload and a relaunch continue the same meeting and its times", async () => {
  const [stage, visit, launch] = await opened();
  await visit.begin();
  visit.count("samtal").type("8");
  visit.timer("samtal", "toggle");
  await stage.pass(70);
  let now = await visit.reload();
  assert.equal(now.view(), "steg");
  assert.equal(now.count("samtal").value, "8");
  now.timer("samtal", "toggle");
  await stage.pass(30);
  await now.close();
  now = await launch();
  await talk(stage, now, 20);
  const [one, ...more] = stage.told();
  assert.deepEqual(
    [more.length, heads([one])[0], one.result.duration, extension(one, "ended-early")],
    [0, 8, "PT0H1M40S", true],
  );
  // Each page is visible for two seconds while it loads, and one more may pass at its end.
  assert.ok(
    extension(one, "talking-seconds") >= 120 && extension(one, "talking-seconds") <= 125,
    extension(one, "talking-seconds"),
  );
});

test("the timer's running time counts restarts, added minutes and the end", async () => {
  const [stage, visit] = await opened();
  await visit.begin();
  visit.timer("samtal", "toggle");
  await stage.pass(60);
  visit.timer("samtal", "reset"); // it is paused
  await stage.pass(60);
  visit.timer("samtal", "more");
  visit.timer("samtal", "toggle");
  await stage.pass(400); // six minutes, and it has ended
  await visit.press("onward");
  await stage.pass(2);
  const [one] = stage.told();
  assert.deepEqual(
    [one.result.duration, extension(one, "ended-early"), extension(one, "talking-seconds")],
    ["PT0H7M0S", false, 520],
  );
});

test("the head count is sent once per meeting, and a change corrects the statement that carried it", async () => {
  const [stage, visit, launch] = await opened(THREE);
  await visit.begin();
  visit.count("samtal").type("8");
  for (let i = 0; i < 3; i += 1) await talk(stage, visit);
  assert.deepEqual(heads(stage.told()), [8, undefined, undefined]);
  await visit.close();
  const again = await launch();
  again.count("samtal").type("6");
  await talk(stage, again);
  const told = stage.told();
  assert.equal(told.length, 4);
  assert.equal(told[3].object.id, told[0].object.id);
  assert.deepEqual(
    [heads(told)[3], extension(told[3], "talking-seconds")],
    [6, extension(told[0], "talking-seconds")],
  );
  assert.equal(replaces(told[3]), told[0].id);
  assert.deepEqual(new Set(told.map(team)).size, 1);
  // And once more, and then no more.
  again.count("samtal").type("");
  await again.press("back");
  await talk(stage, again);
  assert.deepEqual([heads(stage.told())[4], replaces(stage.told()[4])], [undefined, told[3].id]);
});

test("a head count entered after everything was sent goes with the question in view", async () => {
  const [stage, visit] = await opened();
  await visit.begin();
  await talk(stage, visit);
  await visit.press("back");
  visit.count("samtal").type("5");
  await talk(stage, visit);
  const told = stage.told();
  assert.deepEqual([heads(told), replaces(told[1])], [[undefined, 5], told[0].id]);
  // Questions looked at again do not count as talking.
  assert.equal(extension(told[1], "talking-seconds"), extension(told[0], "talking-seconds"));
});

test("several reflections share one head count, corrected where it was sent", async () => {
  const [stage, visit] = await opened(TWO_STEPS);
  await visit.begin();
  visit.count("samtal").type("4");
  await talk(stage, visit);
  assert.equal(visit.view(), "sedan");
  assert.equal(visit.count("mer").value, "4");
  visit.count("mer").type("5");
  await talk(stage, visit);
  const told = stage.told();
  assert.deepEqual(
    told.map((one) => [one.object.id.split("/").pop(), extension(one, "head-count")]),
    [
      ["fraga", 4],
      ["fraga", 5],
      ["mer", undefined],
    ],
  );
  assert.equal(replaces(told[1]), told[0].id);
});

test("the start button after the end begins another meeting, which keeps only what was done", async () => {
  const [stage, visit] = await opened(THREE);
  await visit.begin();
  visit.count("samtal").type("8");
  visit.timer("samtal", "toggle");
  for (let i = 0; i < 3; i += 1) await talk(stage, visit);
  const first = stage.told();
  assert.equal(visit.view(), "@end");
  for (let i = 0; i < 2; i += 1) await visit.press("back");
  await visit.press("back");
  await visit.press("back");
  assert.equal(visit.view(), "@start");
  await visit.begin();
  await stage.pass(1);
  assert.equal(visit.saved().a.samtal.q, undefined);
  assert.deepEqual(
    [visit.count("samtal").value, visit.saved().c, visit.saved().a.samtal.d, visit.clock("samtal")],
    ["", 1, 1, "5:00"],
  );
  for (let i = 0; i < 3; i += 1) await talk(stage, visit, 30);
  const second = stage.told().slice(3);
  assert.deepEqual(
    [second.length, new Set(second.map(team)).size, heads(second)],
    [3, 1, [undefined, undefined, undefined]],
  );
  assert.notEqual(team(second[0]), team(first[0]));
  for (const one of second) assert.deepEqual([replaces(one), one.result.duration], [undefined, undefined]);
  for (const one of second) assert.ok(extension(one, "talking-seconds") < 35);
  const ids = Object.keys(visit.saved().a).filter((id) => id.includes("@"));
  assert.equal(ids.length, 3, "what was counted of the first is not kept");
});

test("returning to the start midway and starting again is the same meeting", async () => {
  const [stage, visit] = await opened();
  await visit.begin();
  await stage.pass(60);
  const { e } = visit.saved();
  await visit.press("back");
  await visit.begin();
  await talk(stage, visit);
  assert.deepEqual([visit.saved().e, team(stage.told()[0])], [e, e]);
});

for (const [hours, same] of [
  [3.9, true],
  [4.1, false],
]) {
  test(`${hours} hours later ${same ? "the same meeting continues where it was" : "another one begins at the start"}`, async () => {
    const [stage, visit, launch] = await opened(TWO_STEPS);
    await visit.begin();
    await talk(stage, visit);
    await visit.close();
    await stage.pass(hours * HOUR);
    const again = await launch();
    assert.equal(again.view(), same ? "sedan" : "@start");
    if (!same) await again.begin();
    if (!same) await talk(stage, again);
    await talk(stage, again);
    const teams = stage.told().map(team);
    assert.deepEqual(new Set(teams).size, same ? 1 : 2);
    assert.equal(teams.length, same ? 2 : 3);
  });
}

test("the four hours count from the group's last activity, not its first", async () => {
  const [stage, visit, launch] = await opened(THREE);
  await visit.begin();
  await stage.pass(3 * HOUR);
  await visit.press("onward");
  await visit.close();
  await stage.pass(3 * HOUR);
  assert.equal((await launch()).view(), "steg");
});

test("Ny grupp is offered only when resuming an earlier meeting, and begins another one at the start", async () => {
  const [stage, visit, launch] = await opened(THREE);
  assert.equal(visit.another.hidden, true);
  await visit.begin();
  await talk(stage, visit);
  assert.equal(visit.another.hidden, true);
  await visit.close();
  const again = await launch();
  const { e } = again.saved();
  assert.equal(again.another.hidden, false);
  await again.press("back");
  again.timer("samtal", "toggle");
  await stage.pass(30);
  await again.press("back");
  assert.equal(again.view(), "@start");
  again.another.click();
  await stage.pass(2);
  assert.deepEqual([again.view(), again.another.hidden, again.clock("samtal")], ["steg", true, "5:00"]);
  assert.notEqual(again.saved().e, e);
  for (let i = 0; i < 3; i += 1) await talk(stage, again);
  assert.deepEqual(new Set(stage.told().map(team)), new Set([again.saved().e]));
  assert.ok(
    stage.told().every((one) => !("duration" in one.result)),
    "what ran was another group's",
  );
});

test("one person is not a meeting and is reported once; a group in the same registration is reported separately", async () => {
  const [stage, visit, launch] = await opened(EITHER);
  await visit.begin("individual");
  await talk(stage, visit, 40);
  await visit.press("back");
  await talk(stage, visit, 40);
  await visit.close();
  const again = await launch();
  assert.deepEqual([again.another.hidden, again.view()], [true, "steg"]);
  await again.press("back");
  await again.begin("group");
  await talk(stage, again, 50);
  await again.close();
  const told = stage.told();
  assert.deepEqual(
    told.map((one) => [team(one) !== undefined, extension(one, "talking-seconds"), replaces(one)]),
    [
      [false, 40, undefined],
      [true, 50, undefined],
    ],
  );
});

test("one person after a group, in the same registration: no meeting, no head count, but reported", async () => {
  const [stage, visit, launch] = await opened(EITHER);
  await visit.begin("group");
  visit.count("samtal").type("8");
  await talk(stage, visit);
  await visit.close();
  const again = await launch();
  await again.press("back");
  await again.begin("individual");
  await talk(stage, again, 30);
  assert.deepEqual(
    stage.told().map((one) => [team(one) !== undefined, extension(one, "head-count"), replaces(one)]),
    [
      [true, 8, undefined],
      [false, undefined, undefined],
    ],
  );
});

test("a reflection for one person has no meeting, whatever the rest of its module has", async () => {
  const [stage, visit] = await opened(
    moduleOf({ steg: { samtal: ["fraga"], tanke: ["egen"] } }, { alone: ["tanke"] }),
  );
  await visit.begin();
  visit.count("samtal").type("7");
  await talk(stage, visit);
  assert.deepEqual(
    stage
      .told()
      .map((one) => [one.object.id.split("/").pop(), team(one) !== undefined, extension(one, "head-count")]),
    [
      ["fraga", true, 7],
      ["egen", false, undefined],
    ],
  );
});
