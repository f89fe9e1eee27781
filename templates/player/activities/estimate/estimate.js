/**
 * An estimate: a question with a scale. In a group everybody's answer becomes a dot (room.js), one person marks
 * a step (mark.js); a page has both where either may use it.
 *
 * @typedef {import("../../contract.js").EstimateData} EstimateData
 */

import { add, find, isMeant } from "../../dom.js";
import { isDone, markDone } from "../../progress.js";

/**
 * @param {HTMLElement} element
 * @param {EstimateData} estimate
 * @param {import("../../shapes.js").Context} context
 * @returns {import("../../shapes.js").Mounted}
 */
export function mountEstimate(element, estimate, context) {
  const { store, texts } = context;
  const { id, required } = estimate;
  const parts = /** @type {import("./parts.js").EstimateParts} */ (context.parts);
  const forGroup = element.querySelector("[data-room]");
  const forOne = element.querySelector("[data-one]");
  const room = forGroup && parts.room?.(forGroup, estimate, context);
  const mark = forOne && parts.mark?.(forOne, estimate, context);
  const used = () => (forGroup && isMeant(forGroup) ? room : mark);
  const onward = find(element.closest("[data-view]") ?? element, '[data-do="onward"]');

  let skipping = false;
  /** A group may leave it out as long as it is neither done nor required. */
  const skips = () => used() === room && !required && !skipping && !isDone(store.get(), id);
  const draw = () => {
    onward.classList.toggle("plain", skips());
    onward.classList.toggle("main", !skips());
  };
  store.subscribe(draw);
  draw();

  return {
    begun: () => used()?.begun() ?? false,
    ahead: (by) => (by > 0 && skips() ? "estimate.roomSkip" : ""),
    turn(by) {
      // On the big screen a key must not lead away.
      if (by < 0 || !skips() || element.classList.contains("shown")) return false;
      skipping = true;
      // Not `click()`, which does nothing within a click that was not a pointer's, such as a screen reader's.
      onward.dispatchEvent(new Event("click"));
      skipping = false;
      return true;
    },
    done() {
      if (used() === mark && mark?.begun()) store.update((state) => markDone(state, id));
    },
    leave: () => mark?.leave(),
    print: () => used()?.print() ?? [],
    draw(sheet, lines) {
      for (const { askedText, writtenText } of used()?.print() ?? []) {
        add(sheet, "h2", lines ? "small soft" : "label", texts.t(`a.${id}.title`));
        add(sheet, "p", lines ? "question" : "says", askedText);
        if (room && used() === room) sheet.append(room.drawn(writtenText));
        else add(sheet, "p", "written", writtenText);
      }
    },
  };
}
