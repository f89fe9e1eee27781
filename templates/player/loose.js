/**
 * Texts that lie only in this page. Leaving the page asks while one of them was neither saved, copied nor
 * printed since it changed; ending the session asks in place (end.js).
 *
 * @typedef {keyof typeof HOLDS} Hold
 *   `none`: there is no text, or it is kept elsewhere · `loose`: it is only here · `taken`: it is only here,
 *   and the learner has taken a copy
 * @typedef {"written" | "kept" | "taken"} LooseEvent `kept`: it is confirmed elsewhere, or erased
 * @typedef {ReturnType<typeof createLoose>} Loose
 */

import { createSignal } from "./signal.js";

export const HOLDS = /** @type {const} */ ({
  none: { written: "loose" },
  loose: { kept: "none", taken: "taken" },
  taken: { written: "loose", kept: "none" },
});

/** @param {Pick<import("./shapes.js").Environment, "window">} environment */
export function createLoose({ window }) {
  /** By field. @type {Map<string, Hold>} */
  const holds = new Map();
  /** @type {import("./signal.js").Signal<void>} */
  const changes = createSignal();
  const any = (/** @type {Hold} */ hold) => [...holds.values()].includes(hold);
  const ask = (/** @type {Event} */ event) => event.preventDefault();

  /**
   * @param {string} field
   * @param {LooseEvent} event
   */
  const happen = (field, event) => {
    const before = holds.get(field) ?? "none";
    /** @type {Partial<Record<LooseEvent, Hold>>} */
    const row = HOLDS[before];
    holds.set(field, row[event] ?? before);
    // A listener that stays would keep the page out of the back-forward cache.
    if (any("loose")) window.addEventListener("beforeunload", ask);
    else window.removeEventListener("beforeunload", ask);
    changes.send();
  };

  return {
    happen,
    /** All of them were taken. */
    take() {
      for (const field of holds.keys()) happen(field, "taken");
    },
    /** Whether a text is only here. */
    holds: () => any("loose") || any("taken"),
    /** Whether a text would be lost. */
    asks: () => any("loose"),
    listen: changes.listen,
  };
}
