/** A catalogue's modules as the LMS's objectives, with real LMSs' habits; a refusal is no failed save. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { PERSONAS } from "../../builder/larpaket/preview/personas/persona.js";
import { counting, objectives12, objectives2004 } from "../../templates/player/tracking/objectives.js";
import { createScormApi } from "../../templates/player/tracking/scorm-api.js";

const MODULES = [
  { id: "ledarskap", complete: true, begun: true, progress: 1 },
  { id: "delaktighet", complete: false, begun: true, progress: 0.5 },
  { id: "arbetstakt", complete: false, begun: false, progress: 0 },
];

/** An API of the persona's, and what its server has. */
function connect(version, persona, record = {}) {
  const wire = {
    hidden: () => false,
    post: (_, values) => {
      Object.assign(record, values);
      return 200;
    },
  };
  const api = createScormApi(version === "1.2" ? "LMS" : "");
  const found = PERSONAS[persona].connect(version, wire, record, "a");
  const calls = [];
  const heard = new Proxy(found, {
    get:
      (target, name) =>
      (...values) => {
        calls.push([name, ...values]);
        return target[name](...values);
      },
  });
  api.use(heard);
  api.ask("Initialize");
  return { api, record, calls };
}
const of = (record) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => /^cmi\.objectives\.\d/.test(name)));

for (const persona of ["moodle", "strict"]) {
  test(`1.2, ${persona}: each module has its id and status, at the same index in the next session`, () => {
    const { api, record } = connect("1.2", persona);
    const write = objectives12();
    write(api, { modules: MODULES });
    api.commit();
    const kept = {
      "cmi.objectives.0.id": "ledarskap",
      "cmi.objectives.0.status": "completed",
      "cmi.objectives.1.id": "delaktighet",
      "cmi.objectives.1.status": "incomplete",
      "cmi.objectives.2.id": "arbetstakt",
      "cmi.objectives.2.status": "not attempted",
    };
    assert.deepEqual(of(record), kept);
    const next = connect("1.2", persona, record);
    objectives12()(next.api, { modules: [MODULES[2], { ...MODULES[1], complete: true, progress: 1 }] });
    next.api.commit();
    assert.deepEqual(of(record), { ...kept, "cmi.objectives.1.status": "completed" });
  });

  test(`2004, ${persona}: progress too, and objectives of the manifest's are left alone`, () => {
    const record = { "cmi.objectives.0.id": "obj-friskfaktorer", "cmi.exit": "suspend" };
    const { api } = connect("2004", persona, record);
    objectives2004()(api, { modules: MODULES });
    api.commit();
    assert.equal(record["cmi.objectives.0.id"], "obj-friskfaktorer");
    assert.equal(record["cmi.objectives.1.id"], "ledarskap");
    assert.equal(record["cmi.objectives.2.completion_status"], "incomplete");
    assert.equal(record["cmi.objectives.2.progress_measure"], "0.50");
  });
}

test("an LMS without objectives is not asked for them again", () => {
  const { api, calls } = connect("1.2", "moodle");
  const without = { ...api, get: () => "" };
  const write = objectives12();
  write(without, { modules: MODULES });
  write(without, { modules: MODULES });
  assert.deepEqual(
    calls.filter(([name]) => name === "LMSSetValue"),
    [],
  );
});

test("what the 2nd edition refuses is not sent again", () => {
  const sent = [];
  const api = {
    get: () => "0",
    set: (element) => {
      sent.push(element);
      return !element.endsWith("progress_measure");
    },
  };
  const write = objectives2004();
  write(api, { modules: MODULES });
  assert.equal(sent.filter((element) => element.endsWith("progress_measure")).length, 1);
  assert.equal(sent.filter((element) => element.endsWith("completion_status")).length, 3);
});

test("an LMS that refuses the id gets nothing more", () => {
  const sent = [];
  const api = { get: () => "0", set: (element) => sent.push(element) < 0 };
  const write = objectives2004();
  write(api, { modules: MODULES });
  write(api, { modules: MODULES });
  assert.deepEqual(sent, ["cmi.objectives.0.id"]);
});

test("the adapter gets them behind the answers", () => {
  const given = [];
  counting(
    (...all) => given.push(all),
    () => "objectives",
  )(1, 2, 3, 4, "answers");
  counting(
    (...all) => given.push(all),
    () => "objectives",
  )(1, 2, 3, 4);
  assert.deepEqual(given, [
    [1, 2, 3, 4, "answers", "objectives"],
    [1, 2, 3, 4, undefined, "objectives"],
  ]);
});
