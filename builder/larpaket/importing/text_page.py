"""A page of plain text, as lines: a paragraph a line, or wrapped at some column; lists; columns with tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from larpaket.importing.labels import label_of
from larpaket.importing.line import Kind, Line, plain

_ITEM = re.compile(r"(\d{1,3}[.)]|[a-z]\)|[•·*●▪◦‣+])[ \t\u00a0]+(?=\S)|-[ \t\u00a0]{2,}(?=\S)")
_BOX = re.compile(r"(?:[-*•][ \t]+)?(\[[ xX]?\]|[☐☑☒□▢❏❑◻✓✔])[ \t\u00a0]*(?=\S)")
_LOWER = re.compile(r"[^\W\d_A-ZÅÄÖÆØÉ]")
_LONG = 50  # characters: nobody breaks a shorter line in the middle of a sentence


def text_lines(text: str) -> list[Line]:
    """The lines of a plain text."""
    found: list[Line] = []
    apart = True
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip():
            apart = True
            continue
        line = line_of(row, number)
        if not apart and _goes_on(found[-1], line):
            last = found.pop()
            line = plain(f"{last.text} {line.text}", last.number, last.kind, marker=last.marker)
        found.append(line)
        apart = False
    return found


def line_of(row: str, number: int) -> Line:
    """One row of plain text."""
    row = row.strip()
    kind: Kind = "paragraph"
    if box := _BOX.match(row):
        return plain(row[box.end() :], number, "tick", marker=box[1])
    if item := _ITEM.match(row):
        return plain(row[item.end() :], number, "item", marker=item[0].strip())
    if "\t" in row:
        return plain(in_row(cell.strip() for cell in row.split("\t")), number)
    return plain(row, number, kind)


def in_row(cells: Iterator[str]) -> str:
    """The cells of a table's row as one line: `Fråga: Vad gör ni?` where the first names the second."""
    filled = [cell for cell in cells if cell]
    if len(filled) == 2 and (
        label_of(plain(f"{filled[0].rstrip(':')}: {filled[1]}", 0)) or filled[0].endswith(":")
    ):
        return f"{filled[0].rstrip(':')}: {filled[1]}"
    return " | ".join(filled)


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line is the rest of the sentence above: a page that was wrapped at some column."""
    if line.kind != "paragraph" or before.text.endswith((".", "!", "?", ":", "…")):
        return False
    return len(before.text) >= _LONG and bool(_LOWER.match(line.text))
