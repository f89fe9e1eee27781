/**
 * Small panels that open below a button, and groups of options. Panels lie over the content below, so nothing
 * moves when they open.
 */

import { find } from "../../dom.js";

/**
 * Buttons that open a panel. Esc, a press elsewhere or moving the focus away closes it.
 *
 * @param {HTMLElement} element
 * @param {Document} page
 */
export function mountMenus(element, page) {
  for (const menu of element.querySelectorAll(".menu")) {
    const opener = find(menu, "[aria-expanded]");
    const panel = find(menu, ".panel");
    const show = (/** @type {boolean} */ open) => {
      panel.hidden = !open;
      opener.setAttribute("aria-expanded", String(open));
    };
    opener.addEventListener("click", () => {
      show(panel.hidden === true);
      if (!panel.hidden) panel.scrollIntoView({ block: "nearest" });
    });
    // Only after the press or Tab is complete: closing earlier could remove what is being pressed from under
    // the pointer.
    for (const name of ["click", "keyup"]) {
      page.addEventListener(name, ({ target }) => {
        if (target instanceof Node && !menu.contains(target)) show(false);
      });
    }
    menu.addEventListener("keydown", (event) => {
      if (/** @type {KeyboardEvent} */ (event).key !== "Escape" || panel.hidden) return;
      show(false);
      opener.focus();
    });
  }
}

/**
 * A group of `data-{name}` buttons of which one is pressed.
 *
 * @param {ParentNode} root
 * @param {string} name
 * @param {(value: string) => void} choose
 * @returns {(value: string) => void} marks the pressed one
 */
export function mountOptions(root, name, choose) {
  const buttons = [...root.querySelectorAll(`[data-${name}]`)];
  const value = (/** @type {Element} */ button) => button.getAttribute(`data-${name}`) ?? "";
  for (const button of buttons) button.addEventListener("click", () => choose(value(button)));
  return (chosen) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(value(button) === chosen));
  };
}
