/**
 * SCORM 1.2 (scorm-runtime.md sections 2 to 5).
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 * @typedef {import("../shapes.js").Tracking} Tracking
 */

import { answer12 } from "./answers.js";
import { waitForApi } from "./api.js";
import { createCalls, wish } from "./calls.js";

const FINISHED = ["completed", "passed"];
const UNSTARTED = ["", "not attempted", "unknown", "browsed"];

/**
 * @param {Environment} environment
 * @param {import("../shapes.js").PlayerData} data
 * @returns {Tracking}
 */
export function scorm12(environment, data) {
  const calls = createCalls("LMS");
  const { use, call, get, set, commit, over, details } = calls;
  let complete = false;
  let open = false;

  /**
   * @param {SaveRecord} record
   * @returns {boolean} whether what matters was taken
   */
  const write = (record) => {
    let taken = set("cmi.suspend_data", record.state);
    if (record.location) set("cmi.core.lesson_location", record.location);
    set("cmi.core.session_time", timespan(record.seconds));
    if (record.complete && !complete) {
      taken = set("cmi.core.lesson_status", "completed") && taken;
      if (record.score) {
        set("cmi.core.score.min", "0");
        set("cmi.core.score.max", "100");
        set("cmi.core.score.raw", "100");
      }
    }
    set("cmi.core.exit", complete || record.complete ? "" : "suspend");
    return taken;
  };

  return {
    async open() {
      const api = await waitForApi("API", "LMSInitialize", environment);
      if (!api) return { kind: "untracked" };
      use(api);
      // Once only: a second LMSInitialize empties Moodle's data. A frame that was reloaded cannot begin again everywhere.
      if (call("Initialize", "") !== "true") return { kind: "lost" };
      const mode = get("cmi.core.lesson_mode");
      const reviewed = mode === "review";
      const browsed = (mode !== "" && mode !== "normal") || get("cmi.core.credit") === "no-credit";
      const status = get("cmi.core.lesson_status");
      complete = FINISHED.includes(status);
      const session = {
        state: get("cmi.suspend_data"),
        location: get("cmi.core.lesson_location"),
        language: get("cmi.student_preference.language"),
        muted: Number(get("cmi.student_preference.audio")) < 0,
        captions: wish(get("cmi.student_preference.text")),
        complete,
        ...(data.lrs?.actor === "account" ? { learner: get("cmi.core.student_id") } : {}),
      };
      if (reviewed || browsed) return { kind: reviewed ? "readonly" : "browsing", ...session };
      open = true;
      // Without a status, LMSFinish itself would mean completed (moodle.md).
      if (UNSTARTED.includes(status)) set("cmi.core.lesson_status", "incomplete");
      if (!complete) set("cmi.core.exit", "suspend");
      return { kind: "tracked", alone: true, ...session };
    },
    async save(record) {
      if (!open) return false;
      const taken = write(record);
      const kept = commit() && taken;
      if (kept && record.complete) complete = true;
      return kept;
    },
    async close(record) {
      if (!open) return true;
      open = false;
      const taken = write(record);
      commit();
      return call("Finish", "") === "true" && taken;
    },
    over,
    tell() {},
    answer: (question, text) => open && answer12(calls, question, text, new Date(environment.clock.now())),
    details: () => ["SCORM 1.2", ...details()],
  };
}

/**
 * @param {number} seconds
 * @returns {string} `HHHH:MM:SS.SS`; always two decimals, since Moodle reads `.5` as five hundredths.
 */
export function timespan(seconds) {
  const hundredths = Math.min(Math.max(0, Math.round(seconds * 100)), 9999 * 360_000 + 359_999);
  const two = (/** @type {number} */ value) => String(Math.floor(value)).padStart(2, "0");
  const whole = Math.floor(hundredths / 100);
  return `${String(Math.floor(whole / 3600)).padStart(4, "0")}:${two((whole / 60) % 60)}:${two(whole % 60)}.${two(hundredths % 100)}`;
}
