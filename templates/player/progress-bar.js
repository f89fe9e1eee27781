/**
 * The progress bar: one segment per activity, as wide as its share of the time. Done activities are marked.
 * The current one is the last of this view that is in use, else its first that is not done, else its last.
 *
 * @typedef {import("./shapes.js").Context} Context
 */

import { isDone } from "./progress.js";

/**
 * @param {Context} context
 * @param {Map<string, import("./shapes.js").Mounted>} mounted by the activities' ids
 */
export function mountProgressBar({ data, environment, store, texts, views }, mounted) {
  const items = [...environment.page.querySelectorAll("[data-way]")].filter(
    (item) => item instanceof HTMLElement,
  );

  const draw = () => {
    const here = data.steps.find(({ id }) => id === views.current())?.activities ?? [];
    const open = here.filter((id) => !isDone(store.get(), id));
    const used = open.filter((id) => mounted.get(id)?.begun?.());
    const next = used.at(-1) ?? open[0] ?? here.at(-1);
    for (const item of items) {
      const id = item.dataset.way ?? "";
      const done = isDone(store.get(), id);
      item.classList.toggle("been", done);
      if (id === next) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
      const word = item.querySelector(".hidden");
      if (word) word.textContent = done ? `${texts.t("nav.done")}: ` : "";
    }
  };
  store.subscribe(draw);
  views.onShow(draw);
  texts.onChange(draw);
  draw();
}
