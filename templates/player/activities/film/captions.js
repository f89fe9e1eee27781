/**
 * Captions: the browser's own track where it loads, otherwise cues built from the page's data. They are shown
 * when the learner asks for them, and automatically while there is no sound.
 *
 * A server that refuses `.vtt` files causes an `error` event on the track. With `file:` there is no event at
 * all, and the track never loads.
 *
 * @typedef {import("../../contract.js").FilmData} FilmData
 */

import { mountOptions } from "./menus.js";
import { captionsOf } from "./versions.js";

const LOADED = 2;
/** The caption styles, for every film on the page. */
const LOOKS = ["letters", "back"];

/**
 * @param {HTMLElement} element
 * @param {HTMLVideoElement} video
 * @param {FilmData} film
 * @param {import("../../shapes.js").Context} context
 */
export function mountCaptions(element, video, film, { environment, store, texts, wishes }) {
  const toggle = element.querySelector('[data-do="captions"]');
  if (!(toggle instanceof HTMLButtonElement)) return;
  const { page } = environment;
  /** By version and language. @type {Map<string, TextTrack>} */
  const tracks = new Map();
  const silent = () => video.muted || video.volume === 0;
  /** Whether we last showed them; if they are in another state, somebody else changed it. */
  let shown = false;

  const apply = () => {
    const language = texts.language();
    const { name, cues } = captionsOf(film, store.get(), language);
    const wanted = `${name} ${language}`;
    shown = Boolean(store.get().k ?? wishes.captions ?? silent());
    if (cues.length && !tracks.has(wanted)) build(wanted);
    for (const [key, track] of tracks)
      track.mode = key !== wanted ? "disabled" : shown ? "showing" : "hidden";
    toggle.setAttribute("aria-pressed", String(shown));
    toggle.disabled = !cues.length;
  };

  const build = (/** @type {string} */ key) => {
    const [name, language] = key.split(" ");
    const refused = tracks.get(key);
    if (refused) refused.mode = "disabled";
    const track = video.addTextTrack("captions", texts.t("language.name"), language);
    const version = film.versions.find((one) => one.name === name) ?? film.versions[0];
    // A cue's text is markup, so the words are escaped.
    for (const [start, end, text] of version.captions[language])
      track.addCue(new VTTCue(start, end, new Option(String(text)).innerHTML));
    tracks.set(key, track);
  };

  for (const element of video.querySelectorAll("track[kind=captions]")) {
    if (!(element instanceof HTMLTrackElement)) continue;
    const { srclang, track } = element;
    const key = `${film.versions[0].name} ${srclang}`;
    tracks.set(key, track);
    const rebuild = () => {
      if (tracks.get(key) !== track) return;
      build(key);
      apply();
    };
    element.addEventListener("error", rebuild);
    const late = () => track.mode !== "disabled" && element.readyState !== LOADED && rebuild();
    if (environment.window.location.protocol === "file:") rebuild();
    else environment.clock.after(environment.limits.captionsWait, late);
  }

  const choose = (/** @type {boolean} */ show) => store.update((state) => ({ ...state, k: show ? 1 : 0 }));
  toggle.addEventListener("click", () => choose(!shown));
  // Switching them in the browser's own controls is a choice too.
  video.textTracks.addEventListener("change", () => {
    const showing = [...tracks.values()].some((track) => track.mode === "showing");
    if (showing !== shown && !toggle.disabled) choose(showing);
  });
  for (const look of LOOKS) {
    mountOptions(element, look, (value) => {
      page.documentElement.setAttribute(`data-${look}-now`, value);
      for (const button of page.querySelectorAll(`[data-${look}]`)) {
        button.setAttribute("aria-pressed", String(button.getAttribute(`data-${look}`) === value));
      }
    });
  }
  video.addEventListener("volumechange", apply);
  store.subscribe(apply);
  texts.onChange(apply);
  apply();
}

/**
 * In the page's data a cue starts with its gap to the end of the previous cue and its length, in hundredths
 * of a second. This replaces them with its start and end, in seconds, and a number in place of its text with
 * the words of the text version, broken there.
 *
 * @param {import("../../contract.js").CueData[]} cues
 * @param {(index: number) => string} said the words of the text version for a cue
 */
export function readCues(cues, said) {
  let place = 0;
  for (const [index, cue] of cues.entries()) {
    for (const i of [0, 1]) {
      place += Number(cue[i]);
      cue[i] = place / 100;
    }
    const at = cue[2];
    if (typeof at === "string") continue;
    const words = said(index).replace(/\s+/g, " ");
    cue[2] = at ? `${words.slice(0, at)}\n${words.slice(at + 1)}` : words;
  }
}
