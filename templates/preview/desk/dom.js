/** Small helpers over the DOM. Text is never markup. */

/**
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`missing: ${selector}`);
  return found;
}

/**
 * @param {string} tag with classes: `p.soft`
 * @param {...(Node | string)} inside
 * @returns {HTMLElement}
 */
export function make(tag, ...inside) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  element.classList.add(...classes);
  element.append(...inside);
  return element;
}

/**
 * Text as it was sent, in a box that can be scrolled with the keys.
 *
 * @param {string} text
 * @param {string} label
 */
export function code(text, label) {
  const box = make("pre.code", text);
  box.tabIndex = 0;
  box.role = "region";
  box.ariaLabel = label;
  return box;
}
