/**
 * SCORM 2004, 2nd to 4th edition (scorm-runtime.md sections 2 to 5).
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 * @typedef {import("../shapes.js").Tracking} Tracking
 */

import { duration } from "../duration.js";
import { answer2004 } from "./answers.js";
import { waitForApi } from "./api.js";
import { createCalls, wish } from "./calls.js";

/**
 * @param {Environment} environment
 * @param {import("../shapes.js").PlayerData} data
 * @returns {Tracking}
 */
export function scorm2004(environment, data) {
  const calls = createCalls("");
  const { use, call, get, set, commit, over, details } = calls;
  let complete = false;
  let open = false;

  /**
   * @param {SaveRecord} record
   * @returns {boolean} whether what matters was taken
   */
  const write = (record) => {
    let taken = set("cmi.suspend_data", record.state);
    if (record.location) set("cmi.location", record.location); // some run-times refuse an empty one
    set("cmi.session_time", duration(record.seconds));
    // Two decimals: `.5` and `1e-7` are refused.
    set("cmi.progress_measure", (complete ? 1 : record.progress).toFixed(2));
    if (record.complete && !complete) {
      taken = set("cmi.completion_status", "completed") && taken;
      if (record.score) {
        set("cmi.score.min", "0");
        set("cmi.score.max", "100");
        set("cmi.score.raw", "100");
        set("cmi.score.scaled", "1");
      }
    }
    return taken;
  };

  return {
    async open() {
      const api = await waitForApi("API_1484_11", "Initialize", environment);
      if (!api) return { kind: "untracked" };
      use(api);
      // Once only: a second Initialize empties Moodle's data; after Terminate the same frame can never begin again (104).
      if (call("Initialize", "") !== "true") return { kind: "lost" };
      const mode = get("cmi.mode");
      const reviewed = mode === "review";
      const browsed = (mode !== "" && mode !== "normal") || get("cmi.credit") === "no-credit";
      const status = get("cmi.completion_status");
      complete = status === "completed";
      const session = {
        state: get("cmi.suspend_data"),
        location: get("cmi.location"),
        language: get("cmi.learner_preference.language"),
        captions: wish(get("cmi.learner_preference.audio_captioning")),
        complete,
        ...(data.lrs?.actor === "account" ? { learner: get("cmi.learner_id") } : {}),
      };
      if (reviewed || browsed) return { kind: reviewed ? "readonly" : "browsing", ...session };
      open = true;
      if (!complete && status !== "incomplete") set("cmi.completion_status", "incomplete");
      // Always, also when completed: after any other exit the next launch knows nothing of this one (moodle.md).
      set("cmi.exit", "suspend");
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
      // Terminate saves; Cornerstone answers null to a Commit on the way out, by design (lms-quirks 23).
      return call("Terminate", "") === "true" && taken;
    },
    over,
    tell() {},
    answer: (question, text) =>
      open && answer2004(calls, question, text, environment.page.documentElement.lang, new Date(environment.clock.now())),
    details: () => ["SCORM 2004", ...details()],
  };
}
