/**
 * Whether the page is about to be loaded again. A session goes on after a reload, but a closing page must be
 * told as the end; browsers do not say which of the two it is. The keys and a script's reload can be seen,
 * the browser's own button cannot.
 */

/** So soon after the key the page goes. In milliseconds. */
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
