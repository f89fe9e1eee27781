/**
 * Frappe LMS (`frontend/src/pages/SCORMChapter.vue`): every value is sent as soon as it is set, by a request
 * whose answer nobody awaits; every call answers "true". The lesson ends only with `passed` in SCORM 1.2 and
 * only with `completed` in 2004. Learners are not identified.
 *
 * @typedef {import("./persona.js").Persona} Persona
 */

const ADDRESS = "/lms/store";

/** @type {Persona} */
export const frappe = {
  exact: true,
  path: "/lms/frappe.html",
  globals: {},
  connect(version, wire, record) {
    const [prefix, end] = version === "1.2" ? ["LMS", "Finish"] : ["", "Terminate"];
    const data = { ...record };
    const yes = () => "true";
    /** @type {Record<string, string>} */
    const done = { "cmi.core.lesson_status": "passed", "cmi.completion_status": "completed" };
    return {
      [`${prefix}Initialize`]: yes,
      [`${prefix}GetValue`]: (element) => data[element] ?? "",
      [`${prefix}SetValue`]: (element, value) => {
        data[element] = value;
        wire.later(ADDRESS, { [element]: value, ...(done[element] === value ? { lesson: "done" } : {}) });
        return "true";
      },
      [`${prefix}Commit`]: yes,
      [`${prefix}${end}`]: yes,
      [`${prefix}GetLastError`]: () => "0",
      [`${prefix}GetErrorString`]: () => "",
      [`${prefix}GetDiagnostic`]: () => "",
    };
  },
};
