/**
 * The way onward: "Nästa" or "Klar" marks the reflections of its step as done and commits; it never ends the session. "Avsluta" does.
 *
 * @typedef {import("./shapes.js").Context} Context
 * @typedef {import("./views.js").Views} Views
 */

import { find } from "./dom.js";
import { isDone } from "./progress.js";
import { END, START } from "./views.js";

/**
 * @param {Context} context
 * @param {Views} views
 * @param {Map<string, import("./shapes.js").Mounted>} mounted by the activities' ids
 * @param {() => void} finish
 */
export function mountSteps({ data, environment, save, store, texts }, views, mounted, finish) {
  const { page } = environment;
  const names = [START, ...data.steps.map((step) => step.id), END];
  const missing = () => data.activities.filter((activity) => activity.required && !isDone(store.get(), activity.id));

  for (const step of data.steps) {
    const view = find(page, `[data-view="${step.id}"]`, HTMLElement);
    const rest = find(view, "[data-rest]", HTMLElement);
    const next = names[names.indexOf(step.id) + 1];

    find(view, '[data-do="onward"]', HTMLElement).addEventListener("click", () => {
      for (const id of step.activities) mounted.get(id)?.done?.();
      save();
      const left = missing();
      if (next !== END || store.get().c) views.show(next);
      else
        texts.say(rest, page.getElementById(`a-${left[0].id}_text`) ? "rest.film" : "rest.other", {
          title: texts.t(`a.${left[0].id}.title`),
        });
    });
    store.subscribe(() => {
      if (!store.get().c || !rest.textContent) return;
      texts.say(rest, "rest.done");
    });
    find(view, '[data-do="leave"]', HTMLElement).addEventListener("click", () => {
      views.show(END);
      finish();
    });
    find(view, '[data-do="back"]', HTMLElement).addEventListener("click", () => views.show(names[names.indexOf(step.id) - 1]));
  }

  const begin = find(page, '[data-view="@start"] [data-do="begin"]', HTMLButtonElement);
  begin.addEventListener("click", () => views.show(names[1]));
  begin.disabled = false; // until here a press would have been lost
  find(page, '[data-view="@end"] [data-do="back"]', HTMLElement).addEventListener("click", () => views.show(names[names.length - 2]));
}
