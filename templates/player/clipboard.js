/** Copying a text or saving it as a file, for the learner to keep. */

/**
 * @param {Document} page
 * @param {string} text
 * @param {import("./voice.js").Speak} speak says what came of it
 * @param {Element} said where that is shown
 * @returns {Promise<boolean>} whether it is on the clipboard now
 */
export async function copyText(page, text, speak, said) {
  let copied = true;
  try {
    // Works only in a secure context whose frame permits it; otherwise copy a selection, the older method.
    await page.defaultView?.navigator.clipboard.writeText(text);
  } catch {
    const field = page.createElement("textarea");
    field.value = text;
    field.className = "hidden";
    const before = page.activeElement;
    page.body.append(field);
    field.select();
    copied = page.execCommand("copy");
    field.remove();
    if (before instanceof HTMLElement) before.focus();
  }
  speak(copied ? "hand.copied" : "hand.notCopied", undefined, said);
  return copied;
}

/**
 * @param {Document} page
 * @param {string} name
 * @param {string} text
 * @param {string} [type] its MIME type
 */
export function saveFile(page, name, text, type = "text/plain;charset=utf-8") {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = page.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
