/**
 * A strict judge of every call a SCORM 1.2 package makes, because scorm-again is laxer than real LMSs (it
 * accepts 64,000 characters and `exit=normal`). The rules come from the SCORM 1.2 run-time book, from what
 * Moodle refuses, and from our own rule that a completion is never lowered.
 */

const TEXT = (limit) => (value) => value.length <= limit || `longer than ${limit} characters`;
const ONE_OF =
  (...words) =>
  (value) =>
    words.includes(value) || `not one of ${words.join(", ")}`;
const SCORE = (value) =>
  (/^\d{1,3}(\.\d{1,7})?$/.test(value) && Number(value) <= 100) || "not a decimal from 0 to 100";

/** The writable elements and their legal values. */
const WRITABLE = {
  "cmi.core.lesson_status": ONE_OF("incomplete", "completed"),
  "cmi.core.lesson_location": TEXT(255),
  "cmi.core.exit": ONE_OF("suspend", ""),
  "cmi.core.session_time": (value) => /^\d{4}:\d{2}:\d{2}\.\d{2}$/.test(value) || "not HHHH:MM:SS.SS",
  "cmi.core.score.raw": SCORE,
  "cmi.core.score.min": SCORE,
  "cmi.core.score.max": SCORE,
  "cmi.student_preference.language": ONE_OF("sv", "en", "ar-XA"),
  "cmi.suspend_data": (value) =>
    value.length <= 3500 ? /^[\x20-\x7e]*$/.test(value) || "not ASCII" : "longer than 3500 characters",
};
/** An interaction's elements: indices without gaps, the id first. */
const INTERACTION = {
  id: (value) => /^[A-Za-z0-9_-]{1,255}$/.test(value) || "not an identifier",
  type: ONE_OF("fill-in"),
  time: (value) => /^\d{2}:\d{2}:\d{2}$/.test(value) || "not HH:MM:SS",
  student_response: (value) =>
    value.length <= 255
      ? !/[\r\n\u2028\u2029]/.test(value) || "has a line break"
      : "longer than 255 characters",
  result: ONE_OF("neutral"),
};
/** An objective's elements: a catalogue's module, its id before its status. */
const OBJECTIVE = {
  id: (value) => /^[\w-]{1,255}$/.test(value) || "not an identifier",
  status: ONE_OF("completed", "incomplete", "not attempted"),
};
const OBJECTIVE_ID = /^cmi\.objectives\.\d+\.id$/;
const READABLE = [
  "cmi.objectives._count",
  "cmi.objectives._children",
  "cmi.interactions._children",
  "cmi.interactions._count",
  "cmi.core.lesson_mode",
  "cmi.core.credit",
  "cmi.core.lesson_status",
  "cmi.core.lesson_location",
  "cmi.core.entry",
  "cmi.core.score.raw",
  "cmi.core.student_id",
  "cmi.core.student_name",
  "cmi.core.total_time",
  "cmi.suspend_data",
  "cmi.student_preference.language",
  "cmi.student_preference.audio",
  "cmi.student_preference.text",
];
const METHODS = [
  "Initialize",
  "Finish",
  "GetValue",
  "SetValue",
  "Commit",
  "GetLastError",
  "GetErrorString",
  "GetDiagnostic",
];
const FINISHED = ["completed", "passed"];

/**
 * @param {Record<string, Function>} lms the API that receives the calls
 * @param {(method: string, args: unknown[]) => string | undefined} [override] answers instead of the LMS if
 *   it returns a value
 * @returns {{ api: Record<string, Function>, calls: object[], violations: string[], ended: () => boolean }}
 */
export function judge(lms, override = () => undefined) {
  const calls = [];
  const violations = [];
  const api = {};
  /** The objectives that are completed. */
  const done = new Set();
  const seen = {
    state: "new",
    status: null,
    mode: "normal",
    credit: "credit",
    unchecked: null,
    uncommitted: null,
  };
  const complain = (text) => violations.push(text);

  for (const method of METHODS) {
    api[`LMS${method}`] = (...args) => {
      const wanted = { SetValue: 2, GetLastError: 0 }[method] ?? 1;
      if (args.length !== wanted) complain(`${method}: ${args.length} arguments instead of ${wanted}`);
      if (args.some((arg) => typeof arg !== "string"))
        complain(`${method}(${args}): an argument is no string`);
      check(method, args);
      const result = override(method, args) ?? lms[`LMS${method}`](...args);
      calls.push({ method, args, result });
      learn(method, args, result);
      return result;
    };
  }

  function check(method, [name, value]) {
    if (["Initialize", "Finish", "Commit"].includes(method) && name !== "")
      complain(`${method}: the argument is not ""`);
    if (method === "Initialize" && seen.state !== "new") complain("Initialize: called again");
    if (
      method !== "Initialize" &&
      !method.includes("Error") &&
      method !== "GetDiagnostic" &&
      seen.state !== "open"
    )
      complain(`${method}(${name}): while ${seen.state}`);
    if (method === "GetValue" && !READABLE.includes(name) && !OBJECTIVE_ID.test(name))
      complain(`GetValue(${name}): not to be read`);
    if (seen.unchecked && method !== "GetLastError")
      complain(`SetValue(${seen.unchecked}): not followed by GetLastError`);
    seen.unchecked = method === "SetValue" ? name : null;
    if (method === "SetValue") checkWrite(name, value);
    if (method === "Finish" && seen.status === "not attempted")
      complain("Finish: without a status, which means completed");
    if (method === "Finish" && seen.uncommitted)
      complain(`Finish: ${seen.uncommitted} was not committed first`);
  }

  function checkWrite(name, value) {
    const [, kind, part] = /^cmi\.(interactions|objectives)\.\d+\.(\w+)$/.exec(name) ?? [];
    const rule = WRITABLE[name] ?? (kind === "objectives" ? OBJECTIVE : INTERACTION)[part];
    const verdict = rule ? rule(String(value)) : "not to be written";
    if (verdict !== true) complain(`SetValue(${name}, ${String(value).slice(0, 60)}): ${verdict}`);
    if (done.has(name) && value !== "completed") complain(`SetValue(${name}, ${value}): lowered`);
    if (kind === "objectives" && value === "completed") done.add(name);
    const looking = seen.mode !== "normal" || seen.credit === "no-credit";
    if (looking && !["cmi.core.exit", "cmi.core.session_time"].includes(name))
      complain(`SetValue(${name}): while only looking`);
    if (name === "cmi.core.lesson_status" && FINISHED.includes(seen.status) && !FINISHED.includes(value))
      complain(`SetValue(${name}, ${value}): lowers ${seen.status}`);
    if (name.startsWith("cmi.core.score") && !FINISHED.includes(seen.status))
      complain(`SetValue(${name}): a score before completion`);
  }

  function learn(method, [name, value], result) {
    const taken = String(result) === "true";
    if (method === "Initialize" && taken) seen.state = "open";
    if (method === "Finish" && taken) seen.state = "finished";
    if (method === "GetValue" && name === "cmi.core.lesson_status") seen.status = String(result);
    if (method === "GetValue" && name === "cmi.core.lesson_mode" && result) seen.mode = String(result);
    if (method === "GetValue" && name === "cmi.core.credit" && result) seen.credit = String(result);
    if (method === "SetValue" && !taken)
      complain(`SetValue(${name}, ${String(value).slice(0, 60)}): refused by the LMS`);
    if (method === "SetValue" && name === "cmi.core.lesson_status" && taken) {
      if (value === "completed" && seen.status !== "completed") seen.uncommitted = "completed";
      seen.status = value;
    }
    if (method === "Commit" && taken) seen.uncommitted = null;
  }

  return { api, calls, violations, ended: () => seen.state === "finished" };
}
