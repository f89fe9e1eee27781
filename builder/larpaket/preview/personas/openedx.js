/**
 * Open edX's SCORM XBlock (overhangio/openedx-scorm-xblock, `static/js/src/scormxblock.js`): each value is
 * sent as it is set, by a request whose answer nobody awaits. In 1.2 the status always reads as "". `browsed`
 * counts for nothing; `passed` and `completed` both count.
 *
 * @typedef {import("./persona.js").Persona} Persona
 */

const ADDRESS = "/lms/store";
const UNREADABLE = ["cmi.core.lesson_status", "cmi.core.credit", "cmi.core.lesson_mode"];

/** @type {Persona} */
export const openedx = {
  exact: true,
  path: "/lms/openedx.html",
  globals: {},
  connect(version, wire, record, learner) {
    const [prefix, end, name] =
      version === "1.2" ? ["LMS", "Finish", "cmi.core.student_id"] : ["", "Terminate", "cmi.learner_id"];
    /** @type {Record<string, string>} */
    const data = { ...record, [name]: learner };
    const yes = () => "true";
    return {
      [`${prefix}Initialize`]: yes,
      [`${prefix}GetValue`]: (element) => (UNREADABLE.includes(element) ? "" : (data[element] ?? "")),
      [`${prefix}SetValue`]: (element, value) => {
        data[element] = value;
        wire.later(ADDRESS, { [element]: value });
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
