/**
 * Chapters: buttons that jump into the film, with the current one marked.
 *
 *
 */

import { runsAlike } from "./versions.js";

/**
 * @param {HTMLElement} element
 * @param {HTMLVideoElement} video
 * @param {import("../../contract.js").FilmData} film
 * @param {import("../../shapes.js").Context} context
 * @param {(seconds: number) => void} go
 */
export function mountChapters(element, video, film, { store, texts }, go) {
  const opener = element.querySelector('[data-do="chapters"]');
  if (!(opener instanceof HTMLButtonElement)) return;
  const chapters = [...element.querySelectorAll("[data-at]")];
  const at = (/** @type {Element} */ chapter) => Number(chapter.getAttribute("data-at"));

  const mark = () => {
    for (const list of element.querySelectorAll(".chapters")) {
      const begun = [...list.querySelectorAll("[data-at]")].filter(
        (chapter) => at(chapter) <= video.currentTime,
      );
      for (const chapter of list.querySelectorAll("[data-at]")) {
        if (chapter === begun[begun.length - 1]) chapter.setAttribute("aria-current", "true");
        else chapter.removeAttribute("aria-current");
      }
    }
  };
  for (const chapter of chapters) {
    chapter.addEventListener("click", () => {
      go(at(chapter));
      opener.click();
      opener.focus();
    });
  }
  const show = () => {
    opener.disabled = !runsAlike(film, store.get(), texts.language());
  };
  video.addEventListener("timeupdate", mark);
  store.subscribe(show);
  texts.onChange(show);
  mark();
}
