/**
 * The buttons that lead through the steps. "Nästa" or "Klar" marks the step's reflections as done and
 * commits, but never ends the session. "Avsluta" does.
 *
 * @typedef {import("./shapes.js").Context} Context
 * @typedef {import("./views.js").Views} Views
 */

import { find, onPress } from "./dom.js";
import { isDone } from "./progress.js";
import { END, START } from "./views.js";

/**
 * @param {Context} context
 * @param {Views} views
 * @param {Map<string, import("./shapes.js").Mounted>} mounted by the activities' ids
 * @param {(at: Element, go: () => void) => void} leave asks first, where something would be lost
 * @param {() => void} finish
 */
export function mountSteps({ data, environment, save, speak, store, texts }, views, mounted, leave, finish) {
  const { page } = environment;
  const names = [START, ...data.steps.map((step) => step.id), END];
  const say = (/** @type {HTMLElement} */ button, /** @type {string} */ key) =>
    void (button.dataset.t === key || texts.say(button, key));
  const missing = () =>
    data.activities.filter((activity) => activity.required && !isDone(store.get(), activity.id));

  for (const step of data.steps) {
    const view = find(page, `[data-view="${step.id}"]`);
    const rest = find(view, "[data-rest]");
    const onward = find(view, '[data-do="onward"]');
    const back = find(view, '[data-do="back"]');
    const next = names[names.indexOf(step.id) + 1];

    /** The activity of this step that has another part in this direction. @param {number} by */
    const inside = (by) => {
      const activities = step.activities.map((id) => mounted.get(id));
      return (by > 0 ? activities : activities.reverse()).find((activity) => activity?.ahead?.(by));
    };
    const label = () => {
      say(onward, inside(1)?.ahead?.(1) || `step.${step.id}.onward`);
      say(back, inside(-1)?.ahead?.(-1) || "nav.back");
    };
    store.subscribe(label);

    onward.addEventListener("click", () => {
      const activity = inside(1);
      if (activity) return activity.turn?.(1);
      for (const id of step.activities) mounted.get(id)?.done?.();
      save();
      const left = missing();
      if (next !== END || store.get().c) views.show(next);
      else
        speak(
          mounted.get(left[0].id)?.rest ?? "rest.other",
          { title: texts.t(`a.${left[0].id}.title`) },
          rest,
        );
    });
    store.subscribe(() => {
      if (!store.get().c || !rest.textContent || rest.dataset.t === "rest.done") return;
      speak("rest.done", undefined, rest);
    });
    const end = onPress(view, "leave", () =>
      leave(end, () => {
        views.show(END);
        finish();
      }),
    );
    back.addEventListener("click", () => {
      const activity = inside(-1);
      if (activity) activity.turn?.(-1);
      else views.show(names[names.indexOf(step.id) - 1]);
    });
    label();
  }

  for (const begin of page.querySelectorAll('[data-do="begin"]')) {
    begin.addEventListener("click", () => views.show(names[1]));
  }
  find(page, '[data-view="@end"] [data-do="back"]').addEventListener("click", () =>
    views.show(names[names.length - 2]),
  );
}
