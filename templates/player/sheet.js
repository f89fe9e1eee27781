/**
 * What a session leaves behind: each question, with what was written. The end page shows it, and the printed
 * sheet has lines to write on where nothing was written.
 *
 * @typedef {Map<string, import("./shapes.js").Mounted>} Activities by id
 */

import { add } from "./dom.js";

/** How many ruled lines fill a printed sheet with one question, and how many one of several gets. */
const RULED = 14;
const FEW = 5;

/** @param {Activities} mounted */
function asked(mounted) {
  return [...mounted].flatMap(([id, one]) => {
    const all = one.print?.() ?? [];
    return all.length ? [{ ...one, id, all, talked: one.talked ?? `a.${id}.title` }] : [];
  });
}

/**
 * @param {Activities} mounted
 * @returns {string} all that was written, each with its question; "" if nothing was
 */
export function wholeText(mounted) {
  return asked(mounted)
    .flatMap(({ all }) => all)
    .flatMap(({ askedText, writtenText }) => (writtenText ? `${askedText}\n\n${writtenText}\n` : []))
    .join("\n");
}

/**
 * @param {Element} sheet
 * @param {import("./texts.js").Texts} texts
 * @param {Activities} mounted
 * @param {boolean} [paper] with lines to write on
 */
export function fillSheet(sheet, texts, mounted, paper) {
  const sheets = asked(mounted);
  const lines = paper ? (sheets.flatMap(({ all }) => all).length > 1 ? FEW : RULED) : 0;
  for (const { id, all, draw, talked } of sheets) {
    if (draw) draw(sheet, lines);
    else {
      add(sheet, "h2", paper ? "small soft" : "label", texts.t(paper ? `a.${id}.title` : talked));
      for (const { askedText, writtenText } of all) {
        add(sheet, "p", paper ? "question" : "says", askedText);
        if (writtenText) add(sheet, "p", "written", writtenText);
        else for (let line = 0; line < lines; line++) add(sheet, "p", "line");
      }
    }
  }
}
