/**
 * One window at a time, where the LMS keeps what was saved last: the window that was opened later goes on,
 * the earlier one steps aside, since its record knows nothing of what is done there and would write over it.
 */

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {string} id the module's
 * @param {() => void} step the module was opened anew in another window
 */
export function keepSingleWindow({ window, clock }, id, step) {
  const opened = clock.now();
  try {
    const channel = new BroadcastChannel(`larpaket ${id} ${window.location.pathname}`);
    channel.onmessage = ({ data }) => data > opened && step();
    channel.postMessage(opened);
  } catch {
    // A frame without an origin hears of no other.
  }
}
