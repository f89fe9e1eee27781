/**
 * @param {string | null} text
 * @returns {Record<string, any> | null} the object in the text, if it holds one
 */
export function readObject(text) {
  try {
    const value = JSON.parse(text ?? "");
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

/**
 * @param {string | null} text
 * @returns {Record<string, any>} the object in the text; an empty one if it holds none
 */
export function parseObject(text) {
  return readObject(text) ?? {};
}
