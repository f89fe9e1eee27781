/**
 * An LMS to the letter: it refuses what the standard does not allow, with the standard's error number, stores
 * everything at each commit, and says "true" only when that has been stored. No real LMS is quite like it; what
 * fails here is wrong somewhere.
 *
 * @typedef {import("./persona.js").Persona} Persona
 */

import { counted, refuses12, refuses2004 } from "./refusals.js";

const ADDRESS = "/lms/store";
const CHILDREN_12 = "id,objectives,time,type,correct_responses,weighting,student_response,result,latency";
/** What differs between the versions: error numbers by situation, and elements by what they say. */
const RULES = {
  1.2: {
    prefix: "LMS",
    end: "Finish",
    early: { get: "301", set: "301", commit: "301", end: "301" },
    again: "101",
    failed: { commit: "101", end: "101" },
    missing: "",
    refuses: refuses12,
    /** @type {(learner: string) => Record<string, string>} */
    first: (learner) => ({
      "cmi.core.lesson_status": "not attempted",
      "cmi.core.lesson_mode": "normal",
      "cmi.core.credit": "credit",
      "cmi.core.student_id": learner,
      "cmi.interactions._children": CHILDREN_12,
      "cmi.objectives._children": "id,score,status",
    }),
    /** @type {(record: Record<string, string>) => Record<string, string>} */
    known: (record) => record,
    session: ["cmi.core.session_time", "cmi.core.exit"],
  },
  2004: {
    prefix: "",
    end: "Terminate",
    early: { get: "122", set: "132", commit: "142", end: "112" },
    again: "103",
    failed: { commit: "391", end: "111" },
    missing: "403",
    refuses: refuses2004,
    /** @type {(learner: string) => Record<string, string>} */
    first: (learner) => ({
      "cmi.completion_status": "unknown",
      "cmi.mode": "normal",
      "cmi.credit": "credit",
      "cmi.learner_id": learner,
    }),
    /** @type {(record: Record<string, string>) => Record<string, string>} */
    known: (record) => (record["cmi.exit"] === "suspend" ? record : {}),
    session: ["cmi.session_time", "cmi.exit"],
  },
};

/** @type {Persona} */
export const strict = {
  exact: true,
  path: "/lms/strict.html",
  globals: {},
  connect(version, wire, record, learner) {
    const rules = RULES[version];
    const fixed = Object.keys(rules.first(learner)).filter((name) => !name.endsWith("status"));
    /** @type {Record<string, string>} */
    const data = { ...rules.first(learner), ...rules.known(record) };
    for (const name of rules.session) delete data[name];
    for (const name of fixed) data[name] = rules.first(learner)[name];
    let state = "new";
    let error = "0";
    const say = (/** @type {string} */ code) => {
      error = code;
      return code === "0" ? "true" : "false";
    };
    const count = (/** @type {string} */ collection) => counted(data, collection);
    const stored = () => {
      try {
        const values = Object.entries(data).filter(([name]) => !fixed.includes(name));
        return wire.post(ADDRESS, Object.fromEntries(values)) === 200;
      } catch {
        return false;
      }
    };
    return {
      [`${rules.prefix}Initialize`]() {
        if (state !== "new") return say(rules.again);
        state = "open";
        return say("0");
      },
      [`${rules.prefix}GetValue`](name) {
        if (state !== "open") return say(rules.early.get) && "";
        error = "0";
        const collection = /^cmi\.(interactions|objectives)\._count$/.exec(name)?.[1];
        if (collection) return String(count(collection));
        if (!(name in data) && rules.missing) return say(rules.missing) && "";
        return data[name] ?? "";
      },
      [`${rules.prefix}SetValue`](name, value) {
        if (state !== "open") return say(rules.early.set);
        const refused = rules.refuses(name, value, count);
        if (refused) return say(refused);
        data[name] = value;
        return say("0");
      },
      [`${rules.prefix}Commit`]() {
        if (state !== "open") return say(rules.early.commit);
        return say(stored() ? "0" : rules.failed.commit);
      },
      [`${rules.prefix}${rules.end}`]() {
        if (state !== "open") return say(rules.early.end);
        if (!stored()) return say(rules.failed.end);
        state = "ended";
        return say("0");
      },
      [`${rules.prefix}GetLastError`]: () => error,
      [`${rules.prefix}GetErrorString`]: () => "",
      [`${rules.prefix}GetDiagnostic`]: () => "",
    };
  },
};
