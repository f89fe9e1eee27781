/**
 * What actually happened to a commit, as far as the browser can tell: an LMS may answer "true" whatever
 * happened (docs/lms.md, "When a save counts"). This watches the requests of the window that holds the API;
 * those that start during a call belong to its commit.
 *
 * @typedef {{
 *   from: number, to: number, entries: PerformanceResourceTiming[], judged: boolean, wake: () => void,
 * }} Call times on the clock of the API's window, in milliseconds
 * @typedef {"good" | "beacon" | "bad"} Finding `beacon`: the only evidence against it is that it used beacons
 * @typedef {{
 *   proves: () => boolean,
 *   tells: boolean,
 *   watch: <T>(act: () => T) => { result: T, find: (long: boolean) => Promise<Finding> },
 * }} Witness
 *   `proves`: this LMS's commits leave a proof, as its first good one did, so nothing else is needed.
 *   `tells`: this browser reports the outcome of requests. Call `find` only for a commit that was answered
 *   "true"; `long`: wait for late evidence too.
 */

/** Moodle's own request. For other LMSs it is not known what a good commit sends. */
const PROOF = /\/datamodel\.php/;
/** The answers of an LMS's server that does not accept the record. */
const UNTAKEN = [0, 401, 403];
/** How many commits are remembered, for answers that arrive late. */
const REMEMBERED = 20;

/**
 * @param {Window & typeof globalThis} home the window that holds the API
 * @param {import("../shapes.js").Environment} environment
 * @param {boolean} expects whether to expect a proof
 * @param {() => void} doubt called when a commit that was judged good failed after all
 * @returns {Witness}
 */
export function createWitness(home, { clock, limits }, expects, doubt) {
  /** @type {Call[]} */
  const calls = [];
  /** Whether commits leave a proof; the first good one shows it. @type {"expected" | "given" | "none"} */
  let proofs = expects ? "expected" : "none";
  /** This browser has reported at least one request; a browser that reports none is not asked for proof. */
  let told = false;
  let sees = false;

  const note = (/** @type {PerformanceResourceTiming} */ entry) => {
    const call = calls.find(({ from, to }) => entry.startTime >= from && entry.startTime <= to);
    if (!call || originOf(entry.name) !== home.location.origin) return;
    call.entries.push(entry);
    call.wake();
    if (call.judged && isAgainst(entry)) doubt();
  };
  try {
    // The timeline's buffer may be full, but an observer still gets every entry.
    const observer = new home.PerformanceObserver((list) => {
      told = true;
      for (const entry of list.getEntries()) note(/** @type {PerformanceResourceTiming} */ (entry));
    });
    observer.observe({ type: "resource", buffered: true });
    sees = true;
  } catch {
    // An old browser, or an API outside a window: the LMS's word has to do.
  }

  /**
   * @param {Call} call
   * @param {number} time
   */
  const settle = (call, time) =>
    new Promise((resolve) => {
      const cancel = clock.after(time, () => resolve(null));
      call.wake = () => {
        if (!call.entries.some((entry) => isAgainst(entry) || (proofs !== "none" && isProof(entry)))) return;
        cancel();
        resolve(null);
      };
      call.wake();
    });

  return {
    proves: () => proofs === "given",
    tells: sees && "responseStatus" in (home.PerformanceResourceTiming?.prototype ?? {}),
    watch(act) {
      const from = sees ? home.performance.now() : 0;
      const result = act();
      /** @type {Call} */
      const call = { from, to: sees ? home.performance.now() : 0, entries: [], judged: false, wake() {} };
      calls.push(call);
      if (calls.length > REMEMBERED) calls.shift();
      return {
        result,
        async find(long) {
          if (!sees) return "good";
          await settle(call, long || proofs !== "none" ? limits.proofWait : limits.settle);
          const against = call.entries.filter(isAgainst);
          if (against.length) return against.every(isBeacon) ? "beacon" : "bad";
          const proven = call.entries.some(isProof);
          if (proofs === "expected" && call.entries.length) proofs = proven ? "given" : "none";
          if (!proven && (proofs === "given" || (proofs === "expected" && told))) return "bad";
          call.judged = true;
          return "good";
        },
      };
    },
  };
}

/**
 * @param {PerformanceResourceTiming} entry
 * @returns {boolean} Chromium calls it "beacon", Firefox and WebKit "other"
 */
function isBeacon({ initiatorType }) {
  return initiatorType === "beacon" || initiatorType === "other";
}

/**
 * @param {PerformanceResourceTiming} entry
 * @returns {boolean} WebKit gives no status, and no entry at all for a failed request
 */
function isAgainst(entry) {
  const { responseStatus: status } = entry;
  return isBeacon(entry) || (status !== undefined && (UNTAKEN.includes(status) || status >= 500));
}

/**
 * @param {PerformanceResourceTiming} entry
 * @returns {boolean}
 */
function isProof(entry) {
  return entry.initiatorType === "xmlhttprequest" && PROOF.test(entry.name) && !isAgainst(entry);
}

/**
 * @param {string} address
 * @returns {string}
 */
function originOf(address) {
  try {
    return new URL(address).origin;
  } catch {
    return "";
  }
}
