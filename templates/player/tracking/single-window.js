/**
 * One window at a time, for LMSs where the last save wins. The window opened last continues and the earlier
 * one steps aside: its record knows nothing of what is done in the other window and would overwrite it.
 */

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {string} id of the module
 * @param {() => void} step called when the module is opened in another window
 */
export function keepSingleWindow({ window, clock }, id, step) {
  const opened = clock.now();
  try {
    const channel = new BroadcastChannel(`larpaket ${id} ${window.location.pathname}`);
    channel.onmessage = ({ data }) => data > opened && step();
    channel.postMessage(opened);
  } catch {
    // A frame with an opaque origin cannot hear other windows.
  }
}
