/** A film that fails, or does not come: its text version stands in for it. */

import { find, onPress } from "../../dom.js";

/**
 * @param {HTMLElement} element
 * @param {HTMLVideoElement} video
 * @param {import("../../shapes.js").Context} context
 * @param {(() => void) | undefined} openText there may be no text
 * @param {() => void} calm says what is said of the film as long as nothing is wrong
 * @returns {() => void} to be called when another film takes its place
 */
export function mountFilmError(element, video, { environment, texts }, openText, calm) {
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
