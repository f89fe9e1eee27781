/**
 * The statements about a checklist: how many of its items are ticked, never which. One when the list is left,
 * or everything is ticked; another, which replaces it, when the number has changed. What was told is in the
 * saved state, for each meeting.
 */

import { change, part } from "../../progress.js";

/**
 * @param {import("../../contract.js").ChecklistData} checklist
 * @param {import("../../shapes.js").Context} context
 * @returns {(count: number) => void}
 */
export function tellTicked({ id, items }, { data, meeting, store, tell }) {
  return async (count) => {
    const scope = meeting?.id() ?? "";
    const place = scope ? `${id}@${scope.slice(0, 8)}` : id;
    const { h = 0, y = 0 } = part(store.get(), place);
    if (h === count) return;
    const note = (/** @type {import("../../progress.js").Part} */ changes) =>
      store.update((state) => change(state, place, changes));
    note({ h: count, y: y + 1 });
    const result = {
      completion: count === items.length,
      extensions: { [`${data.extensions}ticked`]: count },
    };
    const taken = await tell(`${id}.ticked`, result, { meeting: scope, n: y + 1 });
    if (!taken) note({ h: -1 }); // so that a refused statement is sent again
  };
}
