/**
 * Presses made before this script ran. The page can be pressed as soon as it is visible. Until the script
 * runs, the browser itself opens the popover that the button names: it asks the learner to wait, and it tells
 * us which button was pressed. Browsers without popovers lose such a press.
 */

/**
 * @param {Document} page
 * @returns {() => HTMLElement | undefined} Returns the pressed button once, if its press is still pending.
 *   From this call on, presses act at once.
 */
export function holdPress(page) {
  const buttons = [
    .../** @type {NodeListOf<HTMLButtonElement>} */ (page.querySelectorAll("[popovertarget]")),
  ];
  const notes = buttons.map((button) => button.popoverTargetElement);
  const take = () => {
    const pressed = buttons.find((_, i) => notes[i]?.matches(":popover-open"));
    for (const note of notes) note?.remove();
    return pressed;
  };
  for (const button of buttons) {
    button.removeAttribute("popovertarget");
    button.addEventListener("click", take);
  }
  return take;
}
