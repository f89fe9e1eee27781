/**
 * What there is of a film: itself, described, in sign language, each by language. Films on one `line` run
 * alike, so that their times mean the same.
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
 * Its captions: its own, or those of the film itself where both run alike.
 *
 * @param {FilmData} film
 * @param {State} state
 * @param {string} language
 * @returns {{ name: string, cues: CueData[] }} whose they are
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
 * @returns {boolean} whether what plays runs as the film itself does: else text version and chapters do not
 *   know its times
 */
export function runsAlike(film, state, language) {
  return film.versions[0].videos[language].line === playing(film, state, language).line;
}
