/**
 * Loose run-times: home-made LMSs that answer "No error" where a number belongs, say yes as `True`, `1` or a
 * boolean, and keep whatever they are told. Only `completed` and `passed` mean something to them.
 *
 * @typedef {import("./persona.js").Persona} Persona
 */

const ADDRESS = "/lms/store";
/** What such run-times say after a call, and for yes; they come in every mixture. */
const ERRORS = ["No error", "", undefined];
const YES = ["True", 1, true];

/** @type {Persona} */
export const loose = {
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
