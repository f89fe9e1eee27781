/**
 * The one place for start, save, finish, hidden, pagehide, the back-forward cache and session time.
 *
 * `pagehide`, never `unload`: browsers remove that one, and Moodle's frame forbids it (scorm-runtime.md section 5).
 *
 * @typedef {import("./shapes.js").SaveRecord} SaveRecord
 * @typedef {import("./shapes.js").Session} Session
 * @typedef {import("./shapes.js").Tracking} Tracking
 * @typedef {import("./shapes.js").Environment} Environment
 * @typedef {"opening" | "saving" | "saved" | "waiting" | "untracked" | "readonly" | "lost" | "unstored" | "ended"} SaveStatus
 * @typedef {{
 *   open: () => Promise<Session>, changed: () => void, save: () => Promise<boolean>, finish: () => Promise<boolean>,
 *   status: () => SaveStatus }} Lifecycle
 */

/**
 * @param {object} parts
 * @param {Tracking} parts.tracking
 * @param {Environment} parts.environment
 * @param {(seconds: number) => SaveRecord} parts.record What is to be saved now; `seconds` is the length of this session.
 * @param {(status: SaveStatus) => void} parts.onStatus
 * @returns {Lifecycle}
 */
export function createLifecycle({ tracking, environment, record, onStatus }) {
  const { clock, limits, page } = environment;
  const began = clock.monotonic();
  /** @type {SaveStatus} */
  let status = "opening";
  let dirty = false;
  let complete = false;
  let failures = 0;
  /** @type {Promise<boolean>} */
  let running = Promise.resolve(true);
  /** @type {Promise<boolean> | null} */
  let queued = null;
  /** @type {() => void} */
  let cancelTimer = () => {};

  const writable = () => status === "saving" || status === "saved" || status === "waiting";
  const now = () => record((clock.monotonic() - began) / 1000);

  /** @param {SaveStatus} next */
  const say = (next) => {
    if (status === next) return;
    status = next;
    onStatus(next);
  };

  const wait = () => {
    cancelTimer();
    const pause = failures ? (limits.retries[failures - 1] ?? limits.retryEvery) : limits.saveEvery;
    if (writable()) cancelTimer = clock.after(pause, () => (dirty || failures ? save() : wait()));
  };

  const saveNow = async () => {
    if (!writable()) return false;
    dirty = false;
    const what = now();
    // "You can close the window" must not stand there while the completion is on its way.
    if (what.complete && !complete && status === "saved") say("saving");
    const kept = await tracking.save(what);
    if (!writable()) return kept;
    failures = kept ? 0 : failures + 1;
    if (kept) complete = what.complete;
    // A short break is not worth a word; "saved" goes away at once, the sentence comes when the retries were in vain.
    if (kept) say("saved");
    else say(failures > limits.retries.length ? "waiting" : "saving");
    wait();
    return kept;
  };

  /** One save at a time; those asked for meanwhile become one. */
  const save = () => {
    queued ??= running.then(() => {
      queued = null;
      running = saveNow();
      return running;
    });
    return queued;
  };

  const leave = () => {
    if (!writable()) return;
    cancelTimer();
    status = "ended";
    tracking.close(now());
  };

  return {
    async open() {
      const session = await tracking.open();
      if (session.kind === "tracked") {
        say("saving");
        page.addEventListener("visibilitychange", () => page.visibilityState === "hidden" && save(), true);
        // In the back-forward cache the session goes on; a closed one could not be opened again (2004: 104).
        environment.window.addEventListener("pagehide", (event) => (event.persisted ? save() : leave()));
        dirty = true;
        wait();
      } else {
        say(session.kind);
      }
      return session;
    },
    changed() {
      dirty = true;
    },
    save,
    async finish() {
      // The end is told only when the last save was confirmed: a failed one must be tried again, and after the end nothing can.
      if (!writable() || !(await save())) return false;
      cancelTimer();
      const closed = await tracking.close(now());
      say(closed ? "ended" : "waiting");
      if (!closed) wait();
      return closed;
    },
    status: () => status,
  };
}
