/**
 * Calls to a SCORM API, the same for both versions but for the names.
 *
 * @typedef {import("./api.js").Api} Api
 * @typedef {{
 *   use: (api: Api) => void, call: (method: string, ...values: string[]) => string, get: (element: string) => string,
 *   set: (element: string, value: string) => boolean, commit: () => boolean, over: () => boolean, details: () => string[] }} Calls
 *   `over`: the LMS has said that there is no session any more
 */

/** Not initialised, or already terminated (scorm-runtime.md section 6): no later try can succeed. */
const OVER = ["301", "104", "112", "113", "122", "123", "132", "133", "142", "143"];

/**
 * @param {string} prefix `LMS` in SCORM 1.2, nothing in SCORM 2004
 * @returns {Calls}
 */
export function createCalls(prefix) {
  /** @type {Api} */
  let api = {};
  /** What was written, by element: an element is sent again only when its value changed. @type {Map<string, string>} */
  const written = new Map();
  /** @type {string[]} */
  const log = [];
  let over = false;

  // An exception counts as a refusal: an LMS's fault must not stop the player.
  /** @type {Calls["call"]} */
  const call = (method, ...values) => {
    try {
      return String(api[prefix + method](...values) ?? "");
    } catch (error) {
      log.push(`${method}(${values[0]}): ${error}`);
      return "";
    }
  };

  return {
    use(found) {
      api = found;
    },
    call,
    // An error is normal here: 401 or 201 for what 1.2 need not have, 403 in 2004 for what was never set.
    get(element) {
      const value = call("GetValue", element);
      return call("GetLastError") === "0" ? value : "";
    },
    set(element, value) {
      if (written.get(element) === value) return true;
      const taken = call("SetValue", element, value) === "true";
      // Asked after every write (scorm-runtime.md section 2): a refused one changes nothing and must not stop the player.
      const error = call("GetLastError");
      if (taken) written.set(element, value);
      else log.push(`${element}: ${error}`);
      return taken;
    },
    commit() {
      const kept = call("Commit", "") === "true";
      if (kept) return true;
      // What was not confirmed may be gone: send it all again next time.
      written.clear();
      const error = call("GetLastError");
      over = OVER.includes(error);
      log.push(`Commit: ${error}`);
      return false;
    },
    over: () => over,
    details: () => log.slice(-20),
  };
}

/**
 * @param {string} value −1 off, 1 on, 0 not said
 * @returns {boolean | undefined}
 */
export function wish(value) {
  return value === "1" ? true : value === "-1" ? false : undefined;
}
