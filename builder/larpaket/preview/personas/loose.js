/**
 * Loose run-times: home-made LMSs that answer "No error" instead of a number, say yes as `True`, `1` or a
 * boolean, and store whatever they receive. Only `completed` and `passed` mean anything to them.
 *
 * @typedef {import("./persona.js").Persona} Persona
 */

const ADDRESS = "/lms/store";
/** The answers of such run-times after a call and for yes, which occur in every combination. */
const ERRORS = ["No error", "", undefined];
const YES = ["True", 1, true];

/** @type {Persona} */
export const loose = {
  exact: false,
  path: "/lms/loose.html",
  globals: {},
  connect(version, wire, record, learner) {
    const [prefix, end, name] =
      version === "1.2" ? ["LMS", "Finish", "cmi.core.student_id"] : ["", "Terminate", "cmi.learner_id"];
    /** @type {Record<string, string>} */
    const data = { ...record, [name]: learner };
    let asked = 0;
    const yes = () => YES[asked++ % YES.length];
    const store = () => {
      try {
        return wire.post(ADDRESS, data) === 200 ? yes() : "False";
      } catch {
        return "False";
      }
    };
    return {
      [`${prefix}Initialize`]: yes,
      [`${prefix}GetValue`]: (element) => data[element],
      [`${prefix}SetValue`]: (element, value) => {
        data[element] = value;
        return yes();
      },
      [`${prefix}Commit`]: store,
      [`${prefix}${end}`]: store,
      [`${prefix}GetLastError`]: () => ERRORS[asked++ % ERRORS.length],
      [`${prefix}GetErrorString`]: () => "",
      [`${prefix}GetDiagnostic`]: () => "",
    };
  },
};
