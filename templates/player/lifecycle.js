/**
 * The one place for start, save, finish, hidden, pagehide, the back-forward cache and session time.
 *
 * `pagehide`, never `unload`: browsers remove that one, and Moodle's frame forbids it (scorm-runtime.md section 5).
 *
 * @typedef {import("./shapes.js").SaveRecord} SaveRecord
 * @typedef {import("./shapes.js").Session} Session
 * @typedef {import("./shapes.js").Tracking} Tracking
 * @typedef {import("./shapes.js").Environment} Environment
 * @typedef {"opening" | "saving" | "saved" | "waiting" | "elsewhere" | "ended" | "closed" | Exclude<Session["kind"], "tracked">} SaveStatus
 *   `elsewhere`: the module was opened anew in another window; `ended` after the last save was confirmed, `closed` when there was nothing
 *   to save
 * @typedef {{
 *   open: () => Promise<Session>, changed: () => void, save: () => Promise<boolean>, finish: () => Promise<boolean>,
 *   stepAside: () => void, status: () => SaveStatus }} Lifecycle
 */

/**
 * @param {object} parts
 * @param {Tracking} parts.tracking
 * @param {Environment} parts.environment
 * @param {(seconds: number) => SaveRecord} parts.record What is to be saved now; `seconds` is the length of this session.
 * @param {() => void} [parts.onLeave] The session is about to end.
 * @param {(status: SaveStatus, ends: boolean) => void} parts.onStatus `ends`: the session can be ended at any time
 * @returns {Lifecycle}
 */
export function createLifecycle({ tracking, environment, record, onLeave = () => {}, onStatus }) {
  const { clock, limits, page } = environment;
  const began = clock.monotonic();
  /** @type {SaveStatus} */
  let status = "opening";
  let dirty = false;
  let complete = false;
  let failures = 0;
  let timed = false;
  /** The learner pressed "Avsluta": once all is saved, nothing but the end is told. */
  let leaving = false;
  let ending = false;
  let ends = false;
  let after = "";
  /** @type {Promise<boolean>} */
  let running = Promise.resolve(true);
  /** @type {Promise<boolean> | null} */
  let queued = null;
  /** @type {() => void} */
  let cancelTimer = () => {};

  const writable = () => status === "saving" || status === "saved" || status === "waiting";
  const looking = () => status === "readonly" || status === "browsing";
  const now = () => record((clock.monotonic() - began) / 1000);

  /** @param {SaveStatus} next */
  const say = (next) => {
    if (status === next) return;
    status = next;
    onStatus(next, ends);
  };

  const wait = () => {
    cancelTimer();
    const pause = failures ? (limits.retries[failures - 1] ?? limits.retryEvery) : (tracking.saveEvery ?? limits.saveEvery);
    const look = () => {
      timed = true;
      if (dirty || failures) save();
      else wait();
    };
    if (writable()) cancelTimer = clock.after(pause, look);
  };

  const saveNow = async () => {
    if (!writable()) return false;
    if (ending) return end();
    dirty = false;
    const what = now();
    const kept = await tracking.save(what);
    if (!writable()) return kept;
    if (!kept && tracking.over?.()) {
      stop("lost");
      return false;
    }
    // Only the tries that the clock asked for count: a learner who goes on asks for many.
    failures = kept ? 0 : failures + (failures && !timed ? 0 : 1);
    timed = false;
    if (kept) complete = what.complete;
    // A short break is not worth a word; "saved" goes away at once, the sentence comes when the retries were in vain.
    if (kept && leaving) {
      ending = true;
      return end();
    }
    if (kept && (complete || !now().complete)) say("saved");
    else if (!kept) say(failures > limits.retries.length ? "waiting" : "saving");
    wait();
    return kept;
  };

  /** One save at a time; those asked for meanwhile become one. */
  const save = () => {
    // "You can close the window" must not stand there while the completion is on its way, not even while an earlier save still runs.
    if (status === "saved" && !complete && now().complete) say("saving");
    queued ??= running.then(() => {
      queued = null;
      running = saveNow();
      return running;
    });
    return queued;
  };

  /** @param {SaveStatus} why */
  const stop = (why) => {
    if (!writable()) return;
    cancelTimer();
    say(why);
  };

  const leave = () => {
    if (!writable() && !looking()) return;
    cancelTimer();
    onLeave();
    status = "ended";
    tracking.close(now());
  };

  /** @returns {Promise<boolean>} */
  const end = async () => {
    cancelTimer();
    const closed = await tracking.close(now());
    failures = closed ? 0 : failures + 1;
    if (!closed) say("waiting");
    else say(looking() ? "closed" : "ended");
    wait();
    if (closed && after) environment.window.location.assign(after);
    return closed;
  };

  return {
    async open() {
      const session = await tracking.open();
      if ("state" in session) {
        ends = session.ends ?? false;
        after = session.next ?? "";
      }
      // In the back-forward cache the session goes on; a closed one could not be opened again (2004: 104).
      environment.window.addEventListener("pagehide", (event) => (event.persisted ? save() : leave()));
      // Back from there, or back on the network: what was in vain is tried at once.
      environment.window.addEventListener("pageshow", (event) => event.persisted && save());
      environment.window.addEventListener("online", () => failures && save());
      if (session.kind === "tracked") {
        say("saving");
        page.addEventListener("visibilitychange", () => page.visibilityState === "hidden" && save(), true);
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
    stepAside: () => stop("elsewhere"),
    async finish() {
      // The end is told only when the last save was confirmed: a failed one must be tried again, and after the end nothing can.
      leaving = true;
      onLeave();
      return looking() ? end() : save();
    },
    status: () => status,
  };
}
