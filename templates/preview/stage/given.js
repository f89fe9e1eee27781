/** What an LMS tells a package about the launch, whatever its habits are. */

/**
 * @param {{ scorm: string, name: string, language: string, mode: string, before: number,
 *   record: Record<string, string> }} setup
 * @returns {Record<string, string>} values by element, only those that this launch decides
 */
function elements({ scorm, name, language, mode, before, record }) {
  const is12 = scorm === "1.2";
  const [core, preference] = is12
    ? ["cmi.core.", "cmi.student_preference."]
    : ["cmi.", "cmi.learner_preference."];
  const hundredths = Math.round(before * 100);
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(hundredths / 360_000), Math.floor(hundredths / 6000) % 60];
  const seconds = `${two(Math.floor(hundredths / 100) % 60)}.${two(hundredths % 100)}`;
  const begun = Object.keys(record).length > 0;
  return {
    [`${core}${is12 ? "student_name" : "learner_name"}`]: name,
    [`${core}entry`]: begun ? "resume" : "ab-initio",
    [`${core}total_time`]: is12
      ? `${String(hours).padStart(4, "0")}:${two(minutes)}:${seconds}`
      : `PT${hours}H${minutes}M${seconds}S`,
    ...(mode === "normal"
      ? {}
      : { [`${core}${is12 ? "lesson_mode" : "mode"}`]: mode, [`${core}credit`]: "no-credit" }),
    ...(language ? { [`${preference}language`]: record[`${preference}language`] ?? language } : {}),
  };
}

/**
 * @param {Parameters<typeof elements>[0]} setup
 * @param {Record<string, Function>} lms
 * @returns {Record<string, Function>} the same API, which answers these elements itself
 */
export function given(setup, lms) {
  const name = setup.scorm === "1.2" ? "LMSGetValue" : "GetValue";
  const known = elements(setup);
  const written = new Set();
  const setter = name.replace("Get", "Set");
  return {
    ...lms,
    [name](element) {
      const usual = lms[name](element);
      return Object.hasOwn(known, element) && !written.has(element) ? known[element] : usual;
    },
    [setter](element, value) {
      written.add(element);
      return lms[setter](element, value);
    },
  };
}
