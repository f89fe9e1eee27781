/** Giving a text into the learner's own hands. */

/**
 * @param {Document} page
 * @param {string} text
 * @returns {Promise<boolean>} whether it lies on the clipboard now
 */
export async function copyText(page, text) {
  try {
    // Only in a secure context, and only where the frame may; else the old way, by selection.
    await page.defaultView?.navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = page.createElement("textarea");
    field.value = text;
    field.className = "hidden";
    const before = page.activeElement;
    page.body.append(field);
    field.select();
    const copied = page.execCommand("copy");
    field.remove();
    if (before instanceof HTMLElement) before.focus();
    return copied;
  }
}

/**
 * @param {Document} page
 * @param {string} name
 * @param {string} text
 */
export function saveFile(page, name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = page.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
