/**
 * The page's voice: one hidden polite region, which exists before its text. Nothing else on the page is read
 * out by itself.
 */

import { find } from "./dom.js";

/**
 * @typedef {(key: string, values?: Record<string, string | number>, element?: Element) => void} Speak
 *   Reads a text out; `element` shows it as well.
 *
 * @param {Document} page
 * @param {import("./texts.js").Texts} texts
 * @returns {Speak}
 */
export function createVoice(page, texts) {
  const region = find(page, "[data-voice]");
  return (key, values, element) => {
    if (element) texts.say(element, key, values);
    // Without the key: another language is no reason to say it again.
    region.textContent = texts.t(key, values, element);
  };
}
