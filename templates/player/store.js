/**
 * The single holder of the state while the page is open.
 *
 * @typedef {import("./progress.js").State} State
 * @typedef {{
 *   get: () => State,
 *   update: (change: (state: State) => State) => void,
 *   subscribe: (listener: () => void) => void,
 * }} Store
 */

/**
 * @param {State} initial
 * @returns {Store}
 */
export function createStore(initial) {
  let state = initial;
  /** @type {(() => void)[]} */
  const listeners = [];
  return {
    get: () => state,
    update(change) {
      const next = change(state);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}
