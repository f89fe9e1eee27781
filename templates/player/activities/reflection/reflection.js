/**
 * A reflection: one question in view at a time, with its timer and its notes. The learner can go back and
 * forth freely.
 *
 * @typedef {import("../../contract.js").ReflectionData} ReflectionData
 */

import { find, onPress } from "../../dom.js";
import { change, markDone } from "../../progress.js";
import { mountCountdown } from "./countdown.js";
import { handDown, inView, pathsOf } from "./questions.js";

/** The big screen's buttons, and how many questions each moves. @type {[string, number][]} */
const MOVES = [
  ["previous", -1],
  ["next", 1],
];

/**
 * @param {HTMLElement} element
 * @param {ReflectionData} reflection
 * @param {import("../../shapes.js").Context} context
 * @returns {import("../../shapes.js").Mounted}
 */
export function mountReflection(element, reflection, context) {
  const { answer, environment, meeting, save, speak, perType, store, texts, views } = context;
  const parts = /** @type {import("./parts.js").ReflectionParts} */ (context.parts);
  perType.responses ??= parts.responses?.(context, views, meeting);
  /** @type {{ responses?: import("./responses.js").Responses }} */
  const { responses } = perType;
  const { page } = environment;
  const { id, questions } = reflection;
  const several = questions.length > 1;
  const countdown = mountCountdown(element, reflection, context, responses);

  const paths = pathsOf(reflection);
  const asked = paths.map((path, i) => {
    // Where no statements are sent, the LMS itself may have a place for answers.
    const send = (/** @type {string} */ text) => responses?.send(path, text) ?? answer(questions[i].id, text);
    return parts.notes?.(reflection, i, context, send);
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
    element.setAttribute("aria-labelledby", `q-${questions[current].id}_text`);
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
    begin: () => responses?.begin(),
    readOlder: (state) => handDown(state, reflection),
    ahead: (by) => (ahead(by) ? (by > 0 ? "question.next" : "question.previous") : ""),
    turn,
    begun: () => current > 0 || countdown.begun(),
    big: () => speak(`q.${questions[current].id}.text`),
    leave() {
      countdown.keep();
      responses?.look();
      for (const notes of asked) notes?.leave();
    },
    done() {
      store.update((state) => markDone(state, id));
      countdown.keep();
      responses?.done(paths);
    },
    talked: "done.talked",
    print: () =>
      questions.map((question) => ({
        askedText: texts.t(`q.${question.id}.text`),
        writtenText:
          /** @type {HTMLTextAreaElement | null} */ (
            page.querySelector(`#q-${question.id}_note`)
          )?.value.trim() ?? "",
      })),
  };
}
