/**
 * The end page: what was talked about, what was written, and one filled button for what comes next.
 *
 * @typedef {import("./shapes.js").Context} Context
 */

import { find } from "./dom.js";
import { fillSheet } from "./sheet.js";
import { END } from "./views.js";

/**
 * @param {Context} context
 * @param {import("./sheet.js").Activities} mounted
 * @param {() => boolean} isGroup
 * @returns {() => void} draws it anew
 */
export function mountEnd({ environment, loose, texts, views }, mounted, isGroup) {
  const end = find(environment.page, `[data-view="${END}"]`);
  const sheet = find(end, "[data-sheet]");
  /** As they are on the page, before a question may stand among them (taking.js). */
  const [print, file, finish] = ["print", "file", "finish"].map((name) =>
    end.querySelector(`[data-do="${name}"]`),
  );

  const draw = () => {
    if (views.current() !== END) return;
    sheet.replaceChildren();
    fillSheet(sheet, texts, mounted);
    // A group leaves with the sheet. One person first saves what would be lost, else has finished.
    const alone = loose?.asks() ? file : finish?.hasAttribute("hidden") ? print : finish;
    const first = isGroup() ? print : (alone ?? print);
    const care = end.querySelector(".care:not([hidden])");
    for (const button of [print, file, finish]) button?.classList.toggle("main", button === first && !care);
  };
  views.onShow(draw);
  loose?.listen(draw);
  texts.onChange(draw);
  return draw;
}
