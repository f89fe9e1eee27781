/**
 * @param {string | null} text
 * @returns {Record<string, any>} the object in the text; an empty one if it holds none
 */
export function parseObject(text) {
  try {
    const value = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
