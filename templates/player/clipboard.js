/** Copying a text or saving it as a file, for the learner to keep. */

/**
 * @param {Document} page
 * @param {string} text
 * @returns {Promise<boolean>} whether it is on the clipboard now
 */
export async function copyText(page, text) {
  try {
    // Works only in a secure context whose frame permits it; otherwise copy a selection, the older method.
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
