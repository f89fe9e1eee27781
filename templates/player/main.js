/**
 * Puts the player together on the page; the entry that the builder writes hands it the adapter and the activities that the module uses.
 *
 * @typedef {import("./shapes.js").Environment} Environment
 * @typedef {import("./shapes.js").PlayerData} PlayerData
 */

import { find } from "./dom.js";
import { holdPress } from "./early.js";
import { createLifecycle } from "./lifecycle.js";
import { mountPaper } from "./paper.js";
import { emptyState, isOfAnotherVersion, mergeStates, noteCompletion, progress, readState, writeState } from "./progress.js";
import { handDown } from "./questions.js";
import { mountSaved } from "./saved.js";
import { mountSteps } from "./steps.js";
import { createStore } from "./store.js";
import { createTexts } from "./texts.js";
import { watchNewest } from "./tracking/newest.js";
import { createViews, START } from "./views.js";
import { mountWay } from "./way.js";

/**
 * @param {{ tracking: import("./shapes.js").MakeTracking, activities: Record<string, import("./shapes.js").Mount>,
 *   parts: import("./shapes.js").Parts }} entry
 * @param {Environment} [environment]
 */
export function main(entry, environment = browser()) {
  const { clock, limits, page, window } = environment;
  const { parts } = entry;
  /** @type {PlayerData} */
  const data = JSON.parse(find(page, "#data", HTMLScriptElement).textContent ?? "");
  const texts = createTexts(data, page);
  const store = createStore(emptyState(data.version));
  /** What this browser could not keep, the next save takes along; when all has come through, the rest may be said to be saved. */
  let [loose, waiting, aside] = [0, 0, 0];
  /** @type {(() => void)[]} */
  const whenSent = [];
  const tracking = entry.tracking(environment, data, (unsent) => {
    showUnsent?.(unsent);
    const changed = unsent.loose !== loose;
    ({ loose, waiting, aside } = unsent);
    if (!waiting) for (const go of whenSent.splice(0)) go();
    if (changed || (!unsent.waiting && life.status() !== "saved")) void save();
  });
  const save = () => life.save();
  const retry = () => {
    tracking.unsent?.hurry();
    void save();
  };
  /** What happens before the session has begun is told when it has. @type {boolean | undefined} */
  let tracked;
  let begin = (/** @type {boolean} */ _) => {};
  /** @type {Promise<boolean>} */
  const tracks = new Promise((resolve) => {
    begin = resolve;
  });
  /** @type {import("./shapes.js").Context["tell"]} */
  const tell = async (name, result) => {
    // A closing page does not come back from an await.
    if (!data.statements[name] || !(tracked ?? (await tracks))) return false;
    const before = aside;
    tracking.tell(name, result, chosen?.());
    await save();
    while (waiting) await new Promise((resolve) => whenSent.push(() => resolve(null)));
    return aside === before;
  };
  /** @type {import("./shapes.js").Context["answer"]} */
  const answer = async (question, text) => (tracking.answer?.(question, text) ?? false) && save();
  /** @type {(() => void)[]} */
  const savedListeners = [];
  const onSaved = (/** @type {() => void} */ listener) => void savedListeners.push(listener);
  /** @type {import("./shapes.js").Context["wishes"]} */
  const wishes = {};
  const context = { data, environment, parts, texts, store, wishes, save, tell, answer, onSaved };

  /** @type {Map<string, import("./shapes.js").Mounted>} */
  const mounted = new Map();
  const showUnsent = parts.unsent?.(context, tracking);
  const showStatus = mountSaved(context, {
    retry,
    finish: () => void life.finish(),
    details: () => [`${data.id} ${data.version}`, new Date(clock.now()).toISOString(), window.navigator.userAgent, ...tracking.details()],
  });
  const views = createViews(context);
  const life = createLifecycle({
    tracking,
    environment,
    record: (seconds) => ({
      state: writeState(store.get(), data.state_limit, tracking.unsent?.carried()),
      location: views.location(),
      complete: store.get().c === 1,
      progress: progress(store.get(), data.activities),
      score: data.score,
      seconds,
    }),
    onLeave: () => {
      for (const one of mounted.values()) one.leave?.();
    },
    onStatus(status, ends) {
      showStatus(status, ends);
      if (status === "saved") for (const listener of savedListeners) listener();
    },
  });

  for (const activity of data.activities) {
    const element = find(page, `#a-${activity.id}`, HTMLElement);
    const one = entry.activities[activity.type](element, activity, context);
    mounted.set(activity.id, one);
    if (element.querySelector('[data-do="big"]')) parts.projector?.(element, context, (by) => one.turn?.(by) ?? false);
  }
  mountWay(context);
  mountPaper(context);
  const chosen = parts.choice?.(context);
  mountSteps(context, views, mounted, () => void life.finish());
  for (const button of page.querySelectorAll("[data-use-language]")) {
    button.addEventListener("click", () => texts.use(button.getAttribute("data-use-language") ?? ""));
  }

  // A completion is noted and committed when it happens, whatever is on the screen.
  let complete = false;
  store.subscribe(() => {
    store.update((state) => noteCompletion(state, data.activities));
    if (store.get().c && !complete) {
      complete = true;
      void save();
    }
    life.changed();
  });
  const notice = find(page, "[data-notice]", HTMLElement);
  views.onShow(() => {
    notice.hidden = true;
    life.changed();
  });

  const open = async () => {
    const session = await life.open();
    tracked = session.kind === "tracked";
    begin(tracked);
    await null; // first all that waited for this
    const pressed = takePress();
    if (pressed) await new Promise((next) => clock.after(0, () => next(null)));
    if (!("state" in session)) return pressed?.click();
    if (session.kind !== "tracked") lock(page);
    if (session.alone) watchNewest(environment, data.id, life.stepAside);
    complete = session.complete; // the LMS's own record counts: it is neither repeated nor lowered
    wishes.captions = session.captions;
    const saved = handDown(readState(session.state, data.version), data.activities);
    store.update((state) => mergeStates(session.complete ? { ...saved, c: 1 } : saved, state));
    texts.use(session.language);
    if (session.muted) for (const video of page.querySelectorAll("video")) video.muted = true;
    pressed?.click(); // when the state is there: who uses it now counts
    if ((pressed || views.current() === START) && (!chosen || chosen())) views.go(session.location);
    if (views.current() !== START && isOfAnotherVersion(session.state, data.version)) {
      notice.hidden = false;
      texts.say(notice, "save.version");
    }
    void save();
  };
  const takePress = holdPress(page);
  // A slow LMS may know the place where it was left too late: then it begins at the beginning.
  clock.after(limits.pressWait, () => takePress()?.click());
  // Each in a task of its own: on a slow computer all in one would make the page deaf for a while.
  clock.after(0, () => void open());
}

/**
 * Somebody looks back, or only looks: what is there can be read, and nothing can be changed.
 *
 * @param {Document} page
 */
function lock(page) {
  page.documentElement.classList.add("looking");
  for (const field of page.querySelectorAll("textarea, input")) {
    field.toggleAttribute(field.getAttribute("type") === "checkbox" ? "disabled" : "readonly", true);
  }
}

/** @returns {Environment} */
function browser() {
  return {
    window,
    page: document,
    clock: {
      now: () => Date.now(),
      monotonic: () => performance.now(),
      after(milliseconds, call) {
        const id = setTimeout(call, milliseconds);
        return () => clearTimeout(id);
      },
    },
    transport: (address, init) => fetch(address, init),
    random: (bytes) => crypto.getRandomValues(bytes),
    limits: {
      answerWait: 15_000,
      apiEvery: 250,
      apiWait: 10_000,
      captionsWait: 3000,
      filmWait: 10_000,
      pressWait: 1000,
      retries: [1000, 2000, 4000],
      retryEvery: 15_000,
      saveEvery: 60_000,
    },
  };
}
