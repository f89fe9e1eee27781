/**
 * SCORM 1.2 (scorm-runtime.md sections 2 to 5).
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 * @typedef {import("../shapes.js").Tracking} Tracking
 * @typedef {import("./api.js").Api} Api
 */

import { waitForApi } from "./api.js";

const FINISHED = ["completed", "passed"];
const UNSTARTED = ["", "not attempted", "unknown", "browsed"];

/**
 * @param {Environment} environment
 * @returns {Tracking}
 */
export function scorm12(environment) {
  /** @type {Api | null} */
  let api = null;
  let complete = false;
  let open = false;
  /** What was written, by element: an element is sent again only when its value changed. @type {Map<string, string>} */
  const written = new Map();
  /** @type {string[]} */
  const log = [];

  /**
   * Call the LMS. An exception counts as a refusal: an LMS's fault must not stop the player.
   *
   * @param {string} method
   * @param {string[]} values
   * @returns {string}
   */
  const call = (method, ...values) => {
    try {
      return String(/** @type {Api} */ (api)[method](...values) ?? "");
    } catch (error) {
      log.push(`${method}(${values[0]}): ${error}`);
      return "";
    }
  };

  /** @param {string} element */
  const get = (element) => {
    const value = call("LMSGetValue", element);
    return call("LMSGetLastError") === "0" ? value : "";
  };

  /**
   * @param {string} element
   * @param {string} value
   * @returns {boolean} whether the LMS took it
   */
  const set = (element, value) => {
    if (written.get(element) === value) return true;
    const taken = call("LMSSetValue", element, value) === "true";
    if (taken) written.set(element, value);
    else log.push(`${element}: ${call("LMSGetLastError")}`);
    return taken;
  };

  const commit = () => {
    const kept = call("LMSCommit", "") === "true";
    // What was not confirmed may be gone: send it all again next time.
    if (!kept) written.clear();
    return kept;
  };

  /**
   * @param {SaveRecord} record
   * @returns {boolean}
   */
  const write = (record) => {
    let taken = set("cmi.suspend_data", record.state);
    set("cmi.core.lesson_location", record.location);
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

  /** @param {SaveRecord} record */
  const save = (record) => {
    const taken = write(record);
    const kept = commit() && taken;
    if (kept && record.complete) complete = true;
    return kept;
  };

  return {
    stateLimit: 3500,
    async open() {
      api = await waitForApi("API", "LMSInitialize", environment);
      if (!api) return { kind: "untracked" };
      // Once only: a second LMSInitialize empties Moodle's data. A frame that was reloaded cannot begin again everywhere.
      if (call("LMSInitialize", "") !== "true") return { kind: "lost" };
      const mode = get("cmi.core.lesson_mode");
      const readonly = (mode !== "" && mode !== "normal") || get("cmi.core.credit") === "no-credit";
      const status = get("cmi.core.lesson_status");
      complete = FINISHED.includes(status);
      const session = {
        state: get("cmi.suspend_data"),
        location: get("cmi.core.lesson_location"),
        language: get("cmi.student_preference.language"),
        complete,
      };
      if (readonly) return { kind: "readonly", ...session };
      open = true;
      // Without a status, LMSFinish itself would mean completed (moodle.md).
      if (UNSTARTED.includes(status)) set("cmi.core.lesson_status", "incomplete");
      if (!complete) set("cmi.core.exit", "suspend");
      return { kind: "tracked", ...session };
    },
    async save(record) {
      return open && save(record);
    },
    async close(record) {
      if (!open) return true;
      open = false;
      const taken = write(record);
      commit();
      return call("LMSFinish", "") === "true" && taken;
    },
    details: () => ["SCORM 1.2", ...log.slice(-20)],
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
