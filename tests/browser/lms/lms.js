/**
 * A small LMS: npm scorm-again in the window above the package, its records kept by the test's server.
 *
 * Query: `package` its address; `learner` whose record; `mode`; `noapi`; `late` milliseconds until the API is there; `refuse` how many
 * commits answer false.
 */

import { judge } from "./judge-scorm12.js";

const query = new URLSearchParams(location.search);
const store = `/record/${query.get("learner") ?? "a"}`;
const mode = query.get("mode") ?? "normal";
window.refuse = Number(query.get("refuse") ?? 0);

const lms = new window.Scorm12API({ autocommit: false, lmsCommitUrl: store, logLevel: 5 });
const saved = await (await fetch(store)).json();
const core = saved.cmi?.core ?? {};
// What an LMS does between two sessions: what is of one session alone goes, and entry says whether there is something to resume.
lms.loadFromJSON({
  ...saved.cmi,
  core: {
    ...core,
    student_id: query.get("learner") ?? "a",
    lesson_mode: mode,
    credit: mode === "normal" ? "credit" : "no-credit",
    entry: core.exit === "suspend" ? "resume" : core.lesson_status ? "" : "ab-initio",
    exit: "",
    session_time: "",
  },
});

window.judge = judge(lms, (method) => {
  if (method !== "Commit" || window.refuse <= 0) return undefined;
  window.refuse -= 1;
  return "false";
});

const expose = () => {
  window.API = window.judge.api;
};
if (query.has("late")) setTimeout(expose, Number(query.get("late")));
else if (!query.has("noapi")) expose();

const frame = document.createElement("iframe");
frame.title = "SCO";
frame.allow = "fullscreen; autoplay";
if (query.has("sandbox")) frame.setAttribute("sandbox", "allow-scripts");
frame.src = query.get("package");
document.body.append(frame);
