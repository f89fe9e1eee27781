/**
 * A frame's sandbox can forbid downloads and printing, and a page is not told: nothing happens. Then the text is
 * selected instead, for copying.
 */

/**
 * @param {Window & typeof globalThis} window
 * @param {"allow-downloads" | "allow-modals"} what
 * @returns {boolean} whether it is known to be forbidden
 */
export function forbids(window, what) {
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
export function offer(place, text, why) {
  const page = place.ownerDocument;
  page.querySelector("[data-offered]")?.remove();
  const field = page.createElement("textarea");
  field.dataset.offered = "";
  field.className = "agree-offer";
  field.readOnly = true;
  field.rows = 6;
  field.ariaLabel = why;
  field.value = text;
  place.after(field);
  field.select();
}
