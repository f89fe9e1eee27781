/**
 * A checklist: every item is a checkbox. It is done once all of them were ticked, and stays done.
 *
 * @typedef {import("../../contract.js").ChecklistData} ChecklistData
 */

import { add, find } from "../../dom.js";
import { markDone } from "../../progress.js";
import { tick, ticks } from "./ticks.js";

/**
 * @param {HTMLElement} element
 * @param {ChecklistData} checklist
 * @param {import("../../shapes.js").Context} context
 * @returns {import("../../shapes.js").Mounted}
 */
export function mountChecklist(element, checklist, context) {
  const { save, speak, store, texts } = context;
  const { id, items } = checklist;
  const said = find(element, "[data-count]");
  const boxes = /** @type {HTMLInputElement[]} */ ([...element.querySelectorAll("input")]);
  const told = /** @type {import("./parts.js").ChecklistParts} */ (context.parts).ticked?.(
    checklist,
    context,
  );
  let begun = false;
  let passed = false;

  const done = () => items.filter((key) => ticks(store.get(), id).includes(key)).length;
  const values = () => ({ n: done(), of: items.length });
  /** Each item's text, with a box before it. */
  const marked = () =>
    boxes.map(({ checked, labels }) => {
      const text = labels?.[0].textContent?.trim().replace(/\s+/g, " ");
      return `${checked ? "☑" : "☐"} ${text}`;
    });
  const tell = () => void (begun && told?.(done()));
  /** All of them may be ticked without a press: where a new version has fewer. */
  const look = () => {
    if (done() < items.length) return;
    store.update((state) => markDone(state, id));
    tell();
  };

  for (const [i, box] of boxes.entries()) {
    box.addEventListener("change", () => {
      store.update((state) => tick(state, id, items[i], box.checked));
      speak("ticks.count", values(), said);
      look();
      void save();
    });
  }
  store.subscribe(() => {
    const known = ticks(store.get(), id);
    for (const [i, box] of boxes.entries()) box.checked = known.includes(items[i]);
    if (said.dataset.v !== JSON.stringify(values())) texts.say(said, "ticks.count", values());
  });

  return {
    begin() {
      begun = true;
      look();
      if (passed) tell();
    },
    done() {
      passed = true;
      tell();
    },
    print: () => [
      { askedText: texts.t("ticks.count", values()), writtenText: done() ? marked().join("\n") : "" },
    ],
    // A list that nobody has ticked is for the paper only, where it still can be.
    draw(sheet, lines) {
      if (!lines && !done()) return;
      add(sheet, "h2", lines ? "small soft" : "label", texts.t(`a.${id}.title`));
      add(sheet, "p", "says", texts.t("ticks.count", values()));
      const list = sheet.ownerDocument.createElement("ul");
      list.className = "marked";
      for (const item of marked()) add(list, "li", "", item);
      sheet.append(list);
    },
  };
}
