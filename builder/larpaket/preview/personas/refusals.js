/**
 * What Moodle's run-times refuse, and with which error number (`mod/scorm/datamodels/scorm_12.js`,
 * `scorm_13.js`). It covers only the elements that packages use and treats any other as unknown.
 */

const TIME_12 = /^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/;
const DECIMAL = /^-?\d{0,3}(\.\d*)?$/;

/** @type {Record<string, RegExp>} */
const ELEMENTS_12 = {
  "cmi.core.lesson_status": /^(passed|completed|failed|incomplete|browsed)$/,
  "cmi.core.lesson_location": /^[\s\S]{0,255}$/,
  "cmi.core.exit": /^(time-out|logout|suspend|)$/,
  "cmi.core.session_time": TIME_12,
  "cmi.core.score.raw": DECIMAL,
  "cmi.core.score.min": DECIMAL,
  "cmi.core.score.max": DECIMAL,
  "cmi.suspend_data": /^[\s\S]{0,4096}$/,
  "cmi.student_preference.language": /^[\s\S]{0,255}$/,
};
/** @type {Record<string, RegExp>} */
const INTERACTION_12 = {
  id: /^[\w-]{1,255}$/,
  type: /^(true-false|choice|fill-in|matching|performance|sequencing|likert|numeric)$/,
  time: /^\d{2}:\d{2}:\d{2}(\.\d{1,2})?$/,
  student_response: /^[\s\S]{0,255}$/,
  result: /^(correct|wrong|unanticipated|neutral|-?\d+(\.\d+)?)$/,
};
/** @type {Record<string, RegExp>} */
const ELEMENTS_2004 = {
  "cmi.completion_status": /^(completed|incomplete|not attempted|unknown)$/,
  "cmi.location": /^[\s\S]{0,1000}$/,
  "cmi.exit": /^(time-out|suspend|logout|normal|)$/,
  "cmi.session_time": /^P(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/,
  "cmi.progress_measure": /^(1(\.0+)?|0(\.\d+)?)$/,
  "cmi.score.raw": /^-?\d{1,5}(\.\d{1,18})?$/,
  "cmi.score.min": /^-?\d{1,5}(\.\d{1,18})?$/,
  "cmi.score.max": /^-?\d{1,5}(\.\d{1,18})?$/,
  "cmi.score.scaled": /^-?(1(\.0+)?|0(\.\d+)?)$/,
  "cmi.suspend_data": /^[\s\S]{0,64000}$/,
  "cmi.learner_preference.language": /^([a-zA-Z]{2,3}(-[a-zA-Z0-9-]{2,8})?|)$/,
};
/** @type {Record<string, RegExp>} */
const INTERACTION_2004 = {
  id: /^\S{1,4000}$/,
  type: /^(true-false|choice|fill-in|long-fill-in|matching|performance|sequencing|likert|numeric|other)$/,
  timestamp: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,2}(Z|[+-]\d{2}(:\d{2})?)?)?$/,
  learner_response: /^.{0,4000}$/,
  result: /^(correct|incorrect|unanticipated|neutral|-?\d+(\.\d+)?)$/,
};

/** @type {Record<string, RegExp>} */
const OBJECTIVE_12 = {
  id: /^[\x21-\x7e]{1,255}$/,
  status: /^(passed|completed|failed|incomplete|browsed|not attempted)$/,
};
/** @type {Record<string, RegExp>} */
const OBJECTIVE_2004 = {
  id: /^\S{1,4000}$/,
  completion_status: /^(completed|incomplete|not attempted|unknown)$/,
  success_status: /^(passed|failed|unknown)$/,
  progress_measure: /^(1(\.0+)?|0(\.\d+)?)$/,
};

/**
 * How many of them a record has.
 *
 * @param {Record<string, string>} data
 * @param {string} collection `interactions` or `objectives`
 * @returns {number}
 */
export function counted(data, collection) {
  const id = new RegExp(`^cmi\\.${collection}\\.(\\d+)\\.id$`);
  return (
    1 +
    Math.max(-1, ...Object.keys(data).flatMap((name) => (id.test(name) ? [Number(name.split(".")[2])] : [])))
  );
}

/**
 * @param {Record<string, RegExp>} elements
 * @param {Record<string, RegExp>} interaction
 * @param {Record<string, RegExp>} objective
 * @param {[unknown: string, gap: string, type: string]} codes
 */
const refuser = (elements, interaction, objective, [unknown, gap, type]) => {
  /**
   * @param {string} name
   * @param {string} value
   * @param {(collection: string) => number} count how many there are of `interactions` or `objectives`
   * @returns {string} an error number, or "" if the value is accepted
   */
  return (name, value, count) => {
    const [, kind, index, part] = /^cmi\.(interactions|objectives)\.(\d+)\.(\w+)$/.exec(name) ?? [];
    const rule = !part ? elements[name] : (kind === "objectives" ? objective : interaction)[part];
    if (!rule) return unknown;
    const there = part ? count(kind) : 0;
    if (part && (Number(index) > there || (Number(index) === there && part !== "id"))) return gap;
    return rule.test(String(value)) ? "" : type;
  };
};

export const refuses12 = refuser(ELEMENTS_12, INTERACTION_12, OBJECTIVE_12, ["401", "201", "405"]);
export const refuses2004 = refuser(ELEMENTS_2004, INTERACTION_2004, OBJECTIVE_2004, ["401", "351", "406"]);
