/** What goes wrong in a package's window without its server's doing. */

const BROKEN = Symbol("larpaket preview");

/**
 * No network: requests fail as they do in a browser that has none. The browser itself believes that it has one.
 *
 * @param {Window | null} target the package's window
 * @param {() => boolean} isOffline
 */
export function breakNetwork(target, isOffline) {
  const window = /** @type {any} */ (target);
  try {
    if (!window || window[BROKEN]) return;
    window[BROKEN] = true;
    const { fetch, XMLHttpRequest } = window;
    window.fetch = (...args) =>
      isOffline() ? Promise.reject(new window.TypeError("Failed to fetch")) : fetch.apply(window, args);
    const { send } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.send = function (...args) {
      if (isOffline()) throw new window.DOMException("no network", "NetworkError");
      return send.apply(this, args);
    };
    const { navigator } = window;
    const beacon = navigator.sendBeacon.bind(navigator);
    navigator.sendBeacon = (...args) => !isOffline() && beacon(...args);
  } catch {
    // A package on another origin cannot be reached into; then this fault is the server's alone.
  }
}
