/**
 * The page's voice: one hidden polite region, which exists before its text. Nothing else on the page is read
 * out by itself.
 */

import { add, find } from "./dom.js";

/** After this long nobody should come across it any more. In milliseconds. */
const HEARD = 5000;

/**
 * @typedef {(key: string, values?: Record<string, string | number>, element?: Element) => void} Speak
 *   Reads a text out; `element` shows it as well.
 *
 * @param {import("./shapes.js").Environment} environment
 * @param {import("./texts.js").Texts} texts
 * @returns {Speak}
 */
export function createVoice({ clock, page }, texts) {
  const region = find(page, "[data-voice]");
  let cancel = () => {};
  return (key, values, element) => {
    if (element) texts.say(element, key, values);
    // A line of its own, so that what comes next does not silence it; without the key, because another language
    // is no reason to say it again.
    add(region, "p", "", texts.t(key, values, element));
    cancel();
    cancel = clock.after(HEARD, () => region.replaceChildren());
  };
}
