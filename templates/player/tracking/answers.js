/**
 * A learner's answer as a SCORM interaction (scorm-runtime.md section 3).
 *
 * @typedef {import("./scorm-api.js").ScormApi} ScormApi
 * @typedef {import("../shapes.js").MakeTracking} MakeTracking
 * @typedef {[element: string, value: string, other?: string]} Element
 *   an element, the value to set and another legal value for it
 * @typedef {(api: ScormApi, question: string, text: string, now: Date, language: string) => Element[] | null}
 *   Answer what was written; null if the run-time did not accept all of it
 */

/**
 * For a module whose notes are meant for an LRS, in a format without one: the LMS may have a place for them.
 *
 * @param {(...given: [...Parameters<MakeTracking>, Answer]) => ReturnType<MakeTracking>} make
 * @param {Answer} answer
 * @returns {MakeTracking}
 */
export function answering(make, answer) {
  return (...given) => make(...given, answer);
}

const MOST_12 = 255;
const MOST_2004 = 4000;

/**
 * SCORM 1.2 allows only short answers, so a long one is split over several interactions. Interactions are
 * optional in 1.2.
 *
 * @type {Answer}
 */
export function answer12(api, question, text, now) {
  if (!api.get("cmi.interactions._children")) return null;
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const time = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
  const first = Number(api.get("cmi.interactions._count")) || 0;
  return write(
    api,
    pieces(oneLine(text), MOST_12).flatMap((piece, i) => {
      const at = `cmi.interactions.${first + i}`;
      const id = `${question}-${first + i + 1}`;
      return [
        [`${at}.id`, id.slice(-MOST_12), `${id}-`.slice(-MOST_12)],
        [`${at}.type`, "fill-in", "choice"],
        [`${at}.time`, time, time === "00:00:00" ? "00:00:01" : "00:00:00"],
        [`${at}.student_response`, piece, piece === "-" ? "" : "-"],
        [`${at}.result`, "neutral", "unanticipated"],
      ];
    }),
  );
}

/** @type {Answer} */
export function answer2004(api, question, text, now, language) {
  const at = `cmi.interactions.${Number(api.get("cmi.interactions._count")) || 0}`;
  // A time zone is legal only after fractions of a second, and three decimals are refused. The leading
  // `{lang=}` keeps a `{` in the text from being read as a delimiter.
  const timestamp = `${now.toISOString().slice(0, 19)}.00Z`;
  const safe = oneLine(text).replace(/\[([,.:])\]/g, "[ $1]");
  const marked = `{lang=${language}}`;
  const [piece] = pieces(safe, MOST_2004 - marked.length);
  const written = write(api, [
    [`${at}.id`, question],
    [`${at}.type`, "long-fill-in"],
    [`${at}.timestamp`, timestamp],
    [`${at}.learner_response`, marked + piece],
    [`${at}.result`, "neutral"],
  ]);
  return piece === safe ? written : null;
}

/**
 * @param {ScormApi} api
 * @param {Element[]} written
 * @returns {Element[] | null}
 */
function write({ set }, written) {
  return written.every(([element, value]) => set(element, value)) ? written : null;
}

/**
 * Run-times refuse line breaks.
 *
 * @param {string} text
 * @returns {string}
 */
function oneLine(text) {
  return text.replace(/\s*(\r?\n|\u2028|\u2029)\s*/g, " / ");
}

/**
 * @param {string} text
 * @param {number} most in UTF-16 code units; surrogate pairs are never split
 * @returns {string[]}
 */
function pieces(text, most) {
  const found = [""];
  for (const character of text) {
    if (found[found.length - 1].length + character.length > most) found.push("");
    found[found.length - 1] += character;
  }
  return found;
}
