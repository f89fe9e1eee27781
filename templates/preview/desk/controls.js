/** What is played, and what goes wrong. A control that would do nothing for this package is not there. */

import { find, make } from "./dom.js";
import { resize, SIZES, width } from "./frame.js";
import { ask } from "./server.js";
import { has, t } from "./texts.js";

const ORDER = ["format", "persona", "learner", "language", "mode"];
const choices = find("[data-choices]");
const faults = find("[data-faults]");

/**
 * @param {string} name
 * @param {string[]} values
 * @param {string} chosen
 * @param {(value: string) => void} act
 */
function select(name, values, chosen, act) {
  const field = document.createElement("select");
  for (const value of values) {
    const key = `${name}.${value}`;
    const shown = has(key)
      ? t(key)
      : new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(value);
    field.append(new Option(shown ?? value, value, false, value === chosen));
  }
  field.addEventListener("change", () => act(field.value));
  const label = make("label.pick", `${t(`choose.${name}`)} `, field);
  if (name === "format" || name === "width") label.classList.add("all");
  label.dataset.name = name;
  return label;
}

/** @param {any} picture */
export function draw({ options, chosen, available, faults: on }) {
  const focused = document.activeElement?.closest("[data-name], [data-fault]");
  const name = focused instanceof HTMLElement ? focused.dataset.name : "";
  choices.replaceChildren(
    ...ORDER.filter((one) => options[one]?.length > 1).map((one) =>
      select(one, options[one], chosen[one], (value) => void ask("choose", { name: one, value })),
    ),
    select("width", Object.keys(SIZES), width(), resize),
  );
  if (name) choices.querySelector(`[data-name="${name}"] select`)?.dispatchEvent(new Event("refocus"));
  const back = name ? choices.querySelector(`[data-name="${name}"] select`) : null;
  if (back instanceof HTMLElement) back.focus();
  faults.hidden = !available.length;
  const known = new Map(
    [...faults.querySelectorAll("button")].map((button) => [button.dataset.fault, button]),
  );
  for (const [fault, button] of known) if (!available.includes(fault)) button.remove();
  for (const fault of available) {
    const button = known.get(fault) ?? toggle(fault);
    button.setAttribute("aria-pressed", String(on.includes(fault)));
    faults.append(button);
  }
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
