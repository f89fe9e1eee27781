/**
 * Talking time, and what happens to a statement that could not be sent: the whole player, as in
 * meetings.test.mjs.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createStage, moduleOf } from "./stage.mjs";

const ONE = moduleOf({ steg: { samtal: ["fraga"] } });
const REGISTRATION = "8ba7b811-9dad-41d1-80b4-00c04fd430c8";
const ACTOR = '{"account":{"homePage":"https://lms.example","name":"a"}}';
const STATE = JSON.stringify([ACTOR, REGISTRATION, "larpaket"]);

async function opened(data = ONE, options = {}) {
  const stage = createStage(data);
  const launch = (more) => stage.launch({ registration: REGISTRATION, ...more });
  return [stage, options.later ? launch : await launch(options), launch];
}
const extension = (one, name) => one.result.extensions[`https://larande.example.se/_extensions/${name}`];
const replaces = (one) => one.context.extensions?.["https://larande.example.se/_extensions/replaces"];
const seconds = (stage) => stage.told().map((one) => extension(one, "talking-seconds"));

async function done(stage, visit) {
  await visit.press("onward");
  await stage.pass(2);
}

test("talking time counts while the page is visible, touched or not", async () => {
  const [stage, visit] = await opened();
  await stage.pass(60); // the start page is not talking time
  await visit.begin();
  await stage.pass(100);
  await visit.see("hidden");
  await stage.pass(1000);
  await visit.see("visible");
  await stage.pass(50);
  await visit.press("back");
  await stage.pass(500);
  await visit.begin();
  await stage.pass(10);
  await done(stage, visit);
  assert.deepEqual(seconds(stage), [160]);
});

test("talking time per question is capped at half an hour or three times the planned time", async () => {
  for (const [planned, most] of [
    [300, 1800],
    [600, 1800],
    [900, 2700],
  ]) {
    const data = structuredClone(ONE);
    data.activities[0].questions[0].seconds = planned;
    const [stage, visit] = await opened(data);
    await visit.begin();
    await stage.pass(3 * 3600);
    await done(stage, visit);
    assert.deepEqual(seconds(stage), [most]);
  }
});

test("each question has its own time: until Nästa fråga, and again on return", async () => {
  const [stage, visit] = await opened(moduleOf({ steg: { samtal: ["fraga", "hinder"] } }));
  await visit.begin();
  await stage.pass(30);
  await visit.press("onward");
  await stage.pass(20);
  await visit.press("back");
  await stage.pass(10);
  await visit.press("onward");
  await stage.pass(5);
  await done(stage, visit);
  assert.deepEqual(seconds(stage), [40, 25]);
});

test("a browser crash costs at most a minute of it", async () => {
  const [stage, visit, launch] = await opened();
  await visit.begin();
  await stage.pass(200);
  await visit.kill();
  const again = await launch();
  await done(stage, again);
  const [found] = seconds(stage);
  assert.ok(found >= 120 && found <= 202, `${found}`);
});

test("an hour with the lid closed counts two minutes at most", async () => {
  const [stage, visit] = await opened();
  await visit.begin();
  await stage.pass(30);
  stage.sleep(3600);
  await stage.pass(30);
  await done(stage, visit);
  const [found] = seconds(stage);
  assert.ok(found >= 60 && found <= 180, `${found}`);
});

test("finishing before the LRS has answered is reported once it has, in the resumed meeting", async () => {
  const [stage, launch] = await opened(ONE, { later: true });
  const first = await launch();
  await first.begin();
  await stage.pass(60);
  const { e } = first.saved();
  await first.close();
  stage.lrs.slow = 5000;
  const visit = await launch({ wait: 1.5 });
  await visit.begin();
  await visit.press("onward");
  assert.equal(stage.told().length, 0);
  stage.lrs.slow = 0;
  await stage.pass(20);
  const [one, ...more] = stage.told();
  assert.deepEqual([more.length, one.context.team.account.name], [0, e]);
});

test("starting before the LRS has answered begins a meeting all the same", async () => {
  const [stage, launch] = await opened(ONE, { later: true });
  stage.lrs.slow = 3000;
  const visit = await launch({ wait: 1.5 });
  await visit.begin();
  await stage.pass(30);
  stage.lrs.slow = 0;
  await done(stage, visit);
  const [one] = stage.told();
  assert.deepEqual([one.context.team.account.name, replaces(one)], [visit.saved().e, undefined]);
});

test("a timer started before the LRS has answered keeps running, whatever time was saved", async () => {
  const [stage, launch] = await opened(moduleOf({ steg: { samtal: ["fraga"] } }, { mode: "individual" }), {
    later: true,
  });
  const state = JSON.stringify({ v: 1, m: "1.0", a: { "samtal/fraga": { s: 100 } } });
  stage.lrs.documents.set(STATE, JSON.stringify({ state, location: "", complete: false }));
  stage.lrs.slow = 3000;
  const visit = await launch({ wait: 1.5 });
  await visit.begin();
  visit.timer("samtal", "toggle");
  await stage.pass(30);
  assert.match(visit.clock("samtal"), /^4:3/);
  stage.lrs.slow = 0;
  await done(stage, visit);
  assert.equal(stage.told()[0].result.duration, "PT0H0M30S");
});

test("a closing page counts the talking time so far", async () => {
  const [stage, visit, launch] = await opened();
  await visit.begin();
  await stage.pass(50);
  await visit.close();
  const again = await launch();
  await done(stage, again);
  assert.ok(seconds(stage)[0] >= 50, `${seconds(stage)}`);
});

test("a statement refused for good is sent again at the next press", async () => {
  const [stage, visit] = await opened();
  const { answer } = stage.lrs;
  stage.lrs.answer = (request) =>
    request.body?.includes("/responded") ? { status: 400, body: "no" } : answer(request);
  await visit.begin();
  await done(stage, visit);
  assert.equal(stage.told().length, 0);
  stage.lrs.answer = answer;
  await visit.press("back");
  visit.count("samtal").type("5");
  await done(stage, visit);
  assert.deepEqual(
    stage.told().map((one) => extension(one, "head-count")),
    [5],
  );
  await visit.press("back");
  await done(stage, visit);
  assert.equal(stage.told().length, 1);
});

test("earlier releases kept no counts: one person is not reported again", async () => {
  const data = moduleOf({ steg: { samtal: ["fraga"] }, sedan: { mer: ["mer"] } }, { mode: "individual" });
  const [stage, launch] = await opened(data, { later: true });
  const state = JSON.stringify({ v: 1, m: "1.0", a: { samtal: { d: 1 }, "samtal/fraga": { s: 100 } } });
  stage.lrs.documents.set(STATE, JSON.stringify({ state, location: "samtal", complete: false }));
  const visit = await launch();
  await done(stage, visit);
  await done(stage, visit);
  assert.deepEqual(
    stage.told().map((one) => one.object.id.split("/").pop()),
    ["mer"],
  );
});

test("two windows of one meeting continue the same counts", async () => {
  const [stage, one, launch] = await opened();
  await one.begin();
  await stage.pass(20);
  const other = await launch();
  await stage.pass(10);
  other.count("samtal").type("3");
  await done(stage, other);
  await done(stage, one);
  await one.close();
  await other.close();
  const told = stage.told();
  assert.deepEqual([told.length, new Set(told.map((each) => each.context.team.account.name)).size], [1, 1]);
  assert.equal(other.saved().a[Object.keys(other.saved().a).find((id) => id.includes("@"))].y, 1);
});
