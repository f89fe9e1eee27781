/**
 * Calls to a SCORM API, the same for both versions except for the names.
 *
 * A value is sent again until a commit that contains it is confirmed: the LMS may have lost it even though it
 * answered "true".
 *
 * @typedef {import("./find-api.js").Api} Api
 * @typedef {{ value: string, known: boolean }} Reading `known`: the LMS answered; the answer may be ""
 * @typedef {{
 *   use: (api: Api) => void,
 *   ask: (method: string) => boolean,
 *   read: (element: string) => Reading,
 *   get: (element: string) => string,
 *   set: (element: string, value: string) => boolean,
 *   vary: (element: string, value: string, other: string) => boolean,
 *   commit: () => { yes: boolean, batch: number },
 *   prove: (batch: number) => void,
 *   doubt: () => void,
 *   isDoubtful: (element: string) => boolean,
 *   over: () => boolean,
 *   log: (line: string) => void,
 *   details: () => string[],
 * }} ScormApi
 *   `vary` sets another form of a value that may not have been sent. `batch` identifies what a commit
 *   contained; `prove` marks it as confirmed, `doubt` marks everything as unconfirmed. `isDoubtful`: the
 *   element was committed but not confirmed. `over`: the LMS has said that there is no longer a session.
 */

/** Not initialised, or already terminated (scorm-runtime.md section 6): retrying cannot help. */
const OVER = ["301", "104", "112", "113", "122", "123", "132", "133", "142", "143"];
/** SCORM 2004: the element was never set, which is a valid answer (scorm-runtime.md section 6). */
const UNSET = 403;

/**
 * @param {string} prefix `LMS` in SCORM 1.2, nothing in SCORM 2004
 * @returns {ScormApi}
 */
export function createScormApi(prefix) {
  /** @type {Api} */
  let api = {};
  /**
   * The values set, by element, with the commit each belongs to.
   * @type {Map<string, { value: string, batch: number, proven: boolean }>}
   */
  const written = new Map();
  /** @type {string[]} */
  const lines = [];
  const log = (/** @type {string} */ line) => void lines.push(line);
  let batch = 0;
  let over = false;

  /**
   * @param {string} method
   * @param {string[]} values
   * @returns {string | null} null if it threw: a fault in the LMS must not stop the player
   */
  const call = (method, ...values) => {
    try {
      return String(api[prefix + method](...values) ?? "");
    } catch (error) {
      log(`${method}(${values[0]}): ${error}`);
      return null;
    }
  };
  const error = () => call("GetLastError") ?? "";

  /** @type {ScormApi["ask"]} */
  const ask = (method) => {
    const yes = isYes(call(method, ""));
    if (yes) return true;
    const code = error();
    over = OVER.includes(code);
    log(`${method}: ${code}`);
    return false;
  };

  // With an empty value an error number is normal: 401 or 201 for elements that are optional in 1.2. Some
  // LMSs answer "" or "No error" to everything; such values are accepted (docs/lms.md).
  /** @type {ScormApi["read"]} */
  const read = (element) => {
    const value = call("GetValue", element);
    const code = value === "" ? Number(error()) : 0;
    return { value: value ?? "", known: value !== null && (!code || code === UNSET) };
  };

  /** @type {ScormApi["set"]} */
  const set = (element, value) => {
    const before = written.get(element);
    if (before?.value === value && (before.proven || before.batch === batch)) return true;
    const taken = isYes(call("SetValue", element, value));
    // Checked after every write (scorm-runtime.md section 2). A refused write changes nothing and must not
    // stop the player.
    const code = error();
    if (taken) written.set(element, { value, batch, proven: false });
    else written.delete(element);
    if (!taken) log(`${element}: ${code}`);
    return taken;
  };
  const isDoubtful = (/** @type {string} */ element) => {
    const one = written.get(element);
    return one !== undefined && !one.proven && one.batch < batch;
  };

  return {
    use(found) {
      api = found;
    },
    ask,
    read,
    get: (element) => read(element).value,
    set,
    vary: (element, value, other) =>
      set(element, isDoubtful(element) && written.get(element)?.value === value ? other : value),
    commit() {
      const yes = ask("Commit");
      batch += 1;
      return { yes, batch };
    },
    prove(confirmed) {
      for (const one of written.values()) if (one.batch < confirmed) one.proven = true;
    },
    doubt() {
      for (const one of written.values()) one.proven = false;
    },
    isDoubtful,
    over: () => over,
    log,
    details: () => lines.slice(-20),
  };
}

/**
 * @param {string | null} answer
 * @returns {boolean} true in any form: LMSs answer with a boolean, a number or capitals (docs/lms.md)
 */
function isYes(answer) {
  return /^(true|1)$/i.test(answer ?? "");
}

/**
 * @param {string} value −1 off, 1 on, 0 not set
 * @returns {boolean | undefined}
 */
export function wish(value) {
  return value === "1" ? true : value === "-1" ? false : undefined;
}
