/**
 * Assembles the player on the page. The entry point that the builder writes passes in the adapter and the
 * activity types that the module uses.
 *
 * @typedef {import("./shapes.js").Environment} Environment
 * @typedef {import("./shapes.js").PlayerData} PlayerData
 */

import { browser } from "./browser.js";
import { find } from "./dom.js";
import { createLifecycle } from "./lifecycle.js";
import { openSession } from "./opening.js";
import { mountPrint } from "./print.js";
import { emptyState, noteCompletion, progress } from "./progress.js";
import { mountProgressBar } from "./progress-bar.js";
import { mountSaveStatus } from "./save-status.js";
import { createSignal } from "./signal.js";
import { keepable, writeState } from "./state-text.js";
import { mountSteps } from "./steps.js";
import { createStore } from "./store.js";
import { createTelling } from "./telling.js";
import { createTexts } from "./texts.js";
import { createViews } from "./views.js";
import { createVoice } from "./voice.js";

/**
 * @param {{
 *   tracking: import("./shapes.js").MakeTracking,
 *   activities: import("./shapes.js").Mounts,
 *   parts: import("./shapes.js").Parts,
 * }} entry
 * @param {Environment} [environment]
 */
export function main({ tracking: make, activities, parts }, environment = browser()) {
  const { clock, page, window } = environment;
  /** @type {PlayerData} */
  const data = JSON.parse(find(page, "#data", HTMLScriptElement).textContent ?? "");
  const texts = createTexts(data);
  const store = createStore(emptyState(data.version));
  /** @type {import("./signal.js").Signal<import("./shapes.js").Unsent>} */
  const unsent = createSignal();
  /** @type {import("./signal.js").Signal<void>} */
  const doubts = createSignal();
  const tracking = make(environment, data, unsent.send, doubts.send);
  const views = createViews({ data, environment, store, texts });
  /** By activity id. @type {Map<string, import("./shapes.js").Mounted>} */
  const mounted = new Map();

  const life = createLifecycle({
    tracking,
    environment,
    record: (seconds) => ({
      state: writeState(store.get(), data.state_limit, tracking.unsent?.carried()),
      kept: keepable(store.get()),
      location: views.location(),
      language: store.get().l ?? "",
      complete: store.get().c === 1,
      progress: progress(store.get(), data.activities),
      score: data.score,
      seconds,
    }),
    onLeave() {
      for (const one of mounted.values()) one.leave?.();
    },
  });
  doubts.listen(life.doubt);
  const telling = createTelling(data, tracking, life, unsent, () => meeting?.id() ?? "");
  const save = () => life.save(true);
  const use = parts.rewriting?.({ data, environment, save, store, texts });
  const chosen = parts.choice?.({ environment, save, store, texts });
  const loose = parts.loose?.(environment);
  /** @type {import("./shapes.js").Context} */
  const context = {
    data,
    environment,
    parts,
    texts,
    speak: createVoice(environment, texts),
    store,
    views,
    loose,
    perType: {},
    wishes: {},
    save,
    tell: telling.tell,
    answer: telling.answer,
    onSaved: (listener) => life.subscribe((status) => status === "saved" && listener()),
  };

  const meeting = parts.meeting?.(context, views, chosen);
  context.meeting = meeting;

  const showUnsent = parts.unsent?.(context, tracking);
  if (showUnsent) unsent.listen(showUnsent);
  const finish = () => {
    loose?.take(); // the learner has been asked
    void life.finish();
  };
  const isGroup = () => (chosen?.() ?? data.mode) === "group";
  const drawEnd = parts.end?.(context, mounted, isGroup);
  const leave =
    (loose && parts.taking?.(context, loose, mounted)) ?? ((_, /** @type {() => void} */ go) => go());
  const showStatus = mountSaveStatus(context, {
    retry() {
      tracking.unsent?.hurry();
      void life.save();
    },
    finish: (at) => leave(at, finish),
    keeps: () => tracking.keeps?.() !== false,
    details: () => [
      `${data.id} ${data.version}`,
      new Date(clock.now()).toISOString(),
      window.navigator.userAgent,
      ...tracking.details(),
    ],
  });
  life.subscribe((...status) => {
    showStatus(...status);
    drawEnd?.();
  });

  for (const activity of data.activities) {
    const element = find(page, `#a-${activity.id}`);
    const mount = /** @type {import("./shapes.js").Mount} */ (activities[activity.type]);
    const one = mount(element, activity, context);
    mounted.set(activity.id, one);
    if (element.querySelector('[data-do="big"]'))
      parts.projector?.(element, context, (by) => one.turn?.(by) ?? false, one.big);
  }
  mountProgressBar(context, mounted);
  mountPrint(context, mounted);
  mountSteps(context, views, mounted, leave, finish);
  parts.stepAside?.(context, tracking, mounted, leave);

  // A completion is recorded and committed the moment it happens, whatever is on the screen.
  let complete = false;
  store.subscribe(() => {
    store.update((state) => noteCompletion(state, data.activities));
    if (store.get().c && !complete) {
      complete = true;
      void save();
    }
    life.changed();
  });
  views.onShow(life.changed);
  openSession(context, views, life, telling, use, chosen, meeting, [...mounted.values()]);
}
