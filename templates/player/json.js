/**
 * @param {string | null} text
 * @returns {Record<string, any>} the object that it says; an empty one when it says none
 */
export function parseObject(text) {
  try {
    const value = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
