/**
 * The timer on its page: one is in view, and each question has its own. It never starts by itself, and when
 * it ends nothing else changes.
 *
 * @typedef {import("../../contract.js").ReflectionData} ReflectionData
 * @typedef {import("./timer.js").Timer} Timer
 * @typedef {{ show: (question: number) => void, keep: () => void, begun: () => boolean }} Countdown
 *   `show` switches to a question's timer and pauses the previous one; `begun`: its time has run
 */

import { find, onPress } from "../../dom.js";
import { change, part } from "../../progress.js";
import { createGong } from "./gong.js";
import { pathsOf } from "./questions.js";
import {
  addMinute,
  clockText,
  createTimer,
  crossed,
  MINUTE,
  pause,
  remaining,
  reset,
  start,
} from "./timer.js";

/**
 * @param {HTMLElement} element
 * @param {ReflectionData} reflection
 * @param {import("../../shapes.js").Context} context
 * @param {import("./responses.js").Responses} [responses] where statements are sent
 * @returns {Countdown}
 */
export function mountCountdown(element, reflection, { environment, speak, store, texts }, responses) {
  const { clock, page } = environment;
  const { questions } = reflection;
  const paths = pathsOf(reflection);
  const face = find(element, ".clock", HTMLElement);
  const end = find(element, ".end", HTMLElement);
  const line = find(element, ".left", HTMLProgressElement);
  const gong = createGong(/** @type {Window & typeof globalThis} */ (environment.window));

  const timers = questions.map(({ seconds }) => createTimer(seconds));
  /**
   * The saved times in seconds, as far as this page knows; a different value was saved elsewhere.
   * @type {(number | undefined)[]}
   */
  const saved = [];
  let current = 0;
  let before = timers[0].left;
  /** How long it ran since that was last reported, in milliseconds. */
  let ran = 0;
  let cancelLook = () => {};

  const left = (question = current) => remaining(timers[question], clock.now());
  const running = () => timers[current].deadline !== null && left() > 0;

  const draw = () => {
    const now = left();
    const goes = running();
    face.textContent = clockText(now);
    face.classList.toggle("gone", now <= 0);
    end.classList.toggle("gone", now > 0);
    line.max = timers[current].total / 1000;
    line.value = Math.ceil(now / 1000);
    if (toggle.dataset.t !== (goes ? "timer.pause" : "timer.start"))
      texts.say(toggle, goes ? "timer.pause" : "timer.start");
    toggle.classList.toggle("main", !goes);
  };

  const keep = () => {
    const s = Math.ceil(left() / 1000);
    if (s !== (saved[current] ?? questions[current].seconds)) {
      saved[current] = s;
      store.update((state) => change(state, paths[current], { s }));
    }
    if (ran) responses?.ran(paths[current], ran);
    ran = 0;
  };

  const look = () => {
    cancelLook();
    const now = left();
    const passed = crossed(before, now);
    const minutes = Math.floor(before / MINUTE);
    ran += before - now;
    before = now;
    if (passed === "minute") speak("timer.minute");
    if (passed === "end") {
      timers[current] = { ...timers[current], left: 0, deadline: null };
      speak("timer.end");
    }
    // So that a browser crash costs at most a minute.
    if (passed || minutes !== Math.floor(now / MINUTE)) keep();
    draw();
    // Look again just after the next whole second.
    if (timers[current].deadline !== null) cancelLook = clock.after((now % 1000) + 20, look);
  };

  /** @param {(timer: Timer, now: number) => Timer} next */
  const set = (next) => {
    saved[current] = -1; // the time saved earlier no longer applies
    look(); // announce what has passed since the last look before anything changes
    timers[current] = next(timers[current], clock.now());
    before = left();
    if (timers[current].deadline === null) gong.cancel();
    else if (sounds()) gong.plan(before);
    keep();
    look();
  };

  const toggle = onPress(element, "toggle", () => {
    const goes = running();
    set(goes ? pause : start);
    if (goes) speak("timer.paused");
    else speak("timer.started", { n: Math.ceil(before / MINUTE) });
  });
  onPress(element, "more", () => {
    set(addMinute);
    speak("timer.left", { time: clockText(before) });
  });
  onPress(element, "reset", () => {
    set(() => reset(questions[current].seconds));
    speak("timer.left", { time: clockText(before) });
  });
  const sounds = () => part(store.get(), reflection.id).g !== 1;
  const sound = onPress(element, "gong", () => {
    const g = sounds() ? 1 : undefined;
    store.update((state) => change(state, reflection.id, { g }));
    if (g || !running()) gong.cancel();
    else gong.plan(left());
  });
  const hide = onPress(element, "hide", () => {
    const hidden = element.classList.toggle("timeless");
    texts.say(hide, hidden ? "timer.show" : "timer.hide");
  });

  // A saved time is restored paused, because nobody knows how long the break was.
  store.subscribe(() => {
    sound.setAttribute("aria-pressed", String(sounds()));
    for (const [i, path] of paths.entries()) {
      const { s } = part(store.get(), path);
      if (s === saved[i]) continue;
      saved[i] = s;
      timers[i] = createTimer(questions[i].seconds, s);
      if (i !== current) continue;
      before = timers[i].left;
      ran = 0;
      gong.cancel();
      draw();
    }
  });
  // After sleep or in a hidden tab the next look may be a long time away, and a hidden tab may never return.
  const settle = () => {
    look();
    keep();
  };
  // In the capture phase, to run before the session's own listener saves.
  page.addEventListener("visibilitychange", settle, true);
  draw();

  return {
    show(question) {
      if (running()) set(pause);
      current = question;
      before = left();
      draw();
    },
    keep: settle,
    begun: () => running() || left() < timers[current].total,
  };
}
