/**
 * What the page says about saving. "Saved" only after the LMS confirmed; "you can close the window" only when the completion is there.
 *
 * @typedef {import("./lifecycle.js").SaveStatus} SaveStatus
 * @typedef {import("./shapes.js").Context} Context
 */

import { find, onPress } from "./dom.js";

/** @type {Record<SaveStatus, string>} */
const LINES = {
  opening: "",
  saving: "",
  saved: "save.saved",
  waiting: "save.offline",
  untracked: "save.untracked",
  readonly: "save.readonly",
  lost: "save.lost",
  unstored: "save.unstored",
  ended: "save.saved",
};
/** @type {Record<SaveStatus, string>} */
const ENDS = {
  opening: "done.saving",
  saving: "done.saving",
  saved: "done.close",
  waiting: "save.failed",
  untracked: "save.untracked",
  readonly: "save.readonly",
  lost: "save.lost",
  unstored: "save.unstored",
  ended: "done.close",
};

/**
 * @param {Context} context
 * @param {{ retry: () => void, finish: () => void }} acts
 * @returns {(status: SaveStatus) => void}
 */
export function mountSaved({ environment, texts }, acts) {
  const { page } = environment;
  const lines = page.querySelectorAll(".saved");
  const end = find(page, '[data-view="@end"]', HTMLElement);
  const well = find(end, "[data-well]", HTMLElement);
  const care = find(end, ".care", HTMLElement);
  const finish = onPress(end, "finish", acts.finish);
  onPress(care, "retry", acts.retry);

  return (status) => {
    const calm = status === "saved" || status === "ended" || LINES[status] === "";
    for (const line of lines) {
      line.classList.toggle("waiting", !calm);
      line.classList.toggle("empty", LINES[status] === "");
      if (LINES[status]) texts.say(line, LINES[status]);
      else line.textContent = "";
    }
    const failed = status === "waiting" || status === "lost";
    care.hidden = !failed;
    well.hidden = failed;
    texts.say(find(failed ? care : well, "[data-sentence]", HTMLElement), ENDS[status]);
    finish.hidden = status !== "saved" && status !== "saving";
  };
}
