/**
 * The session's life cycle, all in one place: start, save, finish, hidden, pagehide, the back-forward cache
 * and session time. The states and their transitions are the table in session.js.
 *
 * `pagehide`, never `unload`: browsers are removing `unload`, and Moodle's frame forbids it (scorm-runtime.md
 * section 5).
 *
 * @typedef {import("./shapes.js").SaveRecord} SaveRecord
 * @typedef {import("./shapes.js").Session} Session
 * @typedef {import("./shapes.js").Tracking} Tracking
 * @typedef {import("./shapes.js").Environment} Environment
 * @typedef {import("./session.js").SaveStatus} SaveStatus
 * @typedef {{
 *   open: () => Promise<Session>,
 *   changed: () => void,
 *   save: (gather?: boolean) => Promise<boolean>,
 *   confirmed: () => Promise<void>,
 *   doubt: () => void,
 *   finish: () => Promise<boolean>,
 *   stepAside: () => void,
 *   status: () => SaveStatus,
 *   subscribe: (listener: (status: SaveStatus, ends: boolean) => void) => void,
 * }} Lifecycle
 *   With `gather`, a save waits a moment so that other requests can join it. `confirmed` resolves once a save
 *   that began after the call has been confirmed, however late. `doubt`: something that counted as confirmed
 *   may not have arrived. `ends`: the session can be ended at any time.
 */

import { follow, isEnding, isLooking, isSaving, shown } from "./session.js";

/**
 * @param {object} parts
 * @param {Tracking} parts.tracking
 * @param {Environment} parts.environment
 * @param {(seconds: number) => SaveRecord} parts.record The record to save now; `seconds` is the length of
 *   this session.
 * @param {() => void} [parts.onLeave] Called just before the session ends or the page goes.
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
  /** Something has changed since the last save began. */
  let dirty = false;
  /** The last confirmed save included the completion. */
  let complete = false;
  /**
   * Failed saves in a row. Only attempts made by the timer count, because a learner who keeps working
   * triggers many more.
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
    // The learner is leaving, so there is nothing left to report.
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

  /** Handle a failed save. @param {boolean} offline only the network stands in the way */
  const fail = (offline) => {
    dirty = true;
    // Nothing a hidden page saves is certain, and nobody is reading its messages. It saves again once it is
    // visible (docs/lms.md).
    if (hidden()) return;
    failures += failures && !timed ? 0 : 1;
    // A short outage is not worth reporting, unless this page is the only place that holds the progress.
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

  /** One save at a time; requests made while it runs become a single save. @type {Lifecycle["save"]} */
  const save = (gather = false) => {
    const completes = !complete && isSaving(state) && now().complete;
    // The page must not say "You can close the window" while the completion is still unconfirmed, even if an
    // earlier save is still running.
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
    onLeave(); // whatever the session is: what was typed may be kept on this computer
    const open = isSaving(state) || isEnding(state) || isLooking(state);
    if (!open && state !== "lost") return;
    const what = now();
    if (!open) return tracking.keep?.(what);
    happen("gone");
    void tracking.close(what);
  };

  const hide = () => {
    if (!isSaving(state)) return;
    // An LMS with a synchronous API can be sent the record at once; the others get it through the save queue.
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
      // A page in the back-forward cache keeps its session: a terminated one could not be opened again (SCORM
      // 2004 error 104).
      window.addEventListener("pagehide", (event) => (event.persisted ? hide() : leave()));
      // Back from the cache, or back online: retry failed saves at once.
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
      tracking.changed?.(now());
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
      // The session is ended only after the last save has been confirmed. A failed save must be retried, and
      // nothing can be saved after the end.
      onLeave();
      happen("finish");
      return save();
    },
    status: () => shown(state),
    subscribe: (listener) => void listeners.push(listener),
  };
}
