/**
 * Finding the LMS's API object (scorm-runtime.md section 1).
 *
 * @typedef {Record<string, (...values: string[]) => unknown>} Api
 * @typedef {{ api: Api, home: Window & typeof globalThis }} Found the API and the window that holds it
 * @typedef {import("../shapes.js").Environment} Environment
 */

/** No LMS nests deeper. The limit stops the search if a frame claims to be its own ancestor. */
const MOST_FRAMES = 500;

/**
 * Search this window, its parents and then the opener's, one step at a time: any access to a window of
 * another origin throws, and must end only that chain (SuccessFactors has such a frame outermost).
 *
 * @param {string} name `API` or `API_1484_11`
 * @param {string} method a method that the API must have
 * @param {Window} start
 * @returns {Found | null}
 */
export function findApi(name, method, start) {
  return (
    climb(name, method, start) ??
    climb(
      name,
      method,
      guarded(() => start.opener),
    ) ??
    climb(
      name,
      method,
      guarded(() => /** @type {Window} */ (start.top).opener),
    )
  );
}

/**
 * Keep looking for a while: Moodle may load the package before its API.
 *
 * @param {string} name
 * @param {string} method
 * @param {Environment} environment
 * @returns {Promise<Found | null>}
 */
export function waitForApi(name, method, { window, clock, limits }) {
  const began = clock.monotonic();
  return new Promise((resolve) => {
    const look = () => {
      const found = findApi(name, method, window);
      if (found || clock.monotonic() - began >= limits.apiWait) resolve(found);
      else clock.after(limits.apiEvery, look);
    };
    look();
  });
}

/**
 * @param {string} name
 * @param {string} method
 * @param {Window | null} start
 * @returns {Found | null}
 */
function climb(name, method, start) {
  let current = start;
  for (let frame = 0; current && frame < MOST_FRAMES; frame += 1) {
    const here = current;
    const api = guarded(() => /** @type {any} */ (here)[name]);
    if (api && guarded(() => typeof api[method]) === "function")
      return { api, home: /** @type {any} */ (here) };
    const parent = guarded(() => here.parent);
    if (parent === here) return null;
    current = parent;
  }
  return null;
}

/**
 * @template T
 * @param {() => T} read
 * @returns {T | null}
 */
function guarded(read) {
  try {
    return read() ?? null;
  } catch {
    return null;
  }
}
