/** A promise that a group makes by ticking a box. */

import { find } from "../../dom.js";
import { isDone, markDone } from "../../progress.js";

/**
 * @param {HTMLElement} element
 * @param {{ id: string }} pledge
 * @param {import("../../shapes.js").Context} context
 * @returns {import("../../shapes.js").Mounted}
 */
export function mountPledge(element, pledge, { save, store, tell, texts }) {
  const box = find(element, "input", HTMLInputElement);
  box.addEventListener("change", () => {
    if (!box.checked) return;
    store.update((state) => markDone(state, pledge.id));
    tell(`${pledge.id}.promised`, {}, { once: true });
    void save();
  });
  store.subscribe(() => {
    box.checked = isDone(store.get(), pledge.id);
  });
  return {
    print: () => [
      {
        askedText: texts.t(`a.${pledge.id}.promise`),
        writtenText: box.checked ? texts.t("pledge.given") : "",
      },
    ],
  };
}
