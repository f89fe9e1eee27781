/**
 * All texts, in the chosen language and in the wording for a group or for one person. The page arrives in its
 * first language; switching rewrites every element with `data-t`. Anything inside a `data-alone` addresses
 * one person, whoever uses the rest.
 *
 * @typedef {{
 *   t: (key: string, values?: Record<string, string | number>, element?: Element) => string,
 *   say: (element: Element, key: string, values?: Record<string, string | number>) => void,
 *   use: (language: string) => void,
 *   address: (form: "du" | "ni") => void,
 *   language: () => string,
 *   onChange: (listener: () => void) => void,
 * }} Texts
 */

/**
 * @param {import("./shapes.js").PlayerData} data
 * @param {Document} page
 * @returns {Texts}
 */
export function createTexts(data, page) {
  let language = data.languages[0];
  /** Texts that exist only on the page, in its first language. @type {Record<string, string>} */
  const shown = {};
  for (const name of ["data-t", "data-t-label"]) {
    for (const element of page.querySelectorAll(`[${name}]`)) {
      shown[element.getAttribute(name) ?? ""] =
        element.getAttribute("aria-label") ?? element.textContent ?? "";
    }
  }
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
    const found = data.texts[language][place] ?? shown[place];
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

  const rewrite = () => {
    for (const element of page.querySelectorAll("[data-t]")) {
      element.textContent = t(
        element.getAttribute("data-t") ?? "",
        JSON.parse(element.getAttribute("data-v") ?? "null"),
        element,
      );
    }
    for (const element of page.querySelectorAll("[data-t-label]")) {
      element.setAttribute("aria-label", t(element.getAttribute("data-t-label") ?? ""));
    }
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
    use(wanted) {
      const next = choose(wanted, data.languages);
      if (!next || next === language) return;
      language = next;
      page.documentElement.lang = next;
      page.documentElement.dir = data.directions[next];
      for (const button of page.querySelectorAll("[data-use-language]"))
        button.setAttribute("aria-pressed", String(button.getAttribute("data-use-language") === next));
      for (const element of page.querySelectorAll("[data-language]")) {
        element.toggleAttribute("hidden", element.getAttribute("data-language") !== next);
      }
      rewrite();
    },
    address(form) {
      address = form;
      rewrite();
    },
    language: () => language,
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

/**
 * @param {string} wanted a tag, or a list as in Accept-Language, the most wanted first
 * @param {string[]} known
 * @returns {string | undefined}
 */
function choose(wanted, known) {
  for (const tag of wanted.split(",").map((part) => part.split(";")[0].trim())) {
    const exact = known.find((one) => one.toLowerCase() === tag.toLowerCase());
    const found = exact ?? known.find((one) => base(one) === base(tag));
    if (found) return found;
  }
}

/**
 * @param {string} tag
 * @returns {string} `sv` of `sv-SE`
 */
function base(tag) {
  return tag.toLowerCase().split(/[-_]/)[0];
}
