/**
 * A press before this script ran. The page can be pressed as soon as it is seen: until the script is there the browser itself opens the
 * popover that the button names, which tells the learner to wait and us what was pressed. A browser without popovers loses such a press.
 */

import { find } from "./dom.js";

/**
 * @param {Document} page
 * @returns {HTMLElement | undefined} what was pressed; from here on the buttons do what they do
 */
export function pressedEarly(page) {
  /** @type {HTMLElement | undefined} */
  let pressed;
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[popovertarget]"))) {
    const note = find(page, `#${button.getAttribute("popovertarget")}`, HTMLElement);
    if (note.popover && note.matches(":popover-open")) pressed = button;
    button.removeAttribute("popovertarget");
    note.remove();
  }
  return pressed;
}
