/**
 * SCORM 1.2: the differences from 2004 (scorm-runtime.md sections 2 to 5).
 *
 * @typedef {import("./scorm.js").Version} Version
 */

import { keeping } from "./keeping.js";
import { createScorm } from "./scorm.js";

const STATUS = "cmi.core.lesson_status";
const LOCATION = "cmi.core.lesson_location";

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {import("../shapes.js").PlayerData} data
 * @param {unknown} _report
 * @param {() => void} doubt
 * @param {import("./answers.js").Answer} [answer]
 * @param {import("./objectives.js").WriteModules} [modules]
 */
export function scorm12(environment, data, _report, doubt, answer, modules) {
  /** Some LMSs count nothing but `passed` (docs/lms.md); the publisher's definition says so. */
  const word = data.status ?? "completed";
  const otherWord = word === "completed" ? "passed" : "completed";

  /** @type {Version} */
  const version = {
    title: "SCORM 1.2",
    api: "API",
    first: "LMSInitialize",
    prefix: "LMS",
    end: "Finish",
    commitsBeforeEnd: true,
    endMeansCompleted: true,
    elements: {
      mode: "cmi.core.lesson_mode",
      credit: "cmi.core.credit",
      status: STATUS,
      state: "cmi.suspend_data",
      location: LOCATION,
      language: "cmi.student_preference.language",
      captions: "cmi.student_preference.text",
      learner: "cmi.core.student_id",
    },
    finished: ["completed", "passed"],
    unstarted: ["", "not attempted", "unknown", "browsed"],
    known: ({ get }) => ({ muted: Number(get("cmi.student_preference.audio")) < 0 }),
    begin: ({ set }) => void set("cmi.core.exit", "suspend"),
    incomplete: ({ set }) => void set(STATUS, "incomplete"),
    mean: ({ set }) => set(STATUS, word),
    write({ set, vary }, { complete, score, seconds }, reports) {
      const taken = !reports || set(STATUS, word);
      set("cmi.core.session_time", timespan(seconds));
      if (reports && score) {
        // The same numbers in another notation: Moodle does not send the same value twice (docs/lms.md).
        vary("cmi.core.score.min", "0", "0.0");
        vary("cmi.core.score.max", "100", "100.0");
        vary("cmi.core.score.raw", "100", "100.0");
      }
      set("cmi.core.exit", complete ? "" : "suspend");
      return taken;
    },
    others: ({ isDoubtful }, { location }, reports) => [
      ...(reports && isDoubtful(STATUS)
        ? [/** @type {import("./answers.js").Element} */ ([STATUS, word, otherWord])]
        : []),
      ...(location && isDoubtful(LOCATION)
        ? [/** @type {import("./answers.js").Element} */ ([LOCATION, location, ""])]
        : []),
    ],
  };
  return keeping(environment, data, doubt, (doubted) =>
    createScorm(environment, data, version, doubted, answer, modules),
  );
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
