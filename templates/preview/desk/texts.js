/** The desk's texts, in the page's language. */

/** @type {Record<string, string>} */
const texts = JSON.parse(document.querySelector("#texts")?.textContent ?? "{}");
export const language = document.documentElement.lang;

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const text = texts[key];
  if (text === undefined) throw new Error(`no text: ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** @param {string} key */
export function has(key) {
  return key in texts;
}

/**
 * @param {number} milliseconds since 1970
 * @param {boolean} [seconds]
 */
export function clock(milliseconds, seconds = true) {
  return new Date(milliseconds).toLocaleTimeString("sv", {
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
  });
}

/** @param {number} seconds as `0:42` or `1:02:03` */
export function span(seconds) {
  const whole = Math.round(seconds);
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** @param {number} value */
export function number(value) {
  return value.toLocaleString(language);
}
