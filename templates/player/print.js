/**
 * Printing. Whatever is on the screen, a session prints as one sheet: the questions, with what was written or
 * with lines to write on. The guide and the film's text version have print buttons of their own. The sheet is
 * built when printing starts and removed afterwards.
 */

import { add } from "./dom.js";
import { fillSheet } from "./sheet.js";

/**
 * @param {import("./shapes.js").Context} context
 * @param {Map<string, import("./shapes.js").Mounted>} mounted the page's activities, by id
 */
export function mountPrint({ environment, loose, texts }, mounted) {
  const { clock, page, window } = environment;
  const root = page.documentElement;
  const sheet = page.createElement("div");
  sheet.className = "paper";
  /** The part whose own print button was pressed. @type {Element | null} */
  let part = null;

  const people = () => {
    const counts = [...page.querySelectorAll("input[inputmode=numeric]")].map((field) =>
      Number(/** @type {HTMLInputElement} */ (field).value),
    );
    const most = Math.max(0, ...counts.filter(Number.isInteger));
    return most ? ` ${texts.t("paper.people", { n: most })}.` : "";
  };

  window.addEventListener("beforeprint", () => {
    sheet.replaceChildren();
    const logo = page.querySelector(".sender .logo");
    if (logo) sheet.append(logo.cloneNode());
    const date = new Date(clock.now()).toLocaleDateString(texts.language(), { dateStyle: "full" });
    if (!part) add(sheet, "p", "small first", `${date}.${people()}`);
    add(sheet, "h1", "head", texts.t("module.title"));
    if (part) sheet.append(...part.cloneNode(true).childNodes);
    else {
      fillSheet(sheet, texts, mounted, true);
      loose?.take();
    }
    part = null;
    page.body.append(sheet);
    root.classList.add("on-paper");
  });
  // Not on `afterprint`, which some browsers send while they are still drawing. But the sheet must go before
  // the learner can erase what it shows.
  for (const back of ["pointerdown", "keydown"]) {
    window.addEventListener(
      back,
      () => {
        sheet.remove();
        root.classList.remove("on-paper");
      },
      true,
    );
  }
  for (const button of page.querySelectorAll('[data-do="print"]')) {
    button.addEventListener("click", () => {
      part = button.closest("[data-paper]");
      window.print();
    });
  }
}
