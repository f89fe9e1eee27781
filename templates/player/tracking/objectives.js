/**
 * The modules of a catalogue as objectives of the LMS: `cmi.objectives.n` with a module's id, its status and,
 * in 2004, its progress (scorm-runtime.md section 3).
 *
 * They only show how far somebody has come. An LMS that has no place for them, or refuses one, keeps the
 * record all the same, so a refusal is no failed save.
 *
 * @typedef {import("./scorm-api.js").ScormApi} ScormApi
 * @typedef {import("../shapes.js").Progress} Progress
 * @typedef {(api: ScormApi, record: { modules?: Progress[] }) => void} WriteModules
 * @typedef {import("../shapes.js").MakeTracking} MakeTracking
 * @typedef {import("./answers.js").Answer} Answer
 */

/**
 * For the page of a catalogue.
 *
 * @param {(...given: [...Parameters<MakeTracking>, Answer?, WriteModules?]) => ReturnType<MakeTracking>} make
 * @param {() => WriteModules} objectives
 * @returns {(...given: [...Parameters<MakeTracking>, Answer?]) => ReturnType<MakeTracking>}
 */
export function counting(make, objectives) {
  return (environment, data, report, doubt, answer) =>
    make(environment, data, report, doubt, answer, objectives());
}

/** @returns {WriteModules} */
export function objectives12() {
  // Optional in 1.2.
  return createObjectives(
    (api) => api.get("cmi.objectives._children") !== "",
    (one) => ({ status: word(one) }),
  );
}

/** @returns {WriteModules} */
export function objectives2004() {
  return createObjectives(
    () => true,
    (one) => ({ completion_status: word(one), progress_measure: one.progress.toFixed(2) }),
  );
}

/**
 * @param {Progress} module
 * @returns {string} the same word in both versions
 */
function word({ complete, begun }) {
  return complete ? "completed" : begun ? "incomplete" : "not attempted";
}

/**
 * @param {(api: ScormApi) => boolean} exist
 * @param {(one: Progress) => Record<string, string>} said
 * @returns {WriteModules}
 */
function createObjectives(exist, said) {
  /** The index of each id; the LMS may have some of its own from the manifest. @type {Map<string, number>} */
  let places;
  /** What has been refused, and is not sent again: `progress_measure` in the 2nd edition. @type {Set<string>} */
  const refused = new Set();

  /** @param {ScormApi} api */
  const read = (api) => {
    if (!exist(api)) refused.add("id");
    const count = refused.has("id") ? 0 : Number(api.get("cmi.objectives._count")) || 0;
    return new Map(Array.from({ length: count }, (_, i) => [api.get(`cmi.objectives.${i}.id`), i]));
  };

  /** @type {(api: ScormApi, element: string, name: string, value: string) => void} */
  const set = (api, at, name, value) => {
    if (!refused.has(name) && !api.set(`${at}.${name}`, value)) refused.add(name);
  };

  return (api, { modules = [] }) => {
    places ??= read(api);
    for (const one of modules) {
      const place = places.get(one.id) ?? places.size;
      const at = `cmi.objectives.${place}`;
      if (!places.has(one.id)) set(api, at, "id", one.id);
      if (refused.has("id")) return;
      places.set(one.id, place);
      for (const [name, value] of Object.entries(said(one))) set(api, at, name, value);
    }
  };
}
