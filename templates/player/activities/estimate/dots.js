/** A dot for each answer, drawn by the sheet as borders: on paper and in forced colours it stays. */

/**
 * @param {Element} place
 * @param {number} n
 */
export function drawDots(place, n) {
  place.replaceChildren(...Array.from({ length: n }, () => place.ownerDocument.createElement("i")));
}
