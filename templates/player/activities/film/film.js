/**
 * The film: counts what was played, keeps the place, and switches to another version (another language,
 * described, in sign language) on request.
 *
 * @typedef {import("../../contract.js").FilmData} FilmData
 * @typedef {import("../../shapes.js").Context} Context
 */

import { find } from "../../dom.js";
import { change, isDone, part } from "../../progress.js";
import { mountCaptions, readCues } from "./captions.js";
import { mountFilmError } from "./film-error.js";
import { mountMenus, mountOptions } from "./menus.js";
import { mountTranscript, placeOf } from "./transcript.js";
import { playing } from "./versions.js";
import { watched } from "./watched.js";

/** Nobody wants to resume within this many seconds of either end. */
const EDGE = 5;

/**
 * @param {HTMLElement} element
 * @param {FilmData} film
 * @param {Context} context
 * @param {() => Record<string, unknown>} [result] added to the result of its completion statement
 * @param {() => Record<string, unknown>} [extensions] added to the context
 * @returns {import("../../shapes.js").Mounted}
 */
export function mountFilm(element, film, context, result, extensions) {
  const { environment, speak, store, texts, save, tell } = context;
  const parts = /** @type {import("./parts.js").FilmParts} */ (context.parts);
  // The page says a caption's number only where it is not the previous one plus one.
  let cue = 0;
  for (const words of environment.page.querySelectorAll(`#a-${film.id}_text [data-cue]`)) {
    cue = Number(words.getAttribute("data-cue") || cue + 1);
    words.setAttribute("data-cue", String(cue));
  }
  for (const { captions } of film.versions)
    for (const [language, cues] of Object.entries(captions))
      readCues(cues, (index) => find(environment.page, placeOf(film, language, index)).textContent ?? "");
  const video = find(element, "video", HTMLVideoElement);
  const loading = find(element, "[data-loading]");
  const current = () => playing(film, store.get(), texts.language());
  let { line } = current();
  let resumed = false;
  /** Where to seek to as soon as possible, in seconds. @type {number | undefined} */
  let target;

  const note = () => {
    /** @type {number[]} */
    const played = [];
    for (let i = 0; i < video.played.length; i += 1) played.push(video.played.start(i), video.played.end(i));
    if (!played.length) return;
    const before = isDone(store.get(), film.id);
    const what = { ...current(), id: film.id };
    // Then the browser knows the length, whatever a header said. A film that was cut off has not played it all.
    if (video.ended) what.seconds = video.duration;
    store.update((state) => watched(state, what, played, video.currentTime));
    if (before || !isDone(store.get(), film.id)) return;
    tell(`${film.id}.completed`, result?.(), { once: true, extensions: extensions?.() });
    save();
  };

  /** @param {number} seconds */
  const go = (seconds) => {
    // A server without Range requests answers a seek with the beginning of the file, so check what is
    // seekable first.
    const last = video.seekable.length - 1;
    if (video.readyState < 1) target = seconds;
    else if (last >= 0 && video.seekable.end(last) >= seconds) {
      resumed = true;
      video.currentTime = seconds;
    }
  };

  const resume = () => {
    const place = Number(part(store.get(), film.id).t ?? 0);
    if (video.readyState < 1) return;
    if (target !== undefined) go(target);
    else if (!resumed && video.paused && place >= EDGE && place <= current().seconds - EDGE) go(place);
    target = undefined;
  };

  /** Switch to the wanted version; the place carries over if both have the same timing. */
  const swap = () => {
    const next = current();
    if (next.poster && next.poster !== video.getAttribute("poster")) video.poster = next.poster;
    if (next.src === video.getAttribute("src")) return;
    const { currentTime, ended: over, paused } = video;
    target = next.line === line && !over && currentTime ? currentTime : undefined;
    line = next.line;
    video.src = next.src;
    loaded();
    if (!paused && !over) video.play().catch(() => {});
  };

  const showVersion = mountOptions(element, "version", (name) => {
    note();
    const { line: before } = current();
    store.update((state) => change(state, film.id, { w: name === film.versions[0].name ? undefined : name }));
    // The saved place belongs to the version that the state names.
    if (current().line !== before) store.update((state) => change(state, film.id, { t: 0 }));
    save();
  });
  const showSpeed = mountOptions(element, "speed", (speed) => {
    // `playbackRate` alone would be reset when the next film loads.
    video.defaultPlaybackRate = Number(speed);
    video.playbackRate = Number(speed);
  });

  video.addEventListener("timeupdate", note);
  video.addEventListener("loadedmetadata", resume);
  video.addEventListener("ratechange", () => showSpeed(String(video.playbackRate)));
  video.addEventListener("play", () => {
    resumed = true;
  });
  video.addEventListener("pause", () => {
    note();
    save();
  });
  video.addEventListener("ended", () => {
    note();
    speak("film.ended");
    save();
  });
  const show = () => {
    showVersion(current().version.name);
    swap();
    resume();
  };
  store.subscribe(show);
  texts.onChange(show);

  mountMenus(element, environment.page);
  mountCaptions(element, video, film, context);
  parts.chapters?.(element, video, film, context, go);
  const openText = mountTranscript(element, video, film, context, go);
  const loaded = mountFilmError(element, video, context, openText, () => {
    resumed = false;
    texts.say(loading, `a.${film.id}.size.${current().version.name}`);
  });
  // On slow or metered connections nothing is fetched until the learner plays the film.
  const { connection } = /** @type {{ connection?: { saveData?: boolean, effectiveType?: string } }} */ (
    environment.window.navigator
  );
  if (!connection?.saveData && !/[23]g/.test(connection?.effectiveType ?? "")) video.preload = "metadata";
  swap();
  return environment.page.getElementById(`a-${film.id}_text`) ? { rest: "rest.film" } : {};
}
