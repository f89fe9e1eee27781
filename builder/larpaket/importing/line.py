"""A line of somebody's page: a heading, a paragraph, or an item of a list, whatever file it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["paragraph", "heading", "item", "tick", "aside"]
"""`tick` is an item with a box before it; an `aside` is not in the flow of the page, such as a footnote."""

BOLD = 9
"""The level of a heading that is only a paragraph in bold: below all others."""

_SPEECH = re.compile(r"[–—-][ \u00a0]")
_WORD = re.compile(r"\w+")
# Where Markdown would see more than the text: anywhere, and at the beginning of a line.
_MARKUP = re.compile(r"([\\*]|(?<=\])(?=\())|(?<!\w)(_)|(_)(?!\w)")
_NUMBER = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its `text` on one row, the same as `markdown`, and its `number` in the page, from 1.

    `level` is that of a heading; `marker` is what was before an item, such as `2.` or `•`.
    """

    text: str
    markdown: str
    number: int
    kind: Kind = "paragraph"
    level: int = 0
    marker: str = ""

    @property
    def speech(self) -> bool:
        """Whether somebody speaks: it begins with a dash."""
        return self.kind == "paragraph" and bool(_SPEECH.match(self.text))

    @property
    def asks(self) -> bool:
        """Whether it is a question, not somebody's in the film."""
        return self.kind != "aside" and not self.speech and self.text.rstrip(" )”\"'*").endswith("?")

    @property
    def in_a_file(self) -> str:
        """The line as it stands in a Markdown file."""
        if self.kind == "heading":
            return f"## {self.markdown}"
        if self.kind in ("item", "tick"):
            marker = self.marker if self.marker[:1].isdigit() else "*"
            return f"{marker} {self.markdown}"
        return self.markdown


def plain(text: str, number: int, kind: Kind = "paragraph", level: int = 0, marker: str = "") -> Line:
    """A line of plain text."""
    text = one_row(text)
    return Line(text, escaped(text), number, kind, level, marker)


def one_row(text: str) -> str:
    """The text on one row. No-break spaces stay inside it."""
    return re.sub(r"[^\S\u00a0\u202f]+", " ", text).strip()


def words(text: str) -> list[str]:
    """The words of a text, for comparing."""
    return [word.casefold() for word in _WORD.findall(text)]


def escaped(text: str) -> str:
    """The text as Markdown that shows just this."""
    text = _MARKUP.sub(lambda found: f"\\{found[0]}", text)
    if number := _NUMBER.match(text):
        return f"{number[0]}\\{text[number.end() :]}"
    return re.sub(r"^(?=#{1,6}(?:\s|$)|[+>](?:\s|$)|>|-{3,}\s*$|=+\s*$)", r"\\", text)


def in_blocks(lines: Iterable[Line]) -> str:
    """The lines as the content of a Markdown file: paragraphs apart, items together."""
    pieces: list[str] = []
    before: Line | None = None
    for line in lines:
        together = before and before.kind in ("item", "tick") and line.kind in ("item", "tick")
        pieces += [("\n" if together else "\n\n") if pieces else "", line.in_a_file]
        before = line
    return "".join(pieces) + "\n"
