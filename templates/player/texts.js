/**
 * All texts, in the chosen language and in the wording for a group or for one person. Anything inside a
 * `data-alone` addresses one person, whoever uses the rest. Where either can change, rewriting.js rewrites the
 * page.
 *
 * @typedef {{
 *   t: (key: string, values?: Record<string, string | number>, element?: Element) => string,
 *   say: (element: Element, key: string, values?: Record<string, string | number>) => void,
 *   speakTo: (form: "du" | "ni") => void,
 *   switchTo: (language: string) => void,
 *   language: () => string,
 *   onChange: (listener: () => void) => void,
 * }} Texts
 */

/**
 * @param {import("./shapes.js").PlayerData} data
 * @returns {Texts}
 */
export function createTexts(data) {
  let language = data.languages[0];
  /** @type {"du" | "ni"} */
  let address = "ni";
  /** @type {(() => void)[]} */
  const listeners = [];

  /**
   * @param {string} key
   * @param {Record<string, string | number>} [values] Only for the player's own texts: braces in an author's
   *   text stay as typed.
   * @param {Element} [element] the element that shows the text
   */
  const t = (key, values, element) => {
    const named = data.keys.indexOf(key);
    const place = named < 0 ? Number(key) : named;
    const found = data.texts[language][place] ?? "";
    const form = element?.closest("[data-alone]") ? "du" : address;
    const text =
      typeof found === "string"
        ? found
        : "ni" in found
          ? found[form]
          : values?.n === 1
            ? found.one
            : found.other;
    return values ? text.replace(/\{(\w+)\}/g, (_, name) => String(values[name])) : text;
  };

  const change = () => {
    for (const listener of listeners) listener();
  };

  return {
    t,
    say(element, key, values) {
      element.setAttribute("data-t", key);
      if (values) element.setAttribute("data-v", JSON.stringify(values));
      else element.removeAttribute("data-v");
      element.textContent = t(key, values, element);
    },
    speakTo(form) {
      address = form;
      change();
    },
    switchTo(wanted) {
      language = wanted;
      change();
    },
    language: () => language,
    onChange(listener) {
      listeners.push(listener);
    },
  };
}
