/**
 * The page of a catalogue: a list of modules, and a frame for the one that is open. It holds the session with
 * the LMS; for the adapters it is one module whose activities are the catalogue's modules.
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").PlayerData} PlayerData
 * @typedef {import("../shapes.js").Session} Session
 */

import { browser } from "../browser.js";
import { find, onPress } from "../dom.js";
import { createLifecycle } from "../lifecycle.js";
import { emptyState, isDone, mergeStates, noteCompletion } from "../progress.js";
import { mountSaveStatus } from "../save-status.js";
import { createSignal } from "../signal.js";
import { isOfAnotherVersion, keepable, readState, writeState } from "../state-text.js";
import { createStore } from "../store.js";
import { createTelling } from "../telling.js";
import { createTexts } from "../texts.js";
import { tidy } from "../tidy.js";
import { keepSingleWindow } from "../tracking/single-window.js";
import { END, START } from "../views.js";
import { createVoice } from "../voice.js";
import { mountFrame } from "./frame.js";
import { dayOf, standing, stateOf, take } from "./nested.js";
import { createPlaces, MODULE } from "./places.js";
import { mountRows } from "./rows.js";

/**
 * @param {{
 *   tracking: import("../shapes.js").MakeTracking,
 *   parts: Pick<import("../shapes.js").Parts, "rewriting" | "unsent">,
 * }} entry
 * @param {Environment} [environment]
 */
export function overview({ tracking: make, parts }, environment = browser()) {
  const { clock, page, window } = environment;
  /** @type {PlayerData} */
  const data = JSON.parse(find(page, "#data", HTMLScriptElement).textContent ?? "");
  const modules = data.modules ?? [];
  const byId = new Map(modules.map((module) => [module.id, module]));
  const texts = createTexts(data);
  const store = createStore(emptyState(data.version));
  /** @type {import("../signal.js").Signal<import("../shapes.js").Unsent>} */
  const unsent = createSignal();
  /** @type {import("../signal.js").Signal<void>} */
  const doubts = createSignal();
  const tracking = make(environment, data, unsent.send, doubts.send);
  /** The module that was open last, and the place in it: `module/activity`. */
  let place = "";
  const latest = () => place.split("/")[0];
  const places = createPlaces({ environment, store, texts }, () => place);
  const standings = () => modules.map((module) => standing(store.get(), module));

  const life = createLifecycle({
    tracking,
    environment,
    record: (seconds) => ({
      state: writeState(store.get(), data.state_limit, tracking.unsent?.carried()),
      kept: keepable(store.get()),
      location: place,
      language: store.get().l ?? "",
      complete: store.get().c === 1,
      progress: standings().reduce((sum, one) => sum + one.progress, 0) / modules.length,
      score: data.score,
      seconds,
      modules: standings(),
    }),
  });
  const telling = createTelling(data, tracking, life, unsent, () => "");
  const save = () => life.save(true);
  const use = parts.rewriting?.({ data, environment, save, store, texts });
  const speak = createVoice(environment, texts);
  const context = /** @type {import("../shapes.js").Context} */ (
    /** @type {unknown} */ ({ data, environment, parts, texts, speak, store, views: places, save })
  );
  const showUnsent = parts.unsent?.(context, tracking);
  if (showUnsent) unsent.listen(showUnsent);
  const showStatus = mountSaveStatus(context, {
    retry() {
      tracking.unsent?.hurry();
      void life.save();
    },
    finish: () => void life.finish(),
    keeps: () => tracking.keeps?.() !== false,
    details: () => [
      `${data.id} ${data.version}`,
      new Date(clock.now()).toISOString(),
      window.navigator.userAgent,
      ...tracking.details(),
    ],
  });

  const enter = (/** @type {string} */ id) => {
    const link = find(page, `.talk[data-module="${id}"]`, HTMLAnchorElement);
    const title = find(link, "b").textContent ?? "";
    if (latest() !== id) place = id;
    places.enter(title);
    frame.open(link.href, title);
    frame.focus();
  };
  const back = () => {
    if (places.current() !== MODULE) return;
    frame.clear();
    places.show(START, false);
    find(page, `.talk[data-module="${latest()}"]`).focus();
  };
  const draw = mountRows({ environment, store, texts }, modules, latest, enter);

  /** @type {(session: Session) => void} */
  let resolveOpened = () => {};
  /** @type {Promise<Session>} */
  const opened = new Promise((resolve) => {
    resolveOpened = resolve;
  });
  const over = () => ["ended", "closed"].includes(life.status());
  /** Only loading the whole page again makes this window save anything. */
  const lost = () => ["lost", "elsewhere"].includes(life.status());

  /**
   * What a module's page says of its progress.
   *
   * @param {import("./frame.js").Message} message
   */
  const hear = ({ module: id, record }) => {
    const module = byId.get(id);
    if (!module || typeof record?.state !== "string") return;
    const own = readState(record.state, data.version);
    const before = isDone(store.get(), id);
    place = record.location ? `${id}/${record.location}` : id;
    store.update((state) =>
      take(state, module, record.complete ? { ...own, c: 1 } : own, dayOf(clock.now())),
    );
    if (!before && isDone(store.get(), id)) void telling.tell(`${id}.completed`, undefined, { once: true });
  };

  const frame = mountFrame(environment, find(page, "iframe", HTMLIFrameElement), {
    async open({ module: id }) {
      const session = await opened;
      const module = byId.get(id);
      if (!("state" in session) || !module) return { kind: "kind" in session ? session.kind : "untracked" };
      if (lost()) return { kind: "lost" };
      const [own, ...rest] = place.split("/");
      return {
        kind: over() ? "readonly" : session.kind,
        state: JSON.stringify(stateOf(store.get(), module)),
        location: own === id ? rest.join("/") : "",
        language: page.documentElement.lang,
        complete: isDone(store.get(), id),
        captions: session.captions,
        muted: session.muted,
        answers: tracking.answer !== undefined,
      };
    },
    news: hear,
    // A list, because the two scripts are shortened apart.
    async save(message) {
      hear(message);
      const saved = await life.save();
      return [saved, lost(), tracking.keeps?.() !== false, tracking.details()];
    },
    back() {
      back();
      void life.save();
    },
    statement: ({ module: id, name, result, group: meeting, once, n, extensions }) =>
      telling.tell(`${id}/${name}`, result, { meeting, once, n, extensions }),
    answer: ({ question, text }) => telling.answer(question, text),
  });
  doubts.listen(() => {
    life.doubt();
    frame.doubt();
  });

  const finish = page.querySelector('[data-do="quit"]');
  finish?.addEventListener("click", () => {
    places.show(END);
    void life.finish();
  });
  onPress(find(page, `[data-view="${END}"]`), "back", () => places.show(START));
  let ends = false;
  const redraw = () => {
    draw();
    const status = life.status();
    const may = ends || store.get().c === 1;
    finish?.toggleAttribute("hidden", !may || !["saved", "saving", "readonly", "browsing"].includes(status));
  };
  life.subscribe((status, endable) => {
    ends = endable;
    showStatus(status, endable);
    if (status === "elsewhere") back();
    redraw();
  });

  /** @type {"du" | "ni"} */
  let form = "ni";
  let complete = false;
  store.subscribe(() => {
    store.update((state) => noteCompletion(state, modules));
    if (store.get().c && !complete) {
      complete = true;
      void save();
    }
    life.changed();
    const now = data.mode === "either" && store.get().g === 0 ? "du" : "ni";
    if (now !== form) texts.speakTo(now);
    form = now;
    if (store.get().l) use?.(store.get().l ?? "");
    redraw();
  });
  texts.onChange(redraw);

  const begin = async () => {
    const session = await life.open();
    telling.begin(session.kind === "tracked");
    await null; // let everything that awaited this run first
    void tidy(window, clock.now()).catch(() => {}); // where storage is refused, there is nothing to tidy
    const wanted = "state" in session ? session.language : "";
    if ("state" in session) {
      if (session.alone) keepSingleWindow(environment, data.id, life.stepAside);
      const saved = readState(session.state, data.version);
      place ||= session.location;
      store.update((state) => mergeStates(session.complete ? { ...saved, c: 1 } : saved, state));
      const notice = find(page, "[data-notice]");
      const notify = (/** @type {string} */ key) => {
        notice.hidden = false;
        speak(key, undefined, notice);
      };
      if (isOfAnotherVersion(session.state, data.version)) notify("save.version");
      if (session.restored) void life.confirmed().then(() => notify("save.restored"));
    }
    use?.([store.get().l, wanted, ...(window.navigator?.languages ?? [])].filter(Boolean).join());
    redraw();
    resolveOpened(session);
    if ("state" in session) void life.save();
  };
  redraw();
  // Split over several tasks: in a single one, a slow computer would not respond to the learner for a while.
  clock.after(0, () => void begin());
}
