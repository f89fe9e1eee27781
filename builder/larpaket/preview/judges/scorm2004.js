/**
 * A strict judge of every call a SCORM 2004 package makes: the run-time book's limits and vocabularies, what
 * Moodle refuses (`.5`, `toISOString()`; any `exit` but suspend loses everything), and our own rule that a
 * completion is never lowered.
 */

const TEXT = (limit) => (value) => value.length <= limit || `longer than ${limit} characters`;
const ONE_OF =
  (...words) =>
  (value) =>
    words.includes(value) || `not one of ${words.join(", ")}`;
const NUMBER = (most) => (value) =>
  (/^\d{1,5}(\.\d{1,7})?$/.test(value) && Number(value) <= most) || `not a decimal from 0 to ${most}`;

const WRITABLE = {
  "cmi.completion_status": ONE_OF("incomplete", "completed"),
  "cmi.location": TEXT(1000),
  "cmi.exit": ONE_OF("suspend"),
  "cmi.session_time": (value) => /^PT\d+H\d{1,2}M\d{1,2}(\.\d{1,2})?S$/.test(value) || "not PT#H#M#S",
  "cmi.progress_measure": NUMBER(1),
  "cmi.score.raw": NUMBER(100),
  "cmi.score.min": NUMBER(100),
  "cmi.score.max": NUMBER(100),
  "cmi.score.scaled": NUMBER(1),
  "cmi.learner_preference.language": ONE_OF("sv", "en", "ar-XA"),
  "cmi.suspend_data": (value) =>
    value.length <= 30_000 ? /^[\x20-\x7e]*$/.test(value) || "not ASCII" : "longer than 30000 characters",
};
/** An interaction's elements: id and type before all others. */
const INTERACTION = {
  id: (value) => /^[\w.:~-]{1,4000}$/.test(value) || "not an identifier",
  type: ONE_OF("long-fill-in"),
  timestamp: (value) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,2}Z$/.test(value) || "not a time with hundredths",
  learner_response: (value) =>
    (value.length <= 4000 && /^\{lang=[a-zA-Z-]+\}.*$/.test(value) && !/\[[,.:]\]/.test(value)) ||
    "not {lang=…} and one line of 4000",
  result: ONE_OF("neutral"),
};
/** An objective's elements: a catalogue's module, its id before all others. */
const OBJECTIVE = {
  id: (value) => /^[\w.:~-]{1,4000}$/.test(value) || "not an identifier",
  completion_status: ONE_OF("completed", "incomplete", "not attempted"),
  progress_measure: NUMBER(1),
};
const OBJECTIVE_ID = /^cmi\.objectives\.\d+\.id$/;
const READABLE = [
  "cmi.objectives._count",
  "cmi.learner_id",
  "cmi.interactions._count",
  "cmi.mode",
  "cmi.credit",
  "cmi.entry",
  "cmi.completion_status",
  "cmi.location",
  "cmi.suspend_data",
  "cmi.learner_preference.language",
  "cmi.learner_preference.audio_captioning",
];
const METHODS = [
  "Initialize",
  "Terminate",
  "GetValue",
  "SetValue",
  "Commit",
  "GetLastError",
  "GetErrorString",
  "GetDiagnostic",
];

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
  const seen = { state: "new", status: null, mode: "normal", credit: "credit", exit: null, unchecked: null };
  const complain = (text) => violations.push(text);

  for (const method of METHODS) {
    api[method] = (...args) => {
      const wanted = { SetValue: 2, GetLastError: 0 }[method] ?? 1;
      if (args.length !== wanted) complain(`${method}: ${args.length} arguments instead of ${wanted}`);
      if (args.some((arg) => typeof arg !== "string"))
        complain(`${method}(${args}): an argument is no string`);
      check(method, args);
      const result = override(method, args) ?? lms[method](...args);
      calls.push({ method, args, result });
      learn(method, args, result);
      return result;
    };
  }

  function check(method, [name, value]) {
    if (["Initialize", "Terminate", "Commit"].includes(method) && name !== "")
      complain(`${method}: the argument is not ""`);
    if (method === "Initialize" && seen.state !== "new") complain("Initialize: called again");
    const open =
      seen.state === "open" ||
      method === "Initialize" ||
      method.includes("Error") ||
      method === "GetDiagnostic";
    if (!open) complain(`${method}(${name}): while ${seen.state}`);
    if (method === "GetValue" && !READABLE.includes(name) && !OBJECTIVE_ID.test(name))
      complain(`GetValue(${name}): not to be read`);
    if (seen.unchecked && method !== "GetLastError")
      complain(`SetValue(${seen.unchecked}): not followed by GetLastError`);
    seen.unchecked = method === "SetValue" ? name : null;
    if (method === "SetValue") checkWrite(name, value);
    const looking = seen.mode !== "normal" || seen.credit === "no-credit";
    if (method === "Terminate" && !looking && seen.exit !== "suspend")
      complain("Terminate: without exit=suspend the next launch knows nothing");
  }

  function checkWrite(name, value) {
    const [, kind, part] = /^cmi\.(interactions|objectives)\.\d+\.(\w+)$/.exec(name) ?? [];
    const rule = WRITABLE[name] ?? (kind === "objectives" ? OBJECTIVE : INTERACTION)[part];
    const verdict = rule ? rule(String(value)) : "not to be written";
    if (verdict !== true) complain(`SetValue(${name}, ${String(value).slice(0, 60)}): ${verdict}`);
    if (done.has(name) && value !== "completed") complain(`SetValue(${name}, ${value}): lowered`);
    if (kind === "objectives" && value === "completed") done.add(name);
    if (seen.mode !== "normal" || seen.credit === "no-credit")
      complain(`SetValue(${name}): while only looking`);
    if (name === "cmi.completion_status" && seen.status === "completed" && value !== "completed")
      complain(`SetValue(${name}, ${value}): lowered`);
    if (name.startsWith("cmi.score") && seen.status !== "completed")
      complain(`SetValue(${name}): a score before completion`);
  }

  function learn(method, [name, value], result) {
    const taken = String(result) === "true";
    if (method === "Initialize" && taken) seen.state = "open";
    if (method === "Terminate" && taken) seen.state = "terminated";
    if (method === "GetValue" && name === "cmi.completion_status") seen.status = String(result);
    if (method === "GetValue" && name === "cmi.mode" && result) seen.mode = String(result);
    if (method === "GetValue" && name === "cmi.credit" && result) seen.credit = String(result);
    if (method === "SetValue" && !taken)
      complain(`SetValue(${name}, ${String(value).slice(0, 60)}): refused by the LMS`);
    if (method === "SetValue" && name === "cmi.completion_status" && taken) seen.status = value;
    if (method === "SetValue" && name === "cmi.exit" && taken) seen.exit = value;
  }

  return { api, calls, violations, ended: () => seen.state === "terminated" };
}
