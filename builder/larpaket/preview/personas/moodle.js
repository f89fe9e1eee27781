/**
 * Moodle's habits, from `mod/scorm/datamodels/scorm_12.js`, `scorm_13.js` and `request.js` in 4.1 and 4.5
 * (docs/lms.md):
 *
 * - SCORM 1.2 considers a value sent before its request is answered, and does not send it again; a commit
 *   without anything to send answers "true".
 * - A request that throws goes by beacon instead and answers "true" whatever its outcome; so does every
 *   request of a hidden page.
 * - `LMSFinish` without a status means `completed`. A completed attempt is launched in review mode.
 * - Of several SCOs, the next one begins from the contents in the same page in SCORM 1.2. In 2004 it cannot:
 *   the API stays terminated until the whole page is loaded anew.
 * - SCORM 2004 sends everything each time, and returns it only after `cmi.exit=suspend`.
 *
 * @typedef {import("./persona.js").Persona} Persona
 */

import { counted, refuses12, refuses2004 } from "./refusals.js";

const ADDRESS = "/mod/scorm/datamodel.php";
const FINISHED = ["completed", "passed", "failed"];

/** @type {Persona} */
export const moodle = {
  exact: true,
  path: "/mod/scorm/player.php",
  globals: { M: { cfg: {} } },
  connect(version, wire, record, learner) {
    return version === "1.2" ? moodle12(wire, record, learner) : moodle2004(wire, record, learner);
  },
};

/**
 * @param {import("./persona.js").Wire} wire
 * @param {Record<string, string>} values
 * @returns {boolean}
 */
function send(wire, values) {
  if (wire.hidden()) {
    wire.beacon(ADDRESS, values);
    return true;
  }
  try {
    return wire.post(ADDRESS, values) === 200;
  } catch {
    wire.beacon(ADDRESS, values);
    return true;
  }
}

/**
 * @typedef {{ sent: Record<string, string>, data: Record<string, string> }} Held
 * @param {Record<string, string>} record
 * @param {string} learner
 * @returns {Held}
 */
function hold(record, learner) {
  const finished = FINISHED.includes(record["cmi.core.lesson_status"]);
  /** @type {Record<string, string>} */
  const sent = { ...record, "cmi.core.session_time": "", "cmi.core.exit": "" };
  /** @type {Record<string, string>} */
  const data = {
    "cmi.core.lesson_status": "not attempted",
    ...sent,
    "cmi.core.lesson_mode": finished ? "review" : "normal",
    "cmi.core.credit": finished ? "no-credit" : "credit",
    "cmi.core.student_id": learner,
    "cmi.interactions._children":
      "id,objectives,time,type,correct_responses,weighting,student_response,result,latency",
    "cmi.objectives._children": "id,score,status",
    "cmi.student_preference._children": "audio,language,speed,text",
  };
  return { sent, data };
}

/**
 * @param {import("./persona.js").Wire} wire
 * @param {Record<string, string>} record
 * @param {string} learner
 * @returns {import("./persona.js").Api}
 */
function moodle12(wire, record, learner) {
  /** By SCO: the values Moodle considers sent, and those that it holds. @type {Map<string, Held>} */
  const scos = new Map();
  let { sent, data } = hold(record, learner);
  let state = "new";
  let error = "0";
  const say = (/** @type {string} */ code) => {
    error = code;
    return code === "0" ? "true" : "false";
  };
  const count = (/** @type {string} */ collection) => counted(data, collection);

  const store = () => {
    const fixed = /_children$|lesson_mode$|credit$|student_id$/;
    const changed = Object.fromEntries(
      Object.entries(data).filter(([name, value]) => !fixed.test(name) && sent[name] !== value),
    );
    delete changed["cmi.interactions._count"];
    Object.assign(sent, changed);
    return !Object.keys(changed).length || send(wire, changed);
  };

  return {
    LMSInitialize() {
      if (state === "open") return say("101");
      const sco = wire.sco?.() ?? "";
      if (!scos.has(sco)) scos.set(sco, hold(scos.size ? {} : record, learner));
      ({ sent, data } = /** @type {Held} */ (scos.get(sco)));
      state = "open";
      return say("0");
    },
    LMSGetValue(name) {
      if (state !== "open") return say("301") && "";
      error = "0";
      const collection = /^cmi\.(interactions|objectives)\._count$/.exec(name)?.[1];
      if (collection) return String(count(collection));
      if (/^cmi\.interactions\.\d+\./.test(name)) return say("404") && "";
      return data[name] ?? "";
    },
    LMSSetValue(name, value) {
      if (state !== "open") return say("301");
      const refused = refuses12(name, value, count);
      if (refused) return say(refused);
      data[name] = value;
      return say("0");
    },
    LMSCommit() {
      if (state !== "open") return say("301");
      return say(store() ? "0" : "101");
    },
    LMSFinish() {
      if (state !== "open") return say("301");
      state = "finished";
      if (data["cmi.core.lesson_status"] === "not attempted") data["cmi.core.lesson_status"] = "completed";
      return say(store() ? "0" : "101");
    },
    LMSGetLastError: () => error,
    LMSGetErrorString: () => "",
    LMSGetDiagnostic: () => "",
  };
}

/**
 * @param {import("./persona.js").Wire} wire
 * @param {Record<string, string>} record
 * @param {string} learner
 * @returns {import("./persona.js").Api}
 */
function moodle2004(wire, record, learner) {
  const known = record["cmi.exit"] === "suspend" ? record : {};
  const finished = known["cmi.completion_status"] === "completed";
  /** @type {Record<string, string>} */
  const data = {
    "cmi.completion_status": "unknown",
    ...known,
    "cmi.exit": "",
    "cmi.mode": finished ? "review" : "normal",
    "cmi.credit": finished ? "no-credit" : "credit",
    "cmi.learner_id": learner,
  };
  let state = "new";
  let error = "0";
  const say = (/** @type {string} */ code) => {
    error = code;
    return code === "0" ? "true" : "false";
  };
  const count = (/** @type {string} */ collection) => counted(data, collection);
  const fixed = /mode$|credit$|learner_id$/;
  const store = () =>
    send(wire, Object.fromEntries(Object.entries(data).filter(([name]) => !fixed.test(name))));

  return {
    Initialize() {
      if (state !== "new") return say(state === "open" ? "103" : "104");
      state = "open";
      return say("0");
    },
    GetValue(name) {
      if (state !== "open") return say("122") && "";
      error = "0";
      const collection = /^cmi\.(interactions|objectives)\._count$/.exec(name)?.[1];
      if (collection) return String(count(collection));
      if (!(name in data)) return say("403") && "";
      return data[name];
    },
    SetValue(name, value) {
      if (state !== "open") return say("132");
      const refused = refuses2004(name, value, count);
      if (refused) return say(refused);
      data[name] = value;
      return say("0");
    },
    Commit() {
      if (state !== "open") return say("142");
      return say(store() ? "0" : "391");
    },
    Terminate() {
      if (state !== "open") return say("112");
      state = "terminated";
      return say(store() ? "0" : "111");
    },
    GetLastError: () => error,
    GetErrorString: () => "",
    GetDiagnostic: () => "",
  };
}
