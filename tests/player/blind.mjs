/** An LMS that answers "true" to everything, whatever happens to it. */

export const blind = (version) => ({
  path: "/lms/blind.html",
  globals: {},
  connect(_, wire, record, learner) {
    const [prefix, end] = version === "1.2" ? ["LMS", "Finish"] : ["", "Terminate"];
    const data = { ...record, "cmi.core.student_id": learner, "cmi.learner_id": learner };
    const store = () => {
      try {
        wire.post("/lms/store", data);
      } catch {
        // Its run-time does not check.
      }
      return "true";
    };
    return {
      [`${prefix}Initialize`]: () => "true",
      [`${prefix}GetValue`]: (name) => data[name] ?? "",
      [`${prefix}SetValue`](name, value) {
        data[name] = value;
        return "true";
      },
      [`${prefix}Commit`]: store,
      [`${prefix}${end}`]: store,
      [`${prefix}GetLastError`]: () => "0",
    };
  },
});
