/**
 * The rows on the page: each has three fields that grow with their text. One row is always there. To whatever
 * keeps the text they are one field.
 *
 * @typedef {import("../../keeping/keeping.js").Written} Written
 * @typedef {{
 *   written: Written, agreement: () => import("./text.js").Agreement, focus: () => void, redraw: () => void,
 * }} Rows
 *   `redraw`: the language, or the size of the type, may have changed
 */

import { find, onPress } from "../../dom.js";
import { inWords, MOST_ROWS, packed, unpacked } from "./text.js";

/**
 * @param {HTMLElement} element
 * @param {import("../../shapes.js").Context} context
 * @returns {Rows}
 */
export function mountRows(element, { environment, speak, texts, views }) {
  const { clock } = environment;
  const window = /** @type {Window & typeof globalThis} */ (environment.window);
  const list = find(element, "[data-rows]");
  const removed = find(element, "[data-removed]");
  const full = find(element, "[data-full]");
  const day = element.querySelector("input");
  const words = element.querySelector("[data-day]");
  const grows = window.CSS?.supports?.("field-sizing", "content");
  let undo = () => {};

  const rows = () => /** @type {HTMLElement[]} */ ([...list.children]);
  const fields = (/** @type {ParentNode} */ row) => [...row.querySelectorAll("textarea")];

  /** A field is as high as its text, and no word breaks in it. @param {HTMLTextAreaElement} field */
  const fit = (field) => {
    const longest = Math.max(...field.value.split(/\s/).map((word) => word.length));
    field.style.setProperty("--letters", String(Math.max(longest, 1)));
    if (grows) return;
    field.rows = 1;
    const { lineHeight } = window.getComputedStyle(field);
    field.rows = Math.max(1, Math.floor(field.scrollHeight / Number.parseFloat(lineHeight)));
  };

  const sayDay = () => {
    if (!day || !words) return;
    const thisYear = new Date(clock.now()).getFullYear() === Number(day.value.slice(0, 4));
    words.textContent = day.value && inWords(day.value, texts.language(), !thisYear);
  };

  /** Rows are numbered, and fields have their labels, from the top. */
  const number = () => {
    const all = rows();
    for (const [i, row] of all.entries()) {
      for (const place of row.querySelectorAll("[data-n]")) texts.say(place, "agree.item", { n: i + 1 });
      const labels = row.querySelectorAll("label");
      for (const [j, field] of fields(row).entries()) {
        field.id = labels[j].htmlFor = `${element.id}_${i}_${j}`;
        field.toggleAttribute("data-first", !j && i === all.length - 1);
      }
      find(row, '[data-do="remove"]').hidden = all.length === 1;
    }
    more.hidden = all.length >= MOST_ROWS;
    full.hidden = !more.hidden;
    if (more.hidden) removed.hidden = true;
  };

  /**
   * @param {HTMLElement} row
   * @param {string[]} [values]
   */
  const fill = (row, values = []) => {
    for (const [j, field] of fields(row).entries()) {
      field.value = values[j] ?? "";
      fit(field);
    }
  };

  /**
   * @param {string[]} [values]
   * @param {Element} [before]
   * @returns {HTMLTextAreaElement} its first field
   */
  const insert = (values, before) => {
    const row = /** @type {HTMLElement} */ (list.children[0].cloneNode(true));
    list.insertBefore(row, before ?? null);
    fill(row, values);
    number();
    return fields(row)[0];
  };

  const agreement = () => ({
    day: day?.value ?? "",
    rows: rows().map((row) => fields(row).map((field) => field.value)),
  });
  /** @type {Written} */
  const written = Object.defineProperty(/** @type {any} */ (new EventTarget()), "value", {
    get: () => packed(agreement()),
    set(text) {
      const kept = unpacked(text);
      for (const row of rows().slice(1)) row.remove();
      fill(rows()[0], kept.rows[0]);
      for (const values of kept.rows.slice(1)) insert(values);
      if (day) day.value = kept.day;
      removed.hidden = true;
      number();
      sayDay();
    },
  });
  const happen = (/** @type {string} */ type) => written.dispatchEvent(new Event(type));

  const addRow = () => {
    if (rows().length < MOST_ROWS) insert().focus();
    else speak("agree.full");
  };
  const more = onPress(element, "add", addRow);

  onPress(removed, "undo", () => {
    removed.hidden = true;
    undo();
    happen("input");
    happen("change");
  });
  list.addEventListener("click", ({ target }) => {
    const row = /** @type {Element} */ (target).closest('[data-do="remove"]')?.closest("fieldset");
    if (!row) return;
    const at = rows().indexOf(row);
    const values = fields(row).map((field) => field.value);
    undo = () => insert(values, rows()[at]).focus();
    row.remove();
    removed.hidden = false;
    speak("agree.removed");
    number();
    fields(rows()[Math.min(at, rows().length - 1)])[0].focus();
    happen("input");
    happen("change");
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !(event.target instanceof HTMLTextAreaElement)) return;
    event.preventDefault();
    const all = fields(list);
    const next = all[all.indexOf(event.target) + 1];
    if (next) next.focus();
    else addRow();
  });
  list.addEventListener("input", ({ target }) => {
    const field = /** @type {HTMLTextAreaElement} */ (target);
    // A row is a line wherever it is kept.
    if (field.value.includes("\n")) field.value = field.value.replace(/\s*\n\s*/g, " ");
    fit(field);
  });
  day?.addEventListener("input", sayDay);
  for (const part of [list, day]) {
    for (const type of ["input", "change"]) part?.addEventListener(type, () => happen(type));
  }
  const fitAll = () => fields(list).forEach(fit);
  // What is not in view has no height yet.
  if (!grows) views.onShow(fitAll);
  if (!grows) window.addEventListener("resize", fitAll);
  number();

  return {
    written,
    agreement: () => unpacked(written.value),
    focus: () => fields(list)[0].focus(),
    redraw() {
      sayDay();
      fitAll();
    },
  };
}
