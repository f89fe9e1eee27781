/**
 * A minimal event: one side sends values, others listen.
 *
 * @template T
 * @typedef {{ send: (value: T) => void, listen: (listener: (value: T) => void) => void }} Signal
 */

/**
 * @template T
 * @returns {Signal<T>}
 */
export function createSignal() {
  /** @type {((value: T) => void)[]} */
  const listeners = [];
  return {
    send(value) {
      for (const listener of listeners) listener(value);
    },
    listen: (listener) => void listeners.push(listener),
  };
}
