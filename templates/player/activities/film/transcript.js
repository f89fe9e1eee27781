/**
 * The text version. Marking it as read counts as seeing the film. It follows the film as far as the builder
 * found its words in the captions. It scrolls only within its own area, and not while the learner is reading
 * elsewhere in it or selecting text.
 *
 * @typedef {import("../../contract.js").FilmData} FilmData
 * @typedef {import("../../shapes.js").Context} Context
 */

import { find, focusOn, onPress } from "../../dom.js";
import { isDone, markDone, part } from "../../progress.js";
import { runsAlike } from "./versions.js";

/** How long the text stays put after the reader has moved it, in milliseconds. */
const CALM = 3000;

/**
 * @param {FilmData} film
 * @param {string} language
 * @param {number} index of a cue
 * @returns {string} a selector for its words in the text version
 */
export function placeOf({ id }, language, index) {
  return `#a-${id}_text [data-language="${language}"] [data-cue="${index}"]`;
}

/**
 * @param {HTMLElement} element
 * @param {HTMLVideoElement} video
 * @param {FilmData} film
 * @param {Context} context
 * @param {(seconds: number) => void} go
 * @returns {(() => void) | undefined} opens the text, if the film has one
 */
export function mountTranscript(element, video, film, context, go) {
  const { environment, save, store, tell, texts } = context;
  const script = environment.page.getElementById(`a-${film.id}_text`);
  if (!script) return;
  const toggle = find(element, '[data-do="text"]');
  const read = onPress(script, "read", () => {
    if (isDone(store.get(), film.id)) return;
    store.update((state) => markDone(state, film.id));
    tell(`${film.id}.read`, undefined, { once: true });
    save();
  });

  const follow = mountFollowing(script, video, film, context, go);
  const show = (/** @type {boolean} */ open, pressed = false) => {
    script.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
    texts.say(toggle, open ? "text.hide" : "text.show");
    // What was opened is read next; not where the page opens it by itself.
    if (open && pressed) focusOn(find(script, "h2"));
    if (open) follow?.();
  };
  toggle.addEventListener("click", ({ isTrusted }) => show(script.hidden === true, isTrusted));
  store.subscribe(() => read.setAttribute("aria-pressed", String(part(store.get(), film.id).d === 1)));
  return () => show(true);
}

/**
 * @param {HTMLElement} script
 * @param {HTMLVideoElement} video
 * @param {FilmData} film
 * @param {Context} context
 * @param {(seconds: number) => void} go
 * @returns {(() => void) | undefined} scrolls to the words being spoken; undefined if they are not known
 */
function mountFollowing(script, video, film, { environment, store, texts }, go) {
  const { clock, page } = environment;
  const button = script.querySelector('[data-do="follow"]');
  if (!button) return;
  /** The words being spoken. @type {Element[]} */
  let lines = [];
  let heard = "";
  let following = true;
  let touched = -CALM;
  const cues = () =>
    runsAlike(film, store.get(), texts.language()) ? film.versions[0].captions[texts.language()] : [];

  /** @param {Element} line */
  const isInView = (line) => {
    const area = script.getBoundingClientRect();
    const { bottom, top } = line.getBoundingClientRect();
    return bottom > area.top && top < area.bottom;
  };

  /**
   * @param {boolean} stayed whether the previous words were in view; if not, the learner is reading elsewhere
   */
  const follow = (stayed) => {
    const selection = page.getSelection();
    const selects = selection && !selection.isCollapsed && script.contains(selection.anchorNode);
    if (!lines.length || !following || !stayed || selects || clock.monotonic() - touched < CALM) return;
    const area = script.getBoundingClientRect();
    const line = lines[0].getBoundingClientRect();
    // Scroll only occasionally: from the lower third back to the upper part.
    if (line.top > area.top + area.height / 5 && line.bottom < area.bottom - area.height / 3) return;
    script.scrollTop += line.top - area.top - area.height / 4;
  };

  const mark = () => {
    const begun =
      video.played.length || video.currentTime ? cues().filter(([start]) => start <= video.currentTime) : [];
    const next = placeOf(film, texts.language(), begun.length - 1);
    if (next === heard) return;
    heard = next;
    const stayed = !lines.length || lines.some(isInView);
    for (const line of lines) {
      line.classList.remove("now");
      line.removeAttribute("aria-current");
    }
    lines = [...page.querySelectorAll(next)];
    for (const line of lines) {
      line.classList.add("now");
      line.setAttribute("aria-current", "true");
    }
    follow(stayed);
  };

  const touch = () => {
    touched = clock.monotonic();
  };
  for (const name of ["wheel", "touchmove", "keydown", "pointerdown"])
    script.addEventListener(name, touch, { passive: true });
  script.addEventListener("pointermove", (event) => event.buttons && touch());
  button.addEventListener("click", () => {
    following = !following;
    button.setAttribute("aria-pressed", String(following));
    touched = -CALM;
    follow(true);
  });
  script.addEventListener("click", (event) => {
    const line = event.target instanceof Element && event.target.closest("[data-cue]");
    const cue = line && cues()[Number(line.getAttribute("data-cue"))];
    if (cue && page.getSelection()?.isCollapsed !== false) go(cue[0]);
  });
  for (const name of ["timeupdate", "seeked"]) video.addEventListener(name, mark);
  video.addEventListener("play", () => follow(true));
  store.subscribe(mark);
  texts.onChange(mark);
  return () => follow(true);
}
