/** What was agreed, on the end page and on paper; there, lines to write on in place of rows that nobody typed. */

import { add } from "../../dom.js";
import { inWords, whoAndWhen } from "./text.js";

/**
 * The calendar's button on the end page, which is drawn anew whenever something changes.
 *
 * @typedef {{ button: HTMLElement, back: () => void }} Adding `back`: the focus goes back to it
 *
 * @param {Document} page
 * @param {(place: Element) => void} addToCalendar
 * @returns {Adding}
 */
export function createAdding(page, addToCalendar) {
  const button = page.createElement("button");
  button.type = "button";
  button.className = "button plain";
  button.addEventListener("click", () => addToCalendar(button));
  /** @type {EventTarget | null} */
  let last = null;
  page.addEventListener("focusin", ({ target }) => {
    last = target;
  });
  return {
    button,
    back() {
      if (last === button && page.activeElement === page.body) button.focus({ preventScroll: true });
    },
  };
}

/**
 * @param {Element} sheet
 * @param {number} lines on paper; 0 on the end page
 * @param {import("./text.js").Agreement} agreement
 * @param {{
 *   t: (key: string) => string,
 *   element: HTMLElement,
 *   texts: import("../../texts.js").Texts,
 *   again: Adding,
 * }} of `element` is the activity's
 */
export function drawAgreed(sheet, lines, { day, rows }, { t, element, texts, again }) {
  const page = sheet.ownerDocument;
  const paper = lines > 0;
  const heading = (/** @type {string} */ text) => add(sheet, "h2", paper ? "small soft" : "label", text);
  const rule = (/** @type {number} */ most) => {
    for (let line = 0; line < most; line++) add(sheet, "p", "line");
  };

  if (paper || rows.length) {
    heading(t(paper ? "agree.paper" : "agree.done"));
    if (!rows.length) rule(lines);
    else {
      const list = page.createElement("ol");
      list.className = "agreed";
      for (const row of rows) {
        const item = page.createElement("li");
        if (row[0]) add(item, "p", "says", row[0]);
        const more = whoAndWhen(row);
        if (more) add(item, "p", "small soft", more);
        list.append(item);
      }
      sheet.append(list);
    }
  }
  if (!day && !(paper && element.querySelector("input"))) return;
  heading(t(paper ? "agree.paperFollowUp" : "agree.followUp"));
  if (!day) return rule(1);
  const line = page.createElement("div");
  line.className = "agreed-day";
  add(line, "p", "says", inWords(day, texts.language(), paper));
  if (!paper) {
    again.button.textContent = t("agree.calendar");
    line.append(again.button);
  }
  sheet.append(line);
  if (!paper) again.back();
}
