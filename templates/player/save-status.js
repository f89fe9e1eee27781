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
  saved: "done.kept",
  waiting: "save.failed",
  ended: "done.kept",
};

/**
 * @param {Context} context
 * @param {object} acts
 * @param {() => void} acts.retry
 * @param {(at: Element) => void} acts.finish `at`: the button pressed
 * @param {() => string[]} acts.details
 * @param {() => boolean} acts.keeps closing the window does not lose what is unsaved
 * @returns {(status: SaveStatus, ends: boolean) => void} `ends`: the session can be ended at any time
 */
export function mountSaveStatus({ environment, loose, speak, store, texts, views }, acts) {
  const { page } = environment;
  const lines = /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-saved]"));
  const leaves = page.querySelectorAll('[data-do="leave"]');
  const top = find(page, ".top");
  const end = find(page, '[data-view="@end"]');
  const well = find(end, "[data-well]");
  const care = find(end, ".care");
  const back = find(end, ".onward");
  const finish = end.querySelector('[data-do="finish"]');
  finish?.addEventListener("click", () => acts.finish(finish));
  onPress(care, "retry", acts.retry);
  const technical = find(page, ".technical");
  onPress(technical, "technical", async () => {
    const lines = [now[0], ...acts.details()];
    await copyText(page, lines.join("\n"), speak, find(technical, "[data-said]"));
  });
  /** What was last read out: the same is not said again. */
  let spoken = "";
  /** @type {[SaveStatus, boolean]} */
  let now = ["opening", false];

  const write = (/** @type {HTMLElement} */ place, /** @type {string} */ key) => {
    if (place.dataset.t === key) return;
    if (key) return texts.say(place, key);
    place.textContent = "";
    place.removeAttribute("data-t");
  };

  const show = () => {
    const [status, ends] = now;
    const looking = status === "readonly" || status === "browsing";
    const calm = status === "saved" || status === "ended" || LINES[status] === "";
    const over = status === "ended" || status === "closed";
    const complete = store.get().c === 1;
    // The focused element may be about to disappear, such as the button just pressed.
    const active = page.activeElement;
    const line = status === "waiting" && !acts.keeps() ? "save.unkept" : LINES[status];
    // Above a text that lies only here, nothing may say that all is saved; the end page says it itself.
    const sentence = calm && (loose?.holds() || !end.hidden) ? "" : line;
    for (const place of lines) {
      place.classList.toggle("waiting", !calm);
      place.classList.toggle("empty", sentence === "");
      write(place, sentence);
    }
    const failed = status === "waiting" || STUCK.includes(status);
    care.hidden = !failed;
    well.hidden = failed;
    write(find(well, "h1"), complete ? "done.heading" : "left.heading");
    // "Avsluta" may have been pressed before everything was done.
    const last = !complete && status === "waiting" ? "left.failed" : (ENDS[status] ?? LINES[status]);
    const said = find(failed ? care : well, "[data-sentence]");
    write(said, last);
    said.classList.toggle("saved", last === "done.kept");
    const aloud = end.hidden ? sentence : last;
    if (aloud && aloud !== spoken && !(calm && top.hidden)) {
      spoken = aloud;
      speak(aloud);
    }
    find(care, "[data-again]").hidden = status !== "waiting";
    technical.hidden = calm || looking;
    finish?.toggleAttribute("hidden", status !== "saved" && status !== "saving" && !(looking && ends));
    for (const leave of leaves) leave.toggleAttribute("hidden", !ends || over || failed);
    back.hidden = over && !complete;
    if (!end.hidden && end.contains(active) && active?.closest("[hidden]"))
      focusOn(find(end, ":not([hidden]) > h1"));
  };

  store.subscribe(show);
  views.onShow(show);
  loose?.listen(show);
  return (...next) => {
    now = next;
    show();
  };
}
