/**
 * Rewriting the page, where it may appear in another language, or address one person instead of a group. It
 * arrives in its first language, for a group.
 */

/**
 * @param {Pick<import("./shapes.js").Context, "data" | "environment" | "save" | "store" | "texts">} context
 * @returns {(wanted: string) => void} switches to the first known language in a list as in Accept-Language
 */
export function mountRewriting({ data, environment, save, store, texts }) {
  const { page } = environment;
  const buttons = page.querySelectorAll("[data-use-language]");
  // The page's own texts are not handed over a second time.
  const first = data.texts[data.languages[0]];
  for (const name of ["data-t", "data-t-label"]) {
    for (const element of page.querySelectorAll(`[${name}]`))
      first[Number(element.getAttribute(name))] ??=
        element.getAttribute("aria-label") ?? element.textContent ?? "";
  }

  texts.onChange(() => {
    for (const element of page.querySelectorAll("[data-t]")) {
      element.textContent = texts.t(
        element.getAttribute("data-t") ?? "",
        JSON.parse(element.getAttribute("data-v") ?? "null"),
        element,
      );
    }
    for (const element of page.querySelectorAll("[data-t-label]"))
      element.setAttribute("aria-label", texts.t(element.getAttribute("data-t-label") ?? ""));
  });

  const use = (/** @type {string} */ wanted) => {
    const next = choose(wanted, data.languages);
    if (!next || next === texts.language()) return;
    page.documentElement.lang = next;
    page.documentElement.dir = data.directions[next];
    for (const button of buttons)
      button.setAttribute("aria-pressed", String(button.getAttribute("data-use-language") === next));
    for (const element of page.querySelectorAll("[data-language]"))
      element.toggleAttribute("hidden", element.getAttribute("data-language") !== next);
    texts.switchTo(next);
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const l = button.getAttribute("data-use-language") ?? "";
      use(l);
      store.update((state) => ({ ...state, l }));
      void save();
    });
  }
  return use;
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
