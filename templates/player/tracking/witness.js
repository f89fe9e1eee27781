/**
 * How a commit really went, as far as the browser saw it: an LMS may answer "true" whatever happened
 * (docs/lms.md, "When a save counts"). The requests of the window that holds the API are watched; those that
 * began during a call are the commit's.
 *
 * @typedef {{ from: number, to: number, entries: PerformanceResourceTiming[], judged: boolean, wake: () =>
 *   void }} Call
 *   times of the API's window, in milliseconds
 * @typedef {"good" | "beacon" | "bad"} Finding `beacon`: nothing but beacons speaks against it
 * @typedef {{ proves: () => boolean, tells: boolean, watch: <T>(act: () => T) => { result: T, find: (long:
 *   boolean) => Promise<Finding> } }} Witness
 *   `proves`: this LMS's commits leave a proof, as the first good one did, so that nothing else is needed.
 *   `tells`: this browser says what became of a request. `find` is asked only of a commit that was answered
 *   "true"; `long`: wait for what comes late.
 */

/** Moodle's own request. In other LMSs nothing is known of what a good commit sends. */
const PROOF = /\/datamodel\.php/;
/** What the LMS's server answers when it does not take the record. */
const UNTAKEN = [0, 401, 403];
/** So many commits are remembered, for answers that come late. */
const REMEMBERED = 20;

/**
 * @param {Window & typeof globalThis} home the window that holds the API
 * @param {import("../shapes.js").Environment} environment
 * @param {boolean} expects whether a proof is to be expected
 * @param {() => void} doubt a commit that was judged good has failed after all
 * @returns {Witness}
 */
export function createWitness(home, { clock, limits }, expects, doubt) {
  /** @type {Call[]} */
  const calls = [];
  /** Whether a commit leaves a proof: the first good one shows it. @type {"expected" | "given" | "none"} */
  let proofs = expects ? "expected" : "none";
  /** This browser has told of a request: one that tells of none is not asked for a proof. */
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
    // The timeline's buffer may be full; an observer is told all the same.
    const observer = new home.PerformanceObserver((list) => {
      told = true;
      for (const entry of list.getEntries()) note(/** @type {PerformanceResourceTiming} */ (entry));
    });
    observer.observe({ type: "resource", buffered: true });
    sees = true;
  } catch {
    // An old browser, or an API that does not lie in a window: the LMS's word must do.
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
 * @returns {boolean} Chromium calls it by its name, Firefox and WebKit do not
 */
function isBeacon({ initiatorType }) {
  return initiatorType === "beacon" || initiatorType === "other";
}

/**
 * @param {PerformanceResourceTiming} entry
 * @returns {boolean} WebKit tells no status, and nothing at all of a request that failed
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
