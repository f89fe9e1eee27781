/**
 * The versions of a film: the film itself, described, in sign language, each by language. Videos with the
 * same `line` have the same timing, so their times are interchangeable.
 *
 * @typedef {import("../../contract.js").FilmData} FilmData
 * @typedef {import("../../contract.js").VersionData} VersionData
 * @typedef {import("../../contract.js").CueData} CueData
 * @typedef {import("../../progress.js").State} State
 */

import { part } from "../../progress.js";

/**
 * The version that the learner has chosen, in their language.
 *
 * @param {FilmData} film
 * @param {State} state
 * @param {string} language
 * @returns {{ version: VersionData } & VersionData["videos"][string]}
 */
export function playing(film, state, language) {
  const wanted = part(state, film.id).w;
  const version = film.versions.find((one) => one.name === wanted) ?? film.versions[0];
  return { version, ...version.videos[language] };
}

/**
 * Its captions: the version's own, or the film's if both have the same timing.
 *
 * @param {FilmData} film
 * @param {State} state
 * @param {string} language
 * @returns {{ name: string, cues: CueData[] }} the cues and the name of the version they belong to
 */
export function captionsOf(film, state, language) {
  const { version, line } = playing(film, state, language);
  const [first] = film.versions;
  const owner = !version.captions[language] && first.videos[language].line === line ? first : version;
  return { name: owner.name, cues: owner.captions[language] ?? [] };
}

/**
 * @param {FilmData} film
 * @param {State} state
 * @param {string} language
 * @returns {boolean} whether the current version has the film's own timing; if not, the times of the text
 *   version and the chapters do not apply
 */
export function runsAlike(film, state, language) {
  return film.versions[0].videos[language].line === playing(film, state, language).line;
}
