/**
 * A learner's answer as a SCORM interaction (scorm-runtime.md section 3).
 *
 * @typedef {import("./calls.js").Calls} Calls
 * @typedef {[element: string, value: string, other?: string]} Element what is set, and another legal value of it
 */

const MOST_12 = 255;
const MOST_2004 = 4000;

/**
 * SCORM 1.2 has only short answers, so a long one becomes several; interactions are optional there.
 *
 * @param {Calls} calls
 * @param {string} question
 * @param {string} text
 * @param {Date} now
 * @returns {Element[] | null} what was written, null when not all of it was taken
 */
export function answer12(calls, question, text, now) {
  if (!calls.get("cmi.interactions._children")) return null;
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const time = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
  const first = Number(calls.get("cmi.interactions._count")) || 0;
  return write(
    calls,
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

/**
 * @param {Calls} calls
 * @param {string} question
 * @param {string} text
 * @param {string} language
 * @param {Date} now
 * @returns {Element[] | null} what was written, null when not all of it was taken
 */
export function answer2004(calls, question, text, language, now) {
  const at = `cmi.interactions.${Number(calls.get("cmi.interactions._count")) || 0}`;
  // A zone is legal only behind a fraction, and three decimals are refused; `{lang=}` keeps a `{` in the text from being read as one.
  const timestamp = `${now.toISOString().slice(0, 19)}.00Z`;
  const safe = oneLine(text).replace(/\[([,.:])\]/g, "[ $1]");
  const marked = `{lang=${language}}`;
  const [piece] = pieces(safe, MOST_2004 - marked.length);
  const written = write(calls, [
    [`${at}.id`, question],
    [`${at}.type`, "long-fill-in"],
    [`${at}.timestamp`, timestamp],
    [`${at}.learner_response`, marked + piece],
    [`${at}.result`, "neutral"],
  ]);
  return piece === safe ? written : null;
}

/**
 * @param {Calls} calls
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
 * @param {number} most in UTF-16 code units; a surrogate pair is never cut
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
