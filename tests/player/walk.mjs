/**
 * A random walk through a session's life: a learner works while an LMS's habits and network faults interfere,
 * closes, is killed, comes back, and another learner uses the same computer. One invariant is checked at
 * every step (`hold`).
 */

import { PERSONAS } from "../../builder/larpaket/preview/personas/persona.js";
import { blind } from "./blind.mjs";
import { ACTIVITIES, createWorld, VERSIONS } from "./scorm-world.mjs";

const FINISHED = ["completed", "passed"];
const LEARNERS = ["a", "b"];

/** @param {number} seed */
export function chance(seed) {
  let a = seed;
  const next = () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, pick: (list) => list[Math.floor(next() * list.length)], often: (share) => next() < share };
}

/**
 * @param {number} seed
 * @returns {Promise<{ excepted: string[], steps: string[] }>} exceptions to the invariant that occurred, and
 *   the steps
 */
export async function walk(seed) {
  const { pick, often, next } = chance(seed);
  const version = pick(VERSIONS);
  const name = pick([...Object.keys(PERSONAS), "moodle", "blind"]);
  const engine = pick(["chromium", "firefox", "webkit"]);
  const persona = name === "blind" ? blind(version) : PERSONAS[name];
  const world = createWorld({ persona, version, engine });
  const named = name !== "frappe" && often(0.85);
  world.disk.refused = often(0.1);
  // A package of release 0.1 in another tab, which has the other database open and never closes it.
  if (often(0.3))
    world.disk.databases.open("larpaket", 1).onupgradeneeded = ({ target }) =>
      target.result.createObjectStore("outbox");
  world.network.latency = pick([20, 50, 400]);
  const later = ["frappe", "openedx"].includes(name);
  // What no browser of that kind reports and the marker cannot show either, no page can know.
  const cuts = engine !== "webkit" || name === "moodle";
  const steps = [
    `${name} ${version} ${engine}${named ? "" : " unnamed"}${world.disk.refused ? " storage refused" : ""}`,
  ];
  const excepted = [];
  /** Everything each learner has done, the part that must not be lost, and what the LMS has confirmed. */
  const ever = { a: new Set(), b: new Set() };
  const truth = { a: new Set(), b: new Set() };
  const known = { a: new Set(), b: new Set() };
  let learner = "a";
  let visit = null;

  const fail = (text) => {
    throw new Error(`seed ${seed}: ${text}\n${steps.join("\n")}\n${visit?.said.join()}`);
  };
  const has = (who, id) => world.saved(who).a?.[id]?.d === 1;
  const calm = () =>
    world.network.up && world.network.status === 200 && !world.network.login && !world.network.cut;

  /**
   * If the page says "saved", the LMS has what it showed; no other learner ever sees it; a completion is
   * never lowered.
   */
  const hold = () => {
    if (!visit) return;
    const record = world.confirmations.at(-1);
    if (
      ["saved", "ended"].includes(visit.status()) &&
      record &&
      visit.confirmedFrom < world.confirmations.length
    ) {
      for (const [id, part] of Object.entries(record.kept.a)) {
        if (part.d && !has(learner, id)) fail(`said saved, and ${id} is not`);
        if (part.d) known[learner].add(id);
      }
      if (record.complete && !world.completed(learner)) fail("said saved, and the completion is not");
      if (visit.store.get().c && visit.session.kind === "tracked" && !world.completed(learner))
        fail("complete and saved, and the LMS does not know");
    }
    for (const { id } of ACTIVITIES)
      if (visit.is(id) && !ever[learner].has(id)) fail(`${learner} sees ${id}, which they never did`);
  };

  const open = async () => {
    // A page that opens was loaded over the network.
    Object.assign(world.network, { up: true, status: 200, login: false, cut: 0 });
    visit = await world.launch({ learner, named, wait: 0 });
    visit.confirmedFrom = world.confirmations.length;
    visit.heldFrom = world.refusals.length;
    visit.copies = new Set(world.disk.local.map.keys());
    visit.kept = named && !world.disk.refused;
    steps.push(`open ${learner}: ${visit.session.kind}`);
    await world.pass(1500);
    hold();
  };

  /** When the page closes, its progress is in the LMS or kept, or the page has said that it is lost. */
  const leave = async (how) => {
    const done = ACTIVITIES.map(({ id }) => id).filter((id) => visit.is(id));
    const said = visit.status();
    const wasCalm = calm();
    const held = world.refusals.slice(visit.heldFrom).at(-1)?.kept.a ?? {};
    await visit[how]();
    // A killed Chromium has not yet written the latest localStorage changes.
    if (how === "kill" && often(0.5))
      for (const key of world.disk.local.map.keys())
        if (!visit.copies.has(key)) world.disk.local.map.delete(key);
    steps.push(`${how} while ${said}: ${done.join()}`);
    if (how === "kill" || !visit.kept) {
      for (const id of done) {
        if (known[learner].has(id) || has(learner, id) || (visit.kept && held[id]?.d)) continue;
        // Allowed: a kill loses what was done after the last save, confirmed or kept. Where nothing is kept,
        // the page had said so, or the closing was the first sign.
        excepted.push(`${how}${visit.kept ? "" : ", nothing is kept"}, while ${said}`);
        truth[learner].delete(id);
        if (!visit.kept && said === "saved" && how !== "kill" && wasCalm && !later)
          fail(`closed in calm, and ${id} is lost`);
      }
    }
    visit = null;
  };

  const act = async () => {
    const what = pick([
      "do",
      "do",
      "do",
      "wait",
      "wait",
      "hide",
      "down",
      "refuse",
      "login",
      "cut",
      "calm",
      "close",
      "kill",
      "finish",
      "change",
    ]);
    if (!visit) return open();
    steps.push(what);
    if (what === "do" && visit.session.kind === "tracked") {
      const { id } = pick(ACTIVITIES);
      ever[learner].add(id);
      truth[learner].add(id);
      void visit.done(id);
    }
    if (what === "hide") await visit.see(visit.page.visibility === "hidden" ? "visible" : "hidden");
    if (what === "down")
      await (often(0.5) ? visit.onLine(false) : Object.assign(world.network, { up: false }));
    if (what === "refuse") world.network.status = pick([500, 502, 503]);
    if (what === "login") world.network.login = true;
    if (what === "cut" && cuts) world.network.cut = pick([1, 2]);
    if (what === "calm") {
      Object.assign(world.network, { status: 200, login: false, cut: 0 });
      await visit.onLine(true);
    }
    await world.pass(pick([10, 300, 1000, 5000, 20_000]) * (0.5 + next()));
    // Requests that nobody waits for: their outcome is known a little later.
    if (later) await world.pass(1000);
    if (world.network.cut === 0) hold();
    if (what === "finish" && visit.session.kind === "tracked") {
      void visit.life.finish();
      await world.pass(3000);
      hold();
    }
    if (what === "close") await leave("close");
    else if (what === "kill") await leave("kill");
    else if (what === "change") {
      await leave("close");
      learner = pick(LEARNERS);
    }
    if (visit?.status() === "ended" || visit?.status() === "lost") await leave("close");
  };

  let before = {};
  const neverLower = () => {
    for (const who of LEARNERS) {
      const now = world.record(who)["cmi.core.lesson_status"] ?? world.record(who)["cmi.completion_status"];
      if (FINISHED.includes(before[who]) && !FINISHED.includes(now))
        fail(`${who}: ${before[who]} was lowered to ${now}`);
      before = { ...before, [who]: now };
    }
  };

  for (let i = 0; i < 25; i += 1) {
    await act();
    neverLower();
  }
  if (visit) await leave("close");
  for (learner of LEARNERS) {
    await open();
    await world.pass(60_000);
    if (visit.session.kind === "tracked" && visit.status() !== "saved")
      fail(`calm again, and ${visit.status()}`);
    hold();
    for (const id of truth[learner]) if (!visit.is(id)) fail(`${learner} did ${id}, and it is gone`);
    neverLower();
    if (
      visit.session.kind === "tracked" &&
      truth[learner].size === ACTIVITIES.length &&
      !world.completed(learner)
    )
      fail("all done, and not completed");
    await visit.close();
  }
  return { excepted, steps };
}
