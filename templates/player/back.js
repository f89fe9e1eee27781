/**
 * The way back to the catalogue around a module's page. It ends no session, and never waits for the LMS: the
 * catalogue has been told of every change (tracking/framed.js).
 *
 * @typedef {import("./shapes.js").Context} Context
 */

/**
 * @param {Context} context
 * @param {import("./shapes.js").Tracking} tracking
 * @param {Map<string, import("./shapes.js").Mounted>} mounted
 * @param {(at: Element, go: () => void) => void} leave asks first, where something would be lost
 */
export function mountBack({ environment, loose }, tracking, mounted, leave) {
  const go = () => {
    loose?.take(); // the learner has been asked
    for (const one of mounted.values()) one.leave?.();
    tracking.back?.();
  };
  for (const button of environment.page.querySelectorAll('[data-do="return"]'))
    button.addEventListener("click", () => leave(button, go));
}
