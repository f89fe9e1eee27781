/**
 * What was agreed, as the one text in which it is kept: the day, then a line for each row, with tabs between
 * its fields. So a text that was cut short can still be read.
 *
 * @typedef {string[]} Row what is to be done, who does it, when
 * @typedef {{ day: string, rows: Row[] }} Agreement `day`: YYYY-MM-DD, "" if none was chosen
 */

/** How many rows there may be. */
export const MOST_ROWS = 10;
const FIELDS_IN_A_ROW = 3;

/**
 * @param {Agreement} agreement
 * @returns {string} "" if nothing was typed
 */
export function packed({ day, rows }) {
  const lines = rows
    .map((row) => row.map((text) => text.replace(/\s+/g, " ").trim()).join("\t"))
    .map((line) => line.replace(/\t+$/, ""))
    .filter((line) => line);
  return day || lines.length ? [day, ...lines].join("\n") : "";
}

/**
 * @param {string} text
 * @returns {Agreement} rows that are empty are left out
 */
export function unpacked(text) {
  const [day, ...lines] = text.split("\n");
  return {
    day: /^\d{4}-\d\d-\d\d$/.test(day) ? day : "",
    rows: lines
      .slice(0, MOST_ROWS)
      .map((line) => Array.from({ length: FIELDS_IN_A_ROW }, (_, i) => line.split("\t")[i] ?? "")),
  };
}

/**
 * @param {Row} row
 * @returns {string} who and when: `Enhetschefen · i oktober`
 */
export function whoAndWhen([, who, when]) {
  return [who, when].filter((text) => text).join(" · ");
}

/**
 * @param {Agreement} agreement
 * @returns {string} for people to read
 */
export function readable({ rows }) {
  return rows.map((row) => [row[0], whoAndWhen(row)].filter((text) => text).join("\n")).join("\n\n");
}

/**
 * The browser's own field writes a day in the browser's language; this is the page's.
 *
 * @param {string} day
 * @param {string} language
 * @param {boolean} [year]
 */
export function inWords(day, language, year) {
  return new Date(`${day}T12:00`).toLocaleDateString(language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(year ? { year: "numeric" } : {}),
  });
}
