/**
 * A reflection: the question, and a timer that never starts by itself and whose end changes nothing.
 *
 * @typedef {import("./contract.js").ReflectionData} ReflectionData
 * @typedef {import("./timer.js").Timer} Timer
 */

import { find, onPress } from "./dom.js";
import { duration } from "./duration.js";
import { createGong } from "./gong.js";
import { mountNotes } from "./notes.js";
import { change, isDone, markDone, part } from "./progress.js";
import { mountProjector } from "./projector.js";
import { addMinute, clockText, createTimer, crossed, pause, remaining, reset, start } from "./timer.js";

/**
 * @param {HTMLElement} element
 * @param {ReflectionData} reflection
 * @param {import("./shapes.js").Context} context
 * @returns {import("./shapes.js").Mounted}
 */
export function mountReflection(element, reflection, context) {
  const { answer, data, environment, store, tell, texts } = context;
  const { clock, page } = environment;
  const seconds = reflection.questions[0].seconds;
  const face = find(element, ".clock", HTMLElement);
  const end = find(element, ".end", HTMLElement);
  const line = find(element, ".left", HTMLProgressElement);
  const voice = find(element, "[data-voice]", HTMLElement);
  const gong = createGong(/** @type {Window & typeof globalThis} */ (environment.window));

  let timer = createTimer(seconds);
  let before = timer.left;
  let cancelLook = () => {};
  let touched = false;

  /** @param {number} now */
  const draw = (now) => {
    const left = remaining(timer, now);
    const over = left <= 0;
    const running = timer.deadline !== null && !over;
    face.textContent = clockText(left);
    face.classList.toggle("gone", over);
    end.classList.toggle("gone", !over);
    line.max = timer.total / 1000;
    line.value = Math.ceil(left / 1000);
    if (toggle.dataset.t !== (running ? "timer.pause" : "timer.start")) texts.say(toggle, running ? "timer.pause" : "timer.start");
    toggle.classList.toggle("main", !running);
  };

  const look = () => {
    cancelLook();
    const now = clock.now();
    const left = remaining(timer, now);
    const passed = crossed(before, left);
    before = left;
    if (passed === "minute") texts.say(voice, "timer.minute");
    if (passed === "end") finish();
    draw(now);
    // Look again just after the next whole second.
    if (timer.deadline !== null) cancelLook = clock.after((left % 1000) + 20, look);
  };

  const finish = () => {
    timer = { ...timer, left: 0, deadline: null };
    texts.say(voice, "timer.end");
    keep();
  };

  const keep = () => {
    const left = Math.ceil(remaining(timer, clock.now()) / 1000);
    store.update((state) => change(state, reflection.id, { s: left }));
  };

  /** @param {(now: number) => Timer} next */
  const set = (next) => {
    touched = true;
    const now = clock.now();
    look(); // what was passed since the last look is said before anything changes
    timer = next(now);
    before = remaining(timer, now);
    if (timer.deadline === null) gong.cancel();
    else gong.plan(before);
    keep();
    look();
  };

  const toggle = onPress(element, "toggle", () => {
    const running = timer.deadline !== null && remaining(timer, clock.now()) > 0;
    set((now) => (running ? pause(timer, now) : start(timer, now)));
    if (running) texts.say(voice, "timer.paused");
    else texts.say(voice, "timer.started", { n: Math.ceil(before / 60_000) });
  });
  onPress(element, "more", () => {
    set((now) => addMinute(timer, now));
    texts.say(voice, "timer.left", { time: clockText(before) });
  });
  onPress(element, "reset", () => {
    set(() => reset(seconds));
    texts.say(voice, "timer.left", { time: clockText(before) });
  });
  const hide = onPress(element, "hide", () => {
    const hidden = element.classList.toggle("timeless");
    texts.say(hide, hidden ? "timer.show" : "timer.hide");
  });

  // A saved time comes back as it stood, paused: nobody knows how long the break was.
  store.subscribe(() => {
    const saved = part(store.get(), reflection.id).s;
    if (touched || typeof saved !== "number") return;
    touched = true;
    timer = createTimer(seconds, saved);
    before = timer.left;
    draw(clock.now());
  });
  // After sleep or in a hidden tab the next look may be far away.
  page.addEventListener("visibilitychange", look);
  draw(clock.now());

  if (element.querySelector('[data-do="big"]')) mountProjector(element, context);

  const used = () => (timer.total - remaining(timer, clock.now())) / 1000;
  const result = () => {
    const seconds = used();
    const extensions = {
      ...notes.extensions(),
      ...(seconds > 0 ? { [data.extensions["ended-early"]]: remaining(timer, clock.now()) > 0 } : {}),
    };
    return { ...(seconds > 0 ? { duration: duration(seconds) } : {}), extensions };
  };
  const name = `${reflection.id}.responded`;
  let sent = false;
  const notes = mountNotes(reflection, context, async (text) => {
    sent = true;
    const held = answer(reflection.questions[0].id, text);
    // An LMS without an LRS may have a place for answers of its own.
    const taken = data.statements[name] ? tell(name, { ...result(), response: text }) : held;
    sent = await taken;
    return sent;
  });

  return {
    done() {
      if (isDone(store.get(), reflection.id)) return;
      store.update((state) => markDone(state, reflection.id));
      if (!sent) void tell(name, result());
    },
  };
}
