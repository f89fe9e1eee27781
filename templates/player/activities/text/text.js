/** A text to read. It is done when its button is pressed, and by nothing else. */

import { find, onPress } from "../../dom.js";
import { isDone, markDone } from "../../progress.js";

/** How much of the big screen a key moves: the last lines stay in view. */
const SCREEN = 0.8;

/**
 * @param {HTMLElement} element
 * @param {import("../../contract.js").ReadingData} text
 * @param {import("../../shapes.js").Context} context
 * @returns {import("../../shapes.js").Mounted}
 */
export function mountText(element, { id }, { save, store, tell, texts, views }) {
  const view = /** @type {HTMLElement} */ (element.closest("[data-view]"));
  const onward = find(view, '[data-do="onward"]');
  const read = onPress(element, "read", () => {
    if (isDone(store.get(), id)) return;
    store.update((state) => markDone(state, id));
    tell(`${id}.marked`, undefined, { once: true });
    save();
  });

  // One filled button: the text's until it is read, then the one that leads onward.
  const show = () => {
    const done = isDone(store.get(), id);
    const key = done ? "reading.read" : "reading.mark";
    if (read.dataset.t !== key) texts.say(read, key);
    read.setAttribute("aria-pressed", String(done));
    read.classList.toggle("main", !done);
    onward.classList.toggle("main", !view.querySelector('.main[data-do="read"]'));
  };
  store.subscribe(show);
  show();

  // Pictures wait until the view is seen; then all of them come, because paper shows all.
  views.onShow(() => {
    if (!view.hidden) for (const picture of element.querySelectorAll("img")) picture.loading = "eager";
  });
  return {
    rest: "rest.reading",
    turn(by) {
      element.scrollBy({ top: by * element.clientHeight * SCREEN });
      return true;
    },
  };
}
