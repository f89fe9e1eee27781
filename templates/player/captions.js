/**
 * Captions: the browser's own track where it loads, else cues built from the page's data.
 *
 * A server that refuses `.vtt` fires `error` on the track; from `file://` nothing is fired at all, and the track never loads.
 *
 * @typedef {import("./contract.js").FilmData} FilmData
 */

import { find } from "./dom.js";

const LOADED = 2;

/**
 * @param {HTMLElement} element
 * @param {HTMLVideoElement} video
 * @param {FilmData} film
 * @param {import("./shapes.js").Context} context
 */
export function mountCaptions(element, video, film, { environment, texts }) {
  const languages = Object.keys(film.captions);
  if (!languages.length) return;
  const toggle = find(element, '[data-do="captions"]', HTMLElement);
  /** @type {Map<string, TextTrack>} */
  const tracks = new Map();
  let shown = true;

  const apply = () => {
    for (const [language, track] of tracks) {
      track.mode = language === texts.language() ? (shown ? "showing" : "hidden") : "disabled";
    }
    toggle.setAttribute("aria-pressed", String(shown));
  };

  /** @param {string} language */
  const build = (language) => {
    const refused = tracks.get(language);
    if (refused) refused.mode = "disabled";
    const built = video.addTextTrack("captions", texts.t("language.name"), language);
    for (const { start, end, text } of film.captions[language]) built.addCue(new VTTCue(start, end, text));
    tracks.set(language, built);
    apply();
  };

  for (const element of video.querySelectorAll("track")) {
    const language = element.srclang;
    tracks.set(language, element.track);
    const rebuild = () => tracks.get(language) === element.track && build(language);
    element.addEventListener("error", rebuild);
    const late = () => element.track.mode !== "disabled" && element.readyState !== LOADED && rebuild();
    if (environment.window.location.protocol === "file:") rebuild();
    else environment.clock.after(environment.limits.captionsWait, late);
  }

  toggle.addEventListener("click", () => {
    shown = !shown;
    apply();
  });
  // Switched in the browser's own controls: the button says the same.
  video.textTracks.addEventListener("change", () => {
    const current = tracks.get(texts.language());
    if (!current) return;
    shown = current.mode === "showing";
    toggle.setAttribute("aria-pressed", String(shown));
  });
  texts.onChange(apply);
  apply();
}
