/** What was agreed, as the text in which it is kept, and as an entry for a calendar. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { calendar, folded } from "../../templates/player/activities/agreement/calendar.js";
import {
  inWords,
  MOST_ROWS,
  packed,
  readable,
  unpacked,
} from "../../templates/player/activities/agreement/text.js";
import { change, emptyState } from "../../templates/player/progress.js";
import { fitting, readState, writeState } from "../../templates/player/state-text.js";

/** Ordinary Swedish: 120 characters a row, of which 7 are å, ä or ö. */
const ROWS = [
  [
    "Vi tar upp en lärdom från veckan på varje arbetsplatsträff, och någon ny får börja",
    "Enhetschefen och skyddsombud",
    "i oktober.",
  ],
  [
    "Nya kollegor går bredvid två olika personer under de första två veckorna på jobbet",
    "Arbetslaget på avdelning två",
    "1 november",
  ],
];
const TEN = Array.from({ length: MOST_ROWS }, (_, i) => ROWS[i % 2]);

/** A small generator of texts, the same every time. */
function* texts(count) {
  let seed = 7;
  const next = (most) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % most;
  };
  const signs = ["a", "å", " ", "\t", "\n", ";", ",", "\\", "€", "🙂", "\u0301", '"', "\u2028", "ö", "x"];
  for (let i = 0; i < count; i++)
    yield Array.from({ length: next(200) }, () => signs[next(signs.length)]).join("");
}

test("what is kept reads back as what was typed", () => {
  const all = [...texts(300)];
  for (let i = 0; i + 6 < all.length; i += 6) {
    const rows = [all.slice(i, i + 3), ["", "", ""], all.slice(i + 3, i + 6)];
    const clean = rows.map((row) => row.map((text) => text.replace(/\s+/g, " ").trim()));
    const filled = clean.filter((row) => row.join(""));
    assert.deepEqual(unpacked(packed({ day: "2026-12-08", rows })), { day: "2026-12-08", rows: filled });
    assert.equal(packed(unpacked(packed({ day: "", rows }))), packed({ day: "", rows }));
  }
});

test("nothing typed is nothing to keep", () => {
  assert.equal(packed({ day: "", rows: [["", " ", "\t"]] }), "");
  assert.deepEqual(unpacked(""), { day: "", rows: [] });
});

test("a text that was cut short, or is none of ours, is still read", () => {
  const whole = packed({ day: "2026-12-08", rows: TEN });
  for (let at = 0; at <= whole.length; at += 1) {
    const { day, rows } = unpacked(whole.slice(0, at));
    assert.match(day, /^(|2026-12-08)$/);
    assert.ok(rows.length <= MOST_ROWS && rows.every((row) => row.length === 3));
  }
  assert.equal(unpacked("2026-12-08T<b>\nx").day, "");
  assert.equal(unpacked(`\n${"x\n".repeat(30)}`).rows.length, MOST_ROWS);
});

test("people read what, who and when", () => {
  const rows = [
    ["Vi börjar om.", "Chefen", "i maj"],
    ["Vi slutar.", "", ""],
    ["", "Alla", ""],
  ];
  assert.equal(readable({ day: "", rows }), "Vi börjar om.\nChefen · i maj\n\nVi slutar.\n\nAlla");
});

test("a day is said in the page's language", () => {
  assert.equal(inWords("2026-12-08", "sv"), "tisdag 8 december");
  assert.match(inWords("2026-12-08", "en", true), /Tuesday.*2026/);
});

test("ten rows of ordinary Swedish fit in SCORM 1.2's state, beside a film, three questions and 30 dots twice", () => {
  for (const row of TEN) assert.equal(row.join("").length, 120);
  const parts = {
    film: { p: Array.from({ length: 60 }, (_, i) => 100 * i), t: 3599 },
    reflektion: { q: "fraga-nummer-tre" },
    ...Object.fromEntries(
      ["ett", "tva", "tre"].map((name) => [`reflektion/fraga-nummer-${name}`, { s: 300 }]),
    ),
    // As of a group with an LRS: what its meeting counted, and what was last shown.
    ...Object.fromEntries(
      ["skattning", "skattning-igen"].flatMap((name) => [
        [name, { d: 1, v: [4, 3, 11, 10, 2], t: 20_785 }],
        [`${name}@6ba7b811`, { v: [4, 3, 11, 10, 2], t: 20_785, y: 1 }],
      ]),
    ),
  };
  const empty = {
    ...emptyState("1.0"),
    g: 1,
    l: "sv",
    r: "6ba7b811-9dad-41d1-80b4-00c04fd430c8",
    e: "6ba7b811-9dad-41d1-80b4-00c04fd430c8",
    f: 29_760_000,
    h: 12,
    a: parts,
  };
  const text = packed({ day: "2026-12-08", rows: TEN });
  const { kept, left } = fitting(empty, "beslut", text, 3500);
  assert.equal(kept, text, "it is not cut");
  const written = writeState(change(empty, "beslut", { d: 1, n: text }), 3500);
  assert.ok(written.length <= 3500);
  assert.equal(readState(written, "1.0").a.beslut.n, text);
  console.log(
    `${written.length} characters, room for ${left} more; the rows alone ${JSON.stringify(text).replace(/[\u0080-\uffff]/g, "\\u0000").length}`,
  );
});

/** As RFC 5545, section 3.1, has it read. */
const unfold = (text) => text.replace(/\r\n[ \t]/g, "");

test("lines are folded at 75 octets, and never within a character", () => {
  for (const text of texts(500)) {
    const line = text.replace(/[\t\n]/g, " ");
    const parts = folded(line).split("\r\n");
    assert.equal(unfold(folded(line)), line);
    for (const [i, part] of parts.entries()) {
      assert.ok(Buffer.byteLength(part) <= 75);
      assert.ok(i === 0 || part.startsWith(" "));
      assert.ok(!part.includes("\ufffd"), "no half of a pair");
      assert.equal(Buffer.from(part).toString(), part);
    }
  }
});

test("a calendar's entry has one whole day and ends every line with CR LF", () => {
  const entry = calendar({
    title: "Uppföljning: a, b; c\\d",
    text: "ett\ntvå\u0007",
    day: "2026-12-31",
    uid: "x@larpaket",
    now: 0,
  });
  assert.equal(
    unfold(entry),
    [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//larpaket//agreement//EN",
      "BEGIN:VEVENT",
      "UID:x@larpaket",
      "DTSTAMP:19700101T000000Z",
      "DTSTART;VALUE=DATE:20261231",
      "DTEND;VALUE=DATE:20270101",
      "SUMMARY:Uppföljning: a\\, b\\; c\\\\d",
      "DESCRIPTION:ett\\ntvå ",
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ].join("\r\n"),
  );
});
