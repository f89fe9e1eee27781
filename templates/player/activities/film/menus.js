/**
 * Small panels under a button, and one choice of several. Nothing moves when they open: they lie over what is
 * below.
 */

import { find } from "../../dom.js";

/**
 * Buttons that open a panel; Esc, a press elsewhere and the focus going on close it.
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
    // When a press or Tab is over: what closes earlier could take away from under the pointer what is
    // pressed.
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
 * Buttons of which one is pressed: those with `data-{name}`.
 *
 * @param {ParentNode} root
 * @param {string} name
 * @param {(value: string) => void} choose
 * @returns {(value: string) => void} shows which one is
 */
export function mountOptions(root, name, choose) {
  const buttons = [...root.querySelectorAll(`[data-${name}]`)];
  const value = (/** @type {Element} */ button) => button.getAttribute(`data-${name}`) ?? "";
  for (const button of buttons) button.addEventListener("click", () => choose(value(button)));
  return (chosen) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(value(button) === chosen));
  };
}
