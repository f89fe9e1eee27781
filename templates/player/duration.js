/** Durations in the format of SCORM 2004 and xAPI (ISO 8601). */

/**
 * @param {number} seconds
 * @returns {string} `PT1H2M3.45S`: hours, minutes and seconds only, with at most two decimals
 */
export function duration(seconds) {
  const hundredths = Math.max(0, Math.round(seconds * 100));
  const minutes = Math.floor(hundredths / 6000);
  return `PT${Math.floor(minutes / 60)}H${minutes % 60}M${(hundredths % 6000) / 100}S`;
}
