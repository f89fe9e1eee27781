/** When a film fails or does not arrive, its text version takes its place. */

import { find, onPress } from "../../dom.js";

/**
 * @param {HTMLElement} element
 * @param {HTMLVideoElement} video
 * @param {import("../../shapes.js").Context} context
 * @param {(() => void) | undefined} openText undefined if the film has no text version
 * @param {() => void} calm shows the normal message about the film
 * @returns {() => void} to be called when another film takes its place
 */
export function mountFilmError(element, video, { environment, speak, texts }, openText, calm) {
  const { clock, limits } = environment;
  const failure = find(element, "[data-failure]");
  const frame = find(element, ".film");
  const loading = find(element, "[data-loading]");
  let slow = false;
  let cancel = () => {};

  const wait = () => {
    cancel();
    cancel = clock.after(limits.filmWait, () => {
      slow = true;
      texts.say(loading, openText ? "film.loading" : "film.loadingOnly");
    });
  };
  const come = () => {
    cancel();
    if (slow) calm();
    slow = false;
  };
  const show = (/** @type {boolean} */ failed) => {
    failure.hidden = !failed;
    frame.hidden = failed;
  };
  const fail = () => {
    come();
    show(true);
    openText?.();
    speak(openText ? "film.error" : "film.errorOnly");
  };

  video.addEventListener("waiting", wait);
  for (const name of ["playing", "pause", "emptied"]) video.addEventListener(name, come);
  video.addEventListener("error", fail);
  if (video.error) fail(); // it may have failed before this script ran
  onPress(failure, "retry", () => {
    show(false);
    video.load();
    video.focus();
  });
  return () => {
    show(false);
    calm();
  };
}
