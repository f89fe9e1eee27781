import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../builder/larpaket/preview/judges/scorm12.js";

/** An LMS that accepts everything. */
function lax(values = {}) {
  const data = {
    "cmi.core.lesson_status": "not attempted",
    "cmi.core.lesson_mode": "normal",
    "cmi.core.credit": "credit",
    ...values,
  };
  const yes = () => "true";
  return {
    LMSInitialize: yes,
    LMSFinish: yes,
    LMSCommit: yes,
    LMSGetValue: (name) => data[name] ?? "",
    LMSSetValue: (name, value) => {
      data[name] = value;
      return "true";
    },
    LMSGetLastError: () => "0",
    LMSGetErrorString: () => "",
    LMSGetDiagnostic: () => "",
  };
}

function run(acts, values) {
  const { api, violations } = judge(lax(values));
  acts(api);
  return violations;
}

const begin = (api) => {
  api.LMSInitialize("");
  api.LMSGetValue("cmi.core.lesson_mode");
  api.LMSGetValue("cmi.core.credit");
  api.LMSGetValue("cmi.core.lesson_status");
};

test("a correct session passes", () => {
  const violations = run((api) => {
    begin(api);
    api.LMSSetValue("cmi.core.lesson_status", "incomplete");
    api.LMSGetLastError();
    api.LMSSetValue("cmi.core.session_time", "0000:01:05.50");
    api.LMSGetLastError();
    api.LMSSetValue("cmi.core.lesson_status", "completed");
    api.LMSGetLastError();
    api.LMSSetValue("cmi.core.score.raw", "100");
    api.LMSGetLastError();
    api.LMSCommit("");
    api.LMSFinish("");
  });
  assert.deepEqual(violations, []);
});

const COMPLETED = ["SetValue", "cmi.core.lesson_status", "completed"];
/** Calls that a judge must reject; all but the first three after a correct start. */
const UNPREPARED = {
  "a call before Initialize": [["SetValue", "cmi.core.exit", "suspend"]],
  "no argument": [["Initialize"]],
  "Initialize twice": [
    ["Initialize", ""],
    ["Initialize", ""],
  ],
};
const WRONG = {
  "a call after Finish": [
    ["SetValue", "cmi.core.lesson_status", "incomplete"],
    ["Finish", ""],
    ["Commit", ""],
  ],
  "Finish without a status": [["Finish", ""]],
  "an argument that is not empty": [["Commit", "now"]],
  "a number for a text": [["SetValue", "cmi.core.score.min", 0]],
  "an unknown element": [["SetValue", "cmi.completion_status", "completed"]],
  "reading what is write-only": [["GetValue", "cmi.core.exit"]],
  "not attempted": [["SetValue", "cmi.core.lesson_status", "not attempted"]],
  "exit normal": [["SetValue", "cmi.core.exit", "normal"]],
  "one decimal": [["SetValue", "cmi.core.session_time", "0000:01:05.5"]],
  "a score before completion": [["SetValue", "cmi.core.score.raw", "100"]],
  "a score over 100": [COMPLETED, ["SetValue", "cmi.core.score.raw", "101"]],
  "a long place": [["SetValue", "cmi.core.lesson_location", "x".repeat(256)]],
  "a long state": [["SetValue", "cmi.suspend_data", "x".repeat(3501)]],
  "a state that is not ASCII": [["SetValue", "cmi.suspend_data", "å"]],
  "a completion that is lowered": [COMPLETED, ["SetValue", "cmi.core.lesson_status", "incomplete"]],
  "a completion that was not committed": [COMPLETED, ["Finish", ""]],
};
const play = (api, calls) => {
  for (const [method, ...args] of calls) {
    api[`LMS${method}`](...args);
    if (method === "SetValue") api.LMSGetLastError();
  }
};
for (const [name, calls] of Object.entries(UNPREPARED)) {
  test(`${name} is caught`, () =>
    assert.notDeepEqual(
      run((api) => play(api, calls)),
      [],
    ));
}
for (const [name, calls] of Object.entries(WRONG)) {
  test(`${name} is caught`, () => {
    const violations = run((api) => {
      begin(api);
      play(api, calls);
    });
    assert.notDeepEqual(violations, []);
  });
}

for (const values of [
  { "cmi.core.lesson_mode": "review" },
  { "cmi.core.lesson_mode": "browse" },
  { "cmi.core.credit": "no-credit" },
]) {
  test(`writing while ${Object.values(values)[0]} is caught`, () => {
    const violations = run((api) => {
      begin(api);
      api.LMSSetValue("cmi.suspend_data", "{}");
    }, values);
    assert.notDeepEqual(violations, []);
  });
}

test("a write whose error was not checked is caught", () => {
  const violations = run((api) => {
    begin(api);
    api.LMSSetValue("cmi.core.exit", "suspend");
    api.LMSCommit("");
  });
  assert.notDeepEqual(violations, []);
});
