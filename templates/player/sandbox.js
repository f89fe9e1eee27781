/**
 * A frame's sandbox can forbid downloads and printing, and a page is not told: nothing happens. Then the text is
 * selected instead, for copying.
 */

import { add } from "./dom.js";

/**
 * @param {Window & typeof globalThis} window
 * @param {"allow-downloads" | "allow-modals"} what
 * @returns {boolean} whether it is known to be forbidden
 */
function forbids(window, what) {
  const frame = /** @type {HTMLIFrameElement | null} */ (window.frameElement);
  if (frame) return Boolean(frame.hasAttribute("sandbox") && !frame.sandbox.contains(what));
  // Of a frame on another site's page only this is known: without an origin there is a sandbox.
  return window.parent !== window && window.origin === "null";
}

/**
 * @param {Element} place what the text is put behind
 * @param {string} text
 * @param {string} why
 */
function offer(place, text, why) {
  const page = place.ownerDocument;
  page.querySelector(".offer")?.remove();
  const box = page.createElement("div");
  box.className = "offer";
  add(box, "p", "small", why);
  const field = page.createElement("textarea");
  field.dataset.offered = "";
  field.readOnly = true;
  field.rows = 6;
  field.ariaLabel = why;
  field.value = text;
  box.append(field);
  place.after(box);
  field.select();
}

/**
 * Hand over a file, or the sheet to a printer; where the frame is known to forbid it, the text.
 *
 * @param {import("./shapes.js").Context} context
 * @param {Element} place what the text is put behind
 * @param {"allow-downloads" | "allow-modals"} what
 * @param {string} text
 * @param {() => void} act
 * @returns {boolean} whether it may be handed over
 */
export function hand({ environment, speak, texts }, place, what, text, act) {
  const may = !forbids(/** @type {Window & typeof globalThis} */ (environment.window), what);
  if (may) act();
  else {
    speak("hand.refused");
    offer(place, text, texts.t("hand.refused"));
  }
  return may;
}
