/** An entry for a calendar: one whole day, RFC 5545, so that Outlook takes it too. */

const octets = new TextEncoder();

/**
 * @param {{ title: string, text: string, day: string, uid: string, now: number }} entry
 *   `day`: YYYY-MM-DD; `now` in milliseconds since 1970
 * @returns {string}
 */
export function calendar({ title, text, day, uid, now }) {
  const next = new Date(Date.parse(day) + 86_400_000).toISOString();
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//larpaket//agreement//EN",
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${new Date(now).toISOString().replace(/[-:]|\.\d+/g, "")}`,
    `DTSTART;VALUE=DATE:${plain(day)}`,
    `DTEND;VALUE=DATE:${plain(next.slice(0, 10))}`,
    `SUMMARY:${escaped(title)}`,
    ...(text ? [`DESCRIPTION:${escaped(text)}`] : []),
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

const plain = (/** @type {string} */ day) => day.replaceAll("-", "");

/**
 * Section 3.3.11; control characters are not allowed in a text.
 *
 * @param {string} text
 */
function escaped(text) {
  return text
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\r?\n/g, "\\n")
    .replace(/\p{Cc}/gu, " ");
}

/**
 * Section 3.1: at most 75 octets a line, the space that continues one included. A character is never split.
 *
 * @param {string} line
 */
export function folded(line) {
  let whole = "";
  let size = 0;
  for (const character of line) {
    const more = octets.encode(character).length;
    if (size + more > 75) {
      whole += "\r\n ";
      size = 1;
    }
    whole += character;
    size += more;
  }
  return whole;
}
