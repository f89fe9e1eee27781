/** What is played, and what goes wrong. A control that would do nothing for this package is not there. */

import { find, make } from "./dom.js";
import { resize, SIZES, width } from "./frame.js";
import { ask } from "./server.js";
import { has, t } from "./texts.js";

const ORDER = ["format", "persona", "learner", "language", "mode"];
const choices = find("[data-choices]");
const faults = find("[data-faults]");

/**
 * The field for a choice: the one that is there, if it offers the same.
 *
 * @param {string} name
 * @param {string[]} values
 * @param {string} chosen
 * @param {(value: string) => void} act
 * @returns {HTMLElement}
 */
function pick(name, values, chosen, act) {
  const label = choices.querySelector(`[data-name="${name}"]`);
  const field = label?.querySelector("select");
  if (!(label instanceof HTMLElement) || !field) return select(name, values, chosen, act);
  const there = [...field.options].map(({ value }) => value);
  if (there.join() !== values.join()) field.replaceChildren(...offered(name, values));
  field.value = chosen;
  return label;
}

/**
 * @param {string} name
 * @param {string[]} values
 */
function offered(name, values) {
  const languages = new Intl.DisplayNames([document.documentElement.lang], { type: "language" });
  return values.map((value) => {
    const key = `${name}.${value}`;
    return new Option(has(key) ? t(key) : languages.of(value), value);
  });
}

/** @type {typeof pick} */
function select(name, values, chosen, act) {
  const field = document.createElement("select");
  field.append(...offered(name, values));
  field.value = chosen;
  field.addEventListener("change", () => act(field.value));
  const label = make("label.pick", `${t(`choose.${name}`)} `, field);
  if (name === "format" || name === "width") label.classList.add("all");
  label.dataset.name = name;
  return label;
}

/**
 * Put these in a row, and take the others away. What is there already is not moved: it would lose the focus.
 *
 * @param {Element} row
 * @param {HTMLElement[]} wanted
 * @param {number} [from] how many children come before them
 */
function arrange(row, wanted, from = 0) {
  for (const one of [...row.children].slice(from)) if (!wanted.some((each) => each === one)) one.remove();
  wanted.forEach((one, index) => {
    const there = row.children[from + index];
    if (there !== one) row.insertBefore(one, there ?? null);
  });
}

/** @param {any} picture */
export function draw({ options, chosen, available, faults: on }) {
  const picked = ORDER.filter((one) => options[one]?.length > 1).map((one) =>
    pick(one, options[one], chosen[one], (value) => void ask("choose", { name: one, value })),
  );
  arrange(choices, [...picked, pick("width", Object.keys(SIZES), width(), resize)]);
  faults.hidden = !available.length;
  const buttons = available.map((/** @type {string} */ fault) => {
    const button = faults.querySelector(`[data-fault="${fault}"]`) ?? toggle(fault);
    button.setAttribute("aria-pressed", String(on.includes(fault)));
    return button;
  });
  arrange(faults, buttons, 1);
}

/** @param {string} fault */
function toggle(fault) {
  const button = /** @type {HTMLButtonElement} */ (make("button.button.fault", t(`fault.${fault}`)));
  button.type = "button";
  button.dataset.fault = fault;
  if (fault === "refuse") button.classList.add("all");
  button.addEventListener("click", () => {
    void ask("switch", { fault, on: button.getAttribute("aria-pressed") !== "true" });
  });
  return button;
}
