/**
 * A learner's answer as a SCORM interaction (scorm-runtime.md section 3).
 *
 * @typedef {import("./calls.js").Calls} Calls
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
 * @returns {boolean} whether all of it was taken
 */
export function answer12({ get, set }, question, text, now) {
  if (!get("cmi.interactions._children")) return false;
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const time = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
  const first = Number(get("cmi.interactions._count")) || 0;
  return pieces(oneLine(text), MOST_12).every((piece, i) => {
    const at = `cmi.interactions.${first + i}`;
    const id = `${question}-${first + i + 1}`.slice(-MOST_12);
    return (
      set(`${at}.id`, id) &&
      set(`${at}.type`, "fill-in") &&
      set(`${at}.time`, time) &&
      set(`${at}.student_response`, piece) &&
      set(`${at}.result`, "neutral")
    );
  });
}

/**
 * @param {Calls} calls
 * @param {string} question
 * @param {string} text
 * @param {string} language
 * @param {Date} now
 * @returns {boolean}
 */
export function answer2004({ get, set }, question, text, language, now) {
  const at = `cmi.interactions.${Number(get("cmi.interactions._count")) || 0}`;
  // A zone is legal only behind a fraction, and three decimals are refused; `{lang=}` keeps a `{` in the text from being read as one.
  const timestamp = `${now.toISOString().slice(0, 19)}.00Z`;
  const safe = oneLine(text).replace(/\[([,.:])\]/g, "[ $1]");
  const marked = `{lang=${language}}`;
  const [piece] = pieces(safe, MOST_2004 - marked.length);
  return (
    set(`${at}.id`, question) &&
    set(`${at}.type`, "long-fill-in") &&
    set(`${at}.timestamp`, timestamp) &&
    set(`${at}.learner_response`, marked + piece) &&
    set(`${at}.result`, "neutral") &&
    piece === safe
  );
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
