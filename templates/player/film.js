/**
 * The film: what was played is counted, the place is kept, and a film that fails gives way to its text version.
 *
 * @typedef {import("./contract.js").FilmData} FilmData
 * @typedef {import("./shapes.js").Context} Context
 */

import { mountCaptions } from "./captions.js";
import { find, onPress } from "./dom.js";
import { isDone, markDone, part, watched } from "./progress.js";

/** Nobody wants to resume within this many seconds of either end. */
const EDGE = 5;

/**
 * @param {HTMLElement} element
 * @param {FilmData} film
 * @param {Context} context
 * @param {() => Record<string, unknown>} [result] what is told with its completion
 * @returns {import("./shapes.js").Mounted}
 */
export function mountFilm(element, film, context, result) {
  const { store, texts, save, tell } = context;
  const video = find(element, "video", HTMLVideoElement);
  const ended = find(element, "[data-ended]", HTMLElement);
  const text = mountText(element, film, context);
  let resumed = false;

  const note = () => {
    /** @type {number[]} */
    const played = [];
    for (let i = 0; i < video.played.length; i += 1) played.push(video.played.start(i), video.played.end(i));
    if (!played.length) return;
    const before = isDone(store.get(), film.id);
    store.update((state) => watched(state, film, played, video.currentTime));
    if (before || !isDone(store.get(), film.id)) return;
    tell(`${film.id}.completed`, result?.());
    save();
  };

  const resume = () => {
    const place = Number(part(store.get(), film.id).t ?? 0);
    if (resumed || video.readyState < 1 || !video.paused || place < EDGE || place > film.seconds - EDGE) return;
    // A server without Range answers a seek with the beginning: look first at what can be reached.
    const last = video.seekable.length - 1;
    if (last < 0 || video.seekable.end(last) < place) return;
    resumed = true;
    video.currentTime = place;
  };

  video.addEventListener("timeupdate", note);
  video.addEventListener("loadedmetadata", resume);
  video.addEventListener("play", () => {
    resumed = true;
    ended.textContent = "";
  });
  video.addEventListener("pause", () => {
    note();
    save();
  });
  video.addEventListener("ended", () => {
    note();
    texts.say(ended, "film.ended");
    save();
  });
  store.subscribe(resume);

  mountFailure(element, video, text.open);
  mountCaptions(element, video, film, context);
  texts.onChange(() => {
    const source = film.videos[texts.language()];
    if (source === video.getAttribute("src")) return;
    const place = video.currentTime;
    video.src = source;
    video.currentTime = place;
  });
  return {};
}

/**
 * @param {HTMLElement} element
 * @param {HTMLVideoElement} video
 * @param {() => void} openText
 */
function mountFailure(element, video, openText) {
  const failure = find(element, "[data-failure]", HTMLElement);
  const frame = find(element, ".film", HTMLElement);
  const show = (/** @type {boolean} */ failed) => {
    failure.hidden = !failed;
    frame.hidden = failed;
  };
  const fail = () => {
    show(true);
    openText();
  };
  video.addEventListener("error", fail);
  if (video.error) fail(); // it may have failed before this script ran
  onPress(failure, "retry", () => {
    show(false);
    video.load();
    video.focus();
  });
}

/**
 * The text version, which counts as the film once it is marked read.
 *
 * @param {HTMLElement} element
 * @param {FilmData} film
 * @param {Context} context
 * @returns {{ open: () => void }}
 */
function mountText(element, film, { environment, save, store, tell, texts }) {
  const script = environment.page.getElementById(`a-${film.id}_text`);
  if (!script) return { open() {} };
  const toggle = find(element, '[data-do="text"]', HTMLElement);
  const read = onPress(script, "read", () => {
    if (isDone(store.get(), film.id)) return;
    store.update((state) => markDone(state, film.id));
    tell(`${film.id}.read`);
    save();
  });

  const show = (/** @type {boolean} */ open) => {
    script.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
    texts.say(toggle, open ? "text.hide" : "text.show");
  };
  toggle.addEventListener("click", () => show(script.hidden === true));
  store.subscribe(() => read.setAttribute("aria-pressed", String(part(store.get(), film.id).d === 1)));
  return { open: () => show(true) };
}
