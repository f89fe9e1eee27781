/**
 * Who uses the module, where it leaves that open: a group or one person. The question is asked at the start
 * and the answer is saved with the progress. Until it is answered, the page looks as it does for a group.
 *
 * @typedef {import("./shapes.js").Chosen} Chosen
 */

/** Indexed by the saved state's value. @type {Chosen[]} */
const MODES = ["individual", "group"];

/**
 * @param {import("./shapes.js").Context} context
 * @returns {() => Chosen | undefined} the answer; undefined until it is given
 */
export function mountChoice({ environment, save, store, texts }) {
  const { page } = environment;
  const buttons = [...page.querySelectorAll("[data-choose]")];
  const answer = () => MODES[Number(store.get().g)];
  let shown = "group";

  const show = () => {
    const mode = answer() ?? "group";
    if (mode === shown) return;
    shown = mode;
    texts.speakTo(mode === "group" ? "ni" : "du");
    for (const part of page.querySelectorAll("[data-mode]"))
      part.toggleAttribute("hidden", part.getAttribute("data-mode") !== mode);
    // On return, the earlier choice is highlighted.
    for (const button of buttons)
      button.classList.toggle("main", button.getAttribute("data-choose") === mode);
    // A single person reads along; a group watches the film.
    for (const toggle of page.querySelectorAll('[data-do="text"]')) {
      const open = toggle.getAttribute("aria-expanded") === "true";
      if (toggle instanceof HTMLElement && open !== (mode === "individual")) toggle.click();
    }
  };

  for (const [g, mode] of MODES.entries()) {
    const button = buttons.find((one) => one.getAttribute("data-choose") === mode);
    button?.addEventListener("click", () => {
      store.update((state) => (state.g === g ? state : { ...state, g }));
      void save();
    });
  }
  store.subscribe(show);
  return answer;
}
