/**
 * Whether the page is about to be reloaded. A session continues after a reload but must be ended when the
 * page closes, and browsers do not say which of the two is happening. Reload keys and scripted reloads can be
 * detected, the browser's own button cannot.
 */

/** A page that goes away this soon after the key press is reloading. In milliseconds. */
const SOON = 5000;

/**
 * @param {Window & { navigation?: EventTarget }} window
 * @param {{ now: () => number }} clock
 * @returns {() => boolean}
 */
export function watchReload(window, clock) {
  let at = -SOON;
  const soon = () => {
    at = clock.now();
  };
  window.addEventListener("keydown", (event) => {
    if (event.key === "F5" || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "r")) soon();
  });
  window.navigation?.addEventListener("navigate", (event) => {
    if ("navigationType" in event && event.navigationType === "reload") soon();
  });
  return () => clock.now() - at < SOON;
}
