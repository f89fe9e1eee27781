/**
 * The page's message about statements not sent yet. Shown only when something is wrong; never a dialog.
 *
 * @typedef {import("./shapes.js").Context} Context
 * @typedef {import("./shapes.js").Unsent} Unsent
 */

import { copyText, saveFile } from "./clipboard.js";
import { find, onPress } from "./dom.js";

/**
 * @param {Context} context
 * @param {import("./shapes.js").Tracking} tracking
 * @returns {(unsent: Unsent) => void}
 */
export function mountUnsent({ data, environment, speak, texts }, tracking) {
  const { page } = environment;
  const box = find(page, ".unsent");
  const lines = find(box, "[data-lines]");
  const said = find(box, "[data-said]");
  const all = () => `[${tracking.unsent?.bodies().join(",\n")}]\n`;

  const retry = onPress(box, "hurry", () => tracking.unsent?.hurry());
  const copy = onPress(box, "copy", () => copyText(page, all(), speak, said));
  const file = onPress(box, "file", () => saveFile(page, `${data.id}.json`, all()));

  return ({ waiting, aside, loose, expired, trouble }) => {
    /** @type {[string, Record<string, number>?][]} */
    const now = [];
    if (trouble) {
      now.push(["unsent.waiting", { n: waiting }]);
      if (trouble === "refused") now.push(["unsent.refused"]);
      else now.push([loose ? "unsent.loose" : "unsent.kept"]);
    }
    if (aside) now.push(["unsent.aside", { n: aside }]);
    if (expired) now.push(["unsent.expired", { n: expired }]);
    const before = [...lines.children].map((line) => line.textContent).join();
    const next = now.map(([key, values]) => {
      const line = page.createElement("p");
      texts.say(line, key, values);
      return line;
    });
    // Do not announce an unchanged status again.
    if (next.map((line) => line.textContent).join() !== before) {
      lines.replaceChildren(...next);
      if (now.length) speak(...now[0]);
    }
    box.classList.toggle("empty", !now.length);
    retry.hidden = !trouble;
    for (const button of [copy, file]) button.hidden = !trouble && !aside;
  };
}
