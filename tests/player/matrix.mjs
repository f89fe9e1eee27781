/**
 * What each LMS has on record and what the page says in each situation: the table in docs/lms.md. `node
 * tests/player/matrix.mjs` rewrites it; matrix.test.mjs compares the two.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { PERSONAS } from "../../builder/larpaket/preview/personas/persona.js";
import { ACTIVITIES, createWorld } from "./scorm-world.mjs";

export const PAGE = new URL("../../docs/lms.md", import.meta.url);
const [BEGIN, END] = [
  "<!-- the table is generated: node tests/player/matrix.mjs -->",
  "<!-- end of the table -->",
];
const ALL = ACTIVITIES.map(({ id }) => id);
/** The page's messages, in its English wording. */
const WORDS = {
  saved: "Saved",
  saving: "nothing yet",
  waiting: "No connection right now",
  unkept: "No connection, do not close the window",
  readonly: "Finished earlier",
  ended: "Saved",
  lost: "Reload the whole page",
};

/**
 * The situations; each returns the visit to look at in the end.
 * @type {Record<string, (world: any, visit: any) => Promise<any>>}
 */
const EVENTS = {
  async finish(world, visit) {
    void visit.done(...ALL);
    await world.pass(3000);
    return visit;
  },
  async "close at once"(world, visit) {
    void visit.done(...ALL);
    await world.pass(20);
    await visit.close();
    await world.pass(1000);
  },
  async kill(world, visit) {
    void visit.done(ALL[0]);
    await world.pass(2000);
    void visit.done(...ALL);
    await visit.kill();
  },
  async offline(world, visit) {
    await visit.onLine(false);
    void visit.done(...ALL);
    await world.pass(10_000);
    return visit;
  },
  async "back on line"(world, visit) {
    await EVENTS.offline(world, visit);
    await visit.onLine(true);
    await world.pass(10_000);
    return visit;
  },
  async "a break of 300 ms"(world, visit) {
    void visit.done(...ALL);
    world.network.cut = 2;
    await world.pass(300);
    world.network.cut = 0;
    await world.pass(10_000);
    return visit;
  },
  async "session lost"(world, visit) {
    world.network.login = true;
    void visit.done(...ALL);
    await world.pass(10_000);
    return visit;
  },
  async "refused for 2 s"(world, visit) {
    world.network.status = 502;
    void visit.done(...ALL);
    await world.pass(2000);
    world.network.status = 200;
    await world.pass(10_000);
    return visit;
  },
};
/** After each of them the learner comes back, with no more faults. */
const RELAUNCH = "and the next launch";

/** @type {[string, string, string, object][]} */
const ROWS = [
  ["Moodle, SCORM 1.2", "moodle", "1.2", {}],
  ["Moodle, SCORM 2004", "moodle", "2004", {}],
  ["loose, SCORM 1.2", "loose", "1.2", {}],
  ["loose, SCORM 2004", "loose", "2004", {}],
  ["Frappe, SCORM 1.2, `status: passed`", "frappe", "1.2", { status: "passed" }],
  ["Frappe, SCORM 2004", "frappe", "2004", {}],
  ["Open edX, SCORM 1.2", "openedx", "1.2", {}],
  ["Open edX, SCORM 2004", "openedx", "2004", {}],
];

/**
 * @returns {Promise<{ row: string, event: string, says: string, recorded: string, later: string, laterSays:
 *   string }[]>}
 */
export async function cells() {
  const found = [];
  for (const [row, persona, version, data] of ROWS) {
    for (const [event, happen] of Object.entries(EVENTS)) {
      const world = createWorld({ persona: PERSONAS[persona], version, data });
      const visit = await happen(world, await world.launch({ named: persona !== "frappe" }));
      const says = visit
        ? WORDS[visit.status() === "waiting" && !visit.tracking.keeps() ? "unkept" : visit.status()]
        : "";
      const recorded = record(world);
      if (visit) await visit.close();
      await world.pass(1000);
      Object.assign(world.network, { up: true, status: 200, login: false, cut: 0 });
      const again = await world.launch({ named: persona !== "frappe" });
      await world.pass(5000);
      const laterSays = again.said.includes("restored")
        ? `${WORDS[again.status()]}, and what was missing`
        : WORDS[again.status()];
      found.push({ row, event, says, recorded, later: record(world), laterSays });
    }
  }
  return found;
}

function record(world) {
  const done = Object.values(world.saved().a ?? {}).filter((part) => part.d).length;
  return `${world.completed() ? "complete" : "incomplete"}, ${done} of ${ALL.length}`;
}

/** @returns {Promise<string>} */
export async function table() {
  const all = await cells();
  const lines = [
    `| LMS | what happens | the page says | on record | ${RELAUNCH} says | and has on record |`,
    "| --- | --- | --- | --- | --- | --- |",
  ];
  for (const { row, event, says, recorded, later, laterSays } of all) {
    lines.push(`| ${row} | ${event} | ${says || "(it is gone)"} | ${recorded} | ${laterSays} | ${later} |`);
  }
  return `${BEGIN}\n\n${lines.join("\n")}\n\n${END}`;
}

/** @returns {string} the table as it is in the document */
export function written() {
  const page = readFileSync(PAGE, "utf8");
  return page.slice(page.indexOf(BEGIN), page.indexOf(END) + END.length);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const page = readFileSync(PAGE, "utf8");
  writeFileSync(PAGE, page.replace(written(), await table()));
}
