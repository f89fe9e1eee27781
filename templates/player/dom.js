/** Small helpers over the DOM, typed. */

/**
 * Find an element that the template always contains. If it is missing, that is a bug of ours, and this may
 * throw.
 *
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} [kind]
 * @returns {T}
 */
export function find(root, selector, kind = /** @type {new () => any} */ (HTMLElement)) {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`missing: ${selector}`);
  return found;
}

/**
 * @param {Element} field
 * @returns {boolean} whether it is shown to the current users of the module
 */
export function isMeant(field) {
  return !field.closest("[data-mode][hidden]");
}

/** @param {HTMLElement} heading to be read now, with what follows it read next */
export function focusOn(heading) {
  heading.tabIndex = -1;
  heading.focus();
}

/**
 * @param {ParentNode} root
 * @param {string} name the value of `data-do`
 * @param {() => void} act
 * @returns {HTMLElement}
 */
export function onPress(root, name, act) {
  const button = find(root, `[data-do="${name}"]`);
  button.addEventListener("click", act);
  return button;
}

/**
 * Append an element.
 *
 * @param {Element} parent
 * @param {string} tag
 * @param {string} kind
 * @param {string} [text]
 */
export function add(parent, tag, kind, text = "") {
  const element = parent.ownerDocument.createElement(tag);
  element.className = kind;
  element.textContent = text;
  parent.append(element);
}
