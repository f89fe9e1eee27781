/**
 * A small LMS: npm scorm-again in the window above the package, with records kept by the test server.
 *
 * Query: `package`, its address; `api`, the version; `learner`, whose record; `mode`; `noapi`; `late`,
 * milliseconds until the API exists; `refuse`, how many commits answer false; `sandbox`, a frame with an
 * opaque origin. Setting `window.gone` makes the LMS end the session by itself, with that error code.
 */

import { judge as judge12 } from "/judges/scorm12.js";
import { judge as judge2004 } from "/judges/scorm2004.js";

const query = new URLSearchParams(location.search);
const learner = query.get("learner") ?? "a";
const store = `/record/${learner}`;
const mode = query.get("mode") ?? "normal";
const credit = mode === "normal" ? "credit" : "no-credit";
window.refuse = Number(query.get("refuse") ?? 0);
const saved = (await (await fetch(store)).json()).cmi ?? {};
const settings = { autocommit: false, lmsCommitUrl: store, logLevel: 5 };

// What an LMS does between two sessions: values of a single session are dropped, and entry says whether there
// is something to resume.
function begin12() {
  const lms = new window.Scorm12API(settings);
  const core = saved.core ?? {};
  const entry = core.exit === "suspend" ? "resume" : core.lesson_status ? "" : "ab-initio";
  lms.loadFromJSON({
    ...saved,
    core: { ...core, student_id: learner, lesson_mode: mode, credit, entry, exit: "", session_time: "" },
  });
  return lms;
}

// Like Moodle: after any exit but suspend, the next launch begins with an empty record.
function begin2004() {
  const lms = new window.Scorm2004API(settings);
  const known = saved.exit === "suspend" ? saved : {};
  const kept = [
    "completion_status",
    "location",
    "suspend_data",
    "progress_measure",
    "score",
    "learner_preference",
  ];
  const record = Object.fromEntries(kept.filter((key) => key in known).map((key) => [key, known[key]]));
  lms.loadFromJSON({
    ...record,
    learner_id: learner,
    mode,
    credit,
    entry: saved.exit === "suspend" ? "resume" : "ab-initio",
  });
  return lms;
}

const version = query.get("api") ?? "API";
const [lms, judge] = version === "API" ? [begin12(), judge12] : [begin2004(), judge2004];
window.judge = judge(lms, (method) => {
  if (window.gone && method === "GetLastError") return window.gone;
  if (window.gone) return "false";
  // Lets the server recognise a session's last record, and receive the verdict even if this page is closing.
  if (["Finish", "Terminate"].includes(method)) {
    lms.settings = { lmsCommitUrl: `${store}?end` };
    queueMicrotask(() => navigator.sendBeacon("/verdict", JSON.stringify(window.judge.violations.splice(0))));
  }
  if (method !== "Commit" || window.refuse <= 0) return undefined;
  window.refuse -= 1;
  return "false";
});

const expose = () => {
  window[version] = window.judge.api;
};
if (query.has("late")) setTimeout(expose, Number(query.get("late")));
else if (!query.has("noapi")) expose();

const frame = document.createElement("iframe");
frame.title = "SCO";
frame.allow = "fullscreen; autoplay";
if (query.has("sandbox")) frame.setAttribute("sandbox", "allow-scripts");
frame.src = query.get("package");
document.body.append(frame);
