/**
 * A press before this script ran. The page can be pressed as soon as it is seen: until the script is there
 * the browser itself opens the popover that the button names, which tells the learner to wait and us what was
 * pressed. A browser without popovers loses such a press.
 */

/**
 * @param {Document} page
 * @returns {() => HTMLElement | undefined} what was pressed and is still waited for, once; a press from here
 *   on does what it does at once
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
