/**
 * A reflection: one question in view at a time, its timer, its notes; one goes on and back as one likes.
 *
 * @typedef {import("./contract.js").ReflectionData} ReflectionData
 */

import { mountCount } from "./count.js";
import { mountCountdown } from "./countdown.js";
import { find, onPress } from "./dom.js";
import { duration } from "./duration.js";
import { change, isDone, markDone } from "./progress.js";
import { inView, pathsOf } from "./questions.js";

/** The big screen's buttons, and how far each leads. @type {[string, number][]} */
const MOVES = [
  ["previous", -1],
  ["next", 1],
];

/**
 * @param {HTMLElement} element
 * @param {ReflectionData} reflection
 * @param {import("./shapes.js").Context} context
 * @returns {import("./shapes.js").Mounted}
 */
export function mountReflection(element, reflection, context) {
  const { answer, data, environment, parts, save, store, tell } = context;
  const { page } = environment;
  const { alone, id, questions } = reflection;
  const several = questions.length > 1;
  const countdown = mountCountdown(element, reflection, context);
  const count = mountCount(reflection, context);

  const asked = pathsOf(reflection).map((path, i) => {
    const name = `${path}.responded`;
    const respond = (/** @type {Record<string, unknown>} */ said) => tell(name, said, alone ? { meeting: "" } : undefined);
    let sent = false;
    /** @returns {Record<string, unknown>} */
    const result = () => {
      const seconds = countdown.used(i) / 1000;
      const written = notes?.text().length;
      const { "head-count": people, "ended-early": early, length } = data.extensions;
      const extensions = {
        ...(count() ? { [people]: count() } : {}),
        ...(written ? { [length]: written } : {}),
        ...(seconds > 0 ? { [early]: countdown.left(i) > 0 } : {}),
      };
      return { ...(seconds > 0 ? { duration: duration(seconds) } : {}), extensions };
    };
    const notes = parts.notes?.(reflection, i, context, async (text) => {
      sent = true;
      // Where no LRS is told, the LMS may have a place for answers of its own.
      sent = await (data.statements[name] ? respond({ ...result(), response: text }) : answer(questions[i].id, text));
      return sent;
    });
    return { respond: () => void (sent || respond(result())), leave: () => notes?.leave() };
  });

  let current = 0;
  const ahead = (/** @type {number} */ by) => current + by in questions;

  const show = () => {
    const next = inView(store.get(), reflection);
    if (next === current) return;
    current = next;
    for (const [i, question] of questions.entries()) {
      page.getElementById(`q-${question.id}`)?.classList.toggle("gone", i !== current);
      page.getElementById(`q-${question.id}_notes`)?.toggleAttribute("hidden", i !== current);
    }
    for (const [name, by] of MOVES) find(element, `[data-do="${name}"]`, HTMLElement).hidden = !ahead(by);
    countdown.show(current);
  };

  const turn = (/** @type {number} */ by) => {
    if (!ahead(by)) return false;
    store.update((state) => change(state, id, { q: questions[current + by].id }));
    void save();
    find(element, `#q-${questions[current].id} .question`, HTMLElement).focus();
    return true;
  };
  if (several) for (const [name, by] of MOVES) onPress(element, name, () => turn(by));
  if (several) store.subscribe(show);

  return {
    ahead,
    turn,
    leave() {
      countdown.keep();
      for (const { leave } of asked) leave();
    },
    done() {
      if (isDone(store.get(), id)) return;
      store.update((state) => markDone(state, id));
      for (const { respond } of asked) respond();
    },
  };
}
