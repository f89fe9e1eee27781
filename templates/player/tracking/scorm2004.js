/**
 * SCORM 2004, 2nd to 4th edition: the differences from 1.2 (scorm-runtime.md sections 2 to 5).
 *
 * @typedef {import("./scorm.js").Version} Version
 */

import { duration } from "../duration.js";
import { keeping } from "./keeping.js";
import { createScorm } from "./scorm.js";

const STATUS = "cmi.completion_status";

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {import("../shapes.js").PlayerData} data
 * @param {unknown} _report
 * @param {() => void} doubt
 * @param {import("./answers.js").Answer} [answer]
 * @param {import("./objectives.js").WriteModules} [modules]
 */
export function scorm2004(environment, data, _report, doubt, answer, modules) {
  /** @type {Version} */
  const version = {
    title: "SCORM 2004",
    api: "API_1484_11",
    first: "Initialize",
    prefix: "",
    end: "Terminate",
    commitsBeforeEnd: false,
    endMeansCompleted: false,
    elements: {
      mode: "cmi.mode",
      credit: "cmi.credit",
      status: STATUS,
      state: "cmi.suspend_data",
      location: "cmi.location",
      language: "cmi.learner_preference.language",
      captions: "cmi.learner_preference.audio_captioning",
      learner: "cmi.learner_id",
    },
    finished: ["completed"],
    unstarted: ["", "not attempted", "unknown"],
    known: () => ({}),
    // Set even when completed: after any other exit, the next launch finds nothing of this one (docs/lms.md).
    begin: ({ set }) => void set("cmi.exit", "suspend"),
    incomplete: ({ set }) => void set(STATUS, "incomplete"),
    mean: ({ set }) => set(STATUS, "completed"),
    write({ set }, { complete, progress, score, seconds }, reports) {
      const taken = !reports || set(STATUS, "completed");
      set("cmi.session_time", duration(seconds));
      // Two decimals, because `.5` and `1e-7` are refused.
      set("cmi.progress_measure", (complete ? 1 : progress).toFixed(2));
      if (reports && score) {
        set("cmi.score.min", "0");
        set("cmi.score.max", "100");
        set("cmi.score.raw", "100");
        set("cmi.score.scaled", "1");
      }
      return taken;
    },
    // Moodle's 2004 run-time sends every value each time anyway (docs/lms.md).
    others: () => [],
  };
  return keeping(environment, data, doubt, (doubted) =>
    createScorm(environment, data, version, doubted, answer, modules),
  );
}
