/**
 * Meetings with known outcomes: leaders walk through a module that asks who uses it, with reloads,
 * relaunches, corrections, second meetings in one registration, people on their own and lost answers. Prints
 * what the LRS has and what really happened. Called with the page's data (a file) and a seed.
 */

import { readFileSync } from "node:fs";
import { createStage } from "./stage.mjs";
import { chance } from "./walk.mjs";

const [file, seed] = process.argv.slice(2);
const data = JSON.parse(readFileSync(file, "utf-8"));
// A package's script refers to texts by index, these modules by name; the wording does not matter here.
const { texts: strings } = JSON.parse(
  readFileSync(new URL("../../templates/player/strings/sv.json", import.meta.url), "utf-8"),
);
const own = ["module.title"];
for (const { id } of data.steps)
  own.push(...["heading", "title", "onward"].map((kind) => `step.${id}.${kind}`));
for (const { id } of data.activities) own.push(`a.${id}.title`);
data.keys = [...Object.keys(strings), ...own];
for (const language of data.languages) data.texts[language] = [...Object.values(strings), ...own];
const { next, often } = chance(Number(seed));
const bytes = (array) => array.map(() => Math.floor(next() * 256));
/** A number between these, inclusive. */
const whole = (least, most) => least + Math.floor(next() * (most - least + 1));
const stage = createStage(data, bytes);
const [{ id: step }] = data.steps;
const questions = data.activities.flatMap(
  (activity) => activity.questions?.map((question) => [activity.id, question]) ?? [],
);
const truth = {
  groups: 0,
  people: 0,
  alone: 0,
  seconds: 0,
  pages: 0,
  corrections: 0,
  again: 0,
  gone: 0,
  lost: 0,
};

/** A learner's browser: reopened now and then, unnoticed. */
async function createVisit(learner) {
  const registration = `00000000-0000-4000-8000-${String(learner).padStart(12, "0")}`;
  const launch = () => {
    truth.pages += 1;
    return stage.launch({ learner: `leader ${learner}`, registration, wait: 1 });
  };
  const visit = { page: await launch() };
  visit.relaunch = async (later = 0) => {
    await visit.page.close();
    await stage.pass(later);
    visit.page = await launch();
  };
  visit.disturb = async () => {
    const what = next();
    if (what < 0.15) await visit.relaunch();
    else if (what < 0.3) {
      truth.pages += 1;
      visit.page = await visit.page.reload();
    }
    if (often(0.3)) {
      // The LRS stores what is sent next, but the answers are lost.
      stage.lrs.lost = whole(1, 2);
      truth.lost += 1;
    }
  };
  return visit;
}

async function toStart(visit) {
  while (visit.page.view() !== "@start") await visit.page.press("back");
}

/** All the questions from the start; or only the first, after which everybody leaves. */
async function walk(visit, mode, heads, wholly = true) {
  await visit.page.begin(mode);
  if (heads) visit.page.count(questions[0][0]).type(String(heads));
  for (const [at, [reflection, { seconds }]] of questions.entries()) {
    for (let part = 0; part < 2; part += 1) {
      const spent = whole(5, seconds);
      if (often(0.4)) visit.page.timer(reflection, "toggle");
      await stage.pass(spent);
      if (mode === "group" && wholly) truth.seconds += spent;
      await visit.disturb();
      if (often(0.1)) {
        await toStart(visit);
        await visit.page.begin(mode);
        for (let i = 0; i < at; i += 1) await visit.page.press("onward");
      }
    }
    if (!wholly) return;
    await visit.page.press("onward");
  }
  await stage.pass(2);
}

for (let learner = 1; learner <= 14; learner += 1) {
  const visit = await createVisit(learner);
  if (often(0.25)) {
    truth.alone += 1;
    await walk(visit, "individual", 0);
    await toStart(visit);
  }
  for (let meetings = whole(1, 3); meetings > 0; meetings -= 1) {
    let heads = often(0.8) ? whole(2, 30) : 0;
    if (often(0.2)) {
      // A group that leaves before it is done is reported by nobody.
      truth.gone += 1;
      await walk(visit, "group", 9, false);
      await visit.relaunch(5 * 3600);
    }
    truth.groups += 1;
    await walk(visit, "group", heads);
    if (often(0.4)) {
      // Somebody came late, or noticed the field only now.
      await visit.disturb();
      if (visit.page.view() === "@end") await visit.page.press("back");
      heads = whole(2, 30);
      visit.page.count(questions[0][0]).type(String(heads));
      truth.corrections += 1;
      while (visit.page.view() === step) await visit.page.press("onward");
      await stage.pass(2);
    }
    truth.people += heads;
    if (meetings === 1) break;
    truth.again += 1;
    // The next one is today, in the same window, or on another day.
    if (often(0.5)) await visit.relaunch(5 * 3600);
    await toStart(visit);
  }
  // What could not be sent while answers were lost goes with the next visit.
  stage.lrs.lost = 0;
  await visit.relaunch(60);
  await stage.pass(60);
  await visit.page.close();
}
console.log(
  JSON.stringify({ truth, statements: [...stage.lrs.statements.values()], posts: stage.lrs.posts }),
);
