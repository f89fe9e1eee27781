/**
 * The page's messages about saving. It says "Saved" only after the LMS has confirmed, and "you can close the
 * window" only when the completion is confirmed and the window is not the LMS's own.
 *
 * @typedef {import("./lifecycle.js").SaveStatus} SaveStatus
 * @typedef {import("./shapes.js").Context} Context
 */

import { copyText } from "./clipboard.js";
import { find, focusOn, onPress } from "./dom.js";

/** @type {Record<SaveStatus, string>} */
const LINES = {
  opening: "",
  saving: "",
  saved: "save.saved",
  waiting: "save.offline",
  untracked: "save.untracked",
  elsewhere: "save.elsewhere",
  readonly: "save.readonly",
  browsing: "save.browsing",
  lost: "save.lost",
  expired: "save.expired",
  unstored: "save.unstored",
  ended: "save.saved",
  closed: "",
};
/** Statuses that can only be resolved outside this page. */
const STUCK = ["elsewhere", "lost", "expired"];
/** The end page's wording, where it differs. @type {Partial<Record<SaveStatus, string>>} */
const ENDS = {
  opening: "done.saving",
  saving: "done.saving",
  saved: "done.close",
  waiting: "save.failed",
  ended: "done.close",
  closed: "done.close",
};
/** After "Avsluta" was pressed before everything was done. @type {Partial<Record<SaveStatus, string>>} */
const LEFT = { waiting: "left.failed", ended: "left.close" };

/** Messages that are replaced in an LMS's frame. */
const CLOSE = ["done.close", "left.close"];

/**
 * @param {Context} context
 * @param {{ retry: () => void, finish: () => void, details: () => string[], keeps: () => boolean }} acts
 *   `keeps`: closing the window does not lose what is unsaved
 * @returns {(status: SaveStatus, ends: boolean) => void} `ends`: the session can be ended at any time
 */
export function mountSaveStatus({ environment, store, texts }, acts) {
  const { page, window } = environment;
  const lines = page.querySelectorAll(".saved:not([data-note])");
  const leaves = page.querySelectorAll('[data-do="leave"]');
  const end = find(page, '[data-view="@end"]');
  const well = find(end, "[data-well]");
  const care = find(end, ".care");
  const back = find(end, ".onward");
  const finish = onPress(end, "finish", acts.finish);
  onPress(care, "retry", acts.retry);
  const technical = find(page, ".technical");
  onPress(technical, "technical", async () => {
    const copied = await copyText(page, [now[0], ...acts.details()].join("\n"));
    texts.say(find(technical, "[data-said]"), copied ? "hand.copied" : "hand.notCopied");
  });
  /** @param {string} key */
  const inFrame = (key) => (window.parent !== window && CLOSE.includes(key) ? "done.framed" : key);
  /** @type {[SaveStatus, boolean]} */
  let now = ["opening", false];

  const show = () => {
    const [status, ends] = now;
    const looking = status === "readonly" || status === "browsing";
    const calm = status === "saved" || status === "ended" || LINES[status] === "";
    const over = status === "ended" || status === "closed";
    const complete = store.get().c === 1;
    // The focused element may be about to disappear, such as the button just pressed.
    const active = page.activeElement;
    const sentence = status === "waiting" && !acts.keeps() ? "save.unkept" : LINES[status];
    for (const line of lines) {
      line.classList.toggle("waiting", !calm);
      line.classList.toggle("empty", sentence === "");
      if (sentence) texts.say(line, sentence);
      else line.textContent = "";
    }
    const failed = status === "waiting" || STUCK.includes(status);
    care.hidden = !failed;
    well.hidden = failed;
    texts.say(find(well, "h1"), complete ? "done.heading" : "left.heading");
    texts.say(
      find(failed ? care : well, "[data-sentence]"),
      inFrame((complete ? undefined : LEFT[status]) ?? ENDS[status] ?? LINES[status]),
    );
    for (const part of care.querySelectorAll("[data-again]"))
      part.toggleAttribute("hidden", status !== "waiting");
    technical.hidden = calm || looking;
    finish.hidden = status !== "saved" && status !== "saving" && !(looking && ends);
    for (const leave of leaves) leave.toggleAttribute("hidden", !ends || over || failed);
    back.hidden = over && !complete;
    if (!end.hidden && end.contains(active) && active?.closest("[hidden]"))
      focusOn(find(end, ":not([hidden]) > h1"));
  };

  store.subscribe(show);
  return (...next) => {
    now = next;
    show();
  };
}
