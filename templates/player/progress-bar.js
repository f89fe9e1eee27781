/**
 * The progress bar: one segment per activity, as wide as its share of the time. Done activities are marked,
 * and the first that is not done is the current one.
 *
 * @typedef {import("./shapes.js").Context} Context
 */

import { isDone } from "./progress.js";

/** @param {Context} context */
export function mountProgressBar({ data, environment, store, texts }) {
  const items = [...environment.page.querySelectorAll("[data-way]")].filter(
    (item) => item instanceof HTMLElement,
  );

  const draw = () => {
    const next = data.activities.find((activity) => !isDone(store.get(), activity.id));
    for (const item of items) {
      const id = item.dataset.way ?? "";
      const done = isDone(store.get(), id);
      item.classList.toggle("been", done);
      item.toggleAttribute("aria-current", id === next?.id);
      if (id === next?.id) item.setAttribute("aria-current", "step");
      const word = item.querySelector(".hidden");
      if (word) word.textContent = done ? `${texts.t("nav.done")}: ` : "";
    }
  };
  store.subscribe(draw);
  texts.onChange(draw);
  draw();
}
