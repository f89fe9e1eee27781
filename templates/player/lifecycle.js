/**
 * The one place for start, save, finish, hidden, pagehide, the back-forward cache and session time. What a
 * session can be, and what may follow what, is the table in session.js.
 *
 * `pagehide`, never `unload`: browsers remove that one, and Moodle's frame forbids it (scorm-runtime.md
 * section 5).
 *
 * @typedef {import("./shapes.js").SaveRecord} SaveRecord
 * @typedef {import("./shapes.js").Session} Session
 * @typedef {import("./shapes.js").Tracking} Tracking
 * @typedef {import("./shapes.js").Environment} Environment
 * @typedef {import("./session.js").SaveStatus} SaveStatus
 * @typedef {{
 *   open: () => Promise<Session>, changed: () => void, save: (gather?: boolean) => Promise<boolean>,
 *   confirmed: () => Promise<void>,
 *   doubt: () => void, finish: () => Promise<boolean>, stepAside: () => void, status: () => SaveStatus,
 *   subscribe: (listener: (status: SaveStatus, ends: boolean) => void) => void }} Lifecycle
 *   With `gather` a save waits a moment for others and goes with them. `confirmed` resolves when a save that
 *   began after the call is confirmed, however late. `doubt`: what was taken for confirmed may not have
 *   arrived. `ends`: the session can be ended at any time.
 */

import { follow, isEnding, isLooking, isSaving, shown } from "./session.js";

/**
 * @param {object} parts
 * @param {Tracking} parts.tracking
 * @param {Environment} parts.environment
 * @param {(seconds: number) => SaveRecord} parts.record What is to be saved now; `seconds` is the length of
 *   this session.
 * @param {() => void} [parts.onLeave] The session is about to end.
 * @returns {Lifecycle}
 */
export function createLifecycle({ tracking, environment, record, onLeave = () => {} }) {
  const { clock, limits, page, window } = environment;
  const began = clock.monotonic();
  /** @type {import("./session.js").SessionState} */
  let state = "opening";
  /** @type {((status: SaveStatus, ends: boolean) => void)[]} */
  const listeners = [];
  let ends = false;
  let next = "";
  /** Something changed since the last save began. */
  let dirty = false;
  /** The last confirmed save had the completion. */
  let complete = false;
  /**
   * Saves in vain, in a row. Only the tries that the clock asked for count: a learner who goes on asks for
   * many.
   */
  let failures = 0;
  let timed = false;
  let saves = 0;
  /** @type {{ after: number, resolve: () => void }[]} */
  let awaited = [];
  /** @type {Promise<boolean>} */
  let running = Promise.resolve(true);
  /** @type {Promise<boolean> | null} */
  let queued = null;
  let begin = () => {};
  let cancelTimer = () => {};

  const now = () => record((clock.monotonic() - began) / 1000);
  const hidden = () => page.visibilityState === "hidden";

  /** @param {import("./session.js").SessionEvent} event */
  const happen = (event) => {
    const before = shown(state);
    state = follow(state, event);
    if (!isSaving(state) && !isEnding(state)) cancelTimer();
    // Whoever leaves is told nothing more.
    if (shown(state) !== before && state !== "gone")
      for (const listener of listeners) listener(shown(state), ends);
  };

  const wait = () => {
    cancelTimer();
    const pause = failures
      ? (limits.retries[failures - 1] ?? limits.retryEvery)
      : (tracking.saveEvery ?? limits.saveEvery);
    const look = () => {
      timed = true;
      if (dirty || failures) save();
      else wait();
    };
    if (isSaving(state) || isEnding(state)) cancelTimer = clock.after(pause, look);
  };

  /** A save was in vain. @param {boolean} offline there is nothing to wait for but the network */
  const fail = (offline) => {
    dirty = true;
    // Nothing that a hidden page saves is sure, and nobody reads it: it is saved anew when it is seen
    // (docs/lms.md).
    if (hidden()) return;
    failures += failures && !timed ? 0 : 1;
    // A short break is not worth a word, unless the page is the only place where the progress is.
    happen(
      failures > limits.retries.length || offline || tracking.keeps?.() === false ? "stuck" : "unconfirmed",
    );
  };

  const saveNow = async () => {
    if (isEnding(state)) return end();
    if (!isSaving(state)) return false;
    saves += 1;
    const number = saves;
    dirty = false;
    const what = now();
    const confirmed = await tracking.save(what);
    if (!isSaving(state)) return confirmed;
    if (confirmed) {
      failures = 0;
      complete = what.complete;
      for (const one of awaited) if (one.after < number) one.resolve();
      awaited = awaited.filter((one) => one.after >= number);
      if (complete || !now().complete) happen("confirmed");
    } else if (tracking.over?.()) {
      happen("lost");
    } else {
      fail(window.navigator?.onLine === false);
    }
    timed = false;
    if (isEnding(state)) return end();
    wait();
    return confirmed;
  };

  /** One save at a time; those asked for meanwhile become one. @type {Lifecycle["save"]} */
  const save = (gather = false) => {
    const completes = !complete && isSaving(state) && now().complete;
    // "You can close the window" must not stand there while the completion is on its way, not even while an
    // earlier save still runs.
    if (completes) happen("unconfirmed");
    if (!queued) {
      const gathered = new Promise((resolve) => {
        begin = () => resolve(null);
      });
      queued = Promise.all([running, gathered]).then(() => {
        queued = null;
        running = saveNow();
        return running;
      });
      if (gather && !completes) clock.after(limits.gather, begin);
    }
    if (!gather || completes) begin();
    return queued;
  };

  /** @returns {Promise<boolean>} */
  const end = async () => {
    cancelTimer();
    const closed = await tracking.close(now());
    failures = closed ? 0 : failures + 1;
    happen(closed ? "closed" : "refused");
    wait();
    if (closed && next) window.location.assign(next);
    return closed;
  };

  const leave = () => {
    const open = isSaving(state) || isEnding(state) || isLooking(state);
    if (!open && state !== "lost") return;
    onLeave();
    const what = now();
    if (!open) return tracking.keep?.(what);
    happen("gone");
    void tracking.close(what);
  };

  const hide = () => {
    if (!isSaving(state)) return;
    // An LMS that is called can be told at once; what waits for an answer goes in its turn.
    if (tracking.hide) {
      tracking.hide(now());
      dirty = true;
    } else {
      void save();
    }
  };

  return {
    async open() {
      const session = await tracking.open();
      if ("state" in session) {
        ends = session.ends ?? false;
        next = session.next ?? "";
      }
      // In the back-forward cache the session goes on; a closed one could not be opened again (2004: 104).
      window.addEventListener("pagehide", (event) => (event.persisted ? hide() : leave()));
      // Back from there, or back on the network: what was in vain is tried at once.
      window.addEventListener("pageshow", (event) => event.persisted && save());
      window.addEventListener("online", () => (failures || dirty) && save());
      page.addEventListener(
        "visibilitychange",
        () => (hidden() ? hide() : dirty && isSaving(state) && save()),
        true,
      );
      dirty = true;
      happen(session.kind);
      wait();
      return session;
    },
    changed() {
      dirty = true;
    },
    save,
    confirmed: () => new Promise((resolve) => awaited.push({ after: saves, resolve })),
    doubt() {
      fail(false);
      wait();
    },
    stepAside: () => happen("elsewhere"),
    async finish() {
      // The end is told only when the last save was confirmed: a failed one must be tried again, and after
      // the end nothing can.
      onLeave();
      happen("finish");
      return save();
    },
    status: () => shown(state),
    subscribe: (listener) => void listeners.push(listener),
  };
}
