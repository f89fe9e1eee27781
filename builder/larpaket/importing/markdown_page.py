"""A page in Markdown, as lines. Links and emphasis stay as they are written; pictures become asides."""

from __future__ import annotations

import re

from larpaket.importing.line import BOLD, Line, one_row, plain
from larpaket.importing.text_page import in_row, line_of
from larpaket.text.markdown import is_address

_HEADING = re.compile(r"(#{1,6})[ \t]+(.+?)(?:[ \t]+#+)?$")
_UNDERLINE = re.compile(r"(=+|-+)\s*$")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}$")
_DIVIDER = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?\s*$")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1:?$")
_PICTURE = re.compile(r"!\[([^\]]{0,1000})\]\(([^)]{0,2000})\)")
_LINK = re.compile(r"(?<!!)\[([^\]]{0,1000})\]\([ \t]*<?([^)\s>]{1,2000})>?[^)]{0,1000}\)")
_STRONG = re.compile(r"(?<!\w)(\*\*\*|\*\*|\*|___|__|_)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def markdown_lines(text: str) -> list[Line]:
    """The lines of a page in Markdown."""
    rows = text.split("\n")
    found, first = _front_matter(rows)
    apart = True
    for number, row in enumerate(rows[first:], first + 1):
        row = re.sub(r"^[ \t]*(?:>[ \t]?)+", "", row).strip()
        if not row or _DIVIDER.match(row):
            apart = True
        elif not apart and found and _UNDERLINE.match(row) and found[-1].kind == "paragraph":
            last = found.pop()
            found.append(Line(last.text, last.markdown, last.number, "heading", 1 if row[0] == "=" else 2))
            apart = True
        elif _RULE.match(row):
            apart = True
        else:
            found += _pictures(row, number)
            if rest := _PICTURE.sub(" ", row).strip():
                _add(found, rest, number, apart=apart)
                apart = found[-1].kind == "heading"
    return found


def _front_matter(rows: list[str]) -> tuple[list[Line], int]:
    """What some programs write above a page, between two lines of hyphens; and where the page begins."""
    end = next((at for at, row in enumerate(rows[1:], 1) if row.strip() == "---"), 0)
    if (
        rows[0].strip() != "---"
        or not end
        or not all(re.match(r"\s*(?:[\w-]+:|-|$)", row) for row in rows[1:end])
    ):
        return [], 0
    return [plain(row, at, "aside") for at, row in enumerate(rows[1:end], 2) if row.strip()], end + 1


def _pictures(row: str, number: int) -> list[Line]:
    return [plain(f"picture: {alt} ({name})", number, "aside") for alt, name in _PICTURE.findall(row)]


def _add(found: list[Line], row: str, number: int, *, apart: bool) -> None:
    """A row is a heading, an item, a row of a table, or a part of a paragraph."""
    if heading := _HEADING.match(row):
        found.append(_line(heading[2], number, level=len(heading[1])))
        return
    if bold := _BOLD.fullmatch(row):
        found.append(_line(bold[2], number, level=BOLD))
        return
    if row.startswith("|") or (row.count("|") > 1 and row.endswith("|")):
        found.append(plain(in_row(cell.strip() for cell in row.strip("|").split("|")), number))
        return
    line = line_of(row, number)
    if line.kind in ("item", "tick"):
        rest = with_addresses(row[len(row) - len(line.text) :] if row.endswith(line.text) else line.text)
        found.append(Line(unmarked(rest), rest, number, line.kind, marker=line.marker))
        return
    row = with_addresses(row)
    last = found[-1] if found else None
    speaks = bool(re.match(r"[–—-][ \u00a0]", row))
    if last and not apart and not speaks and last.kind in ("paragraph", "item"):
        found[-1] = Line(
            f"{last.text} {unmarked(row)}",
            f"{last.markdown} {row}",
            last.number,
            last.kind,
            marker=last.marker,
        )
        return
    found.append(_line(row, number))


def _line(markdown: str, number: int, level: int = 0) -> Line:
    markdown = with_addresses(markdown)
    return Line(unmarked(markdown), markdown, number, "heading" if level else "paragraph", level)


def with_addresses(markdown: str) -> str:
    """The Markdown with links only where a page may have them; others are text."""

    def kept(link: re.Match[str]) -> str:
        return link[0] if is_address(link[2]) else f"{link[1]} ({link[2]})"

    return one_row(_LINK.sub(kept, markdown))


def unmarked(markdown: str) -> str:
    """The Markdown of one line as plain text; a link keeps its address in brackets."""
    text = _LINK.sub(lambda link: link[1] if link[1] == link[2] else f"{link[1]} ({link[2]})", markdown)
    for _ in range(3):
        text = _STRONG.sub(r"\2", text)
    return one_row(_ESCAPE.sub(r"\1", text))
