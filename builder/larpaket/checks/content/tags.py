"""The tags of an HTML page, as a browser's tokenizer finds them (WHATWG HTML, section 13.2.5).

Existing parsers repair the page and lose positions; Python's own takes quadratic time for an unclosed
comment. This one is linear.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = re.compile(r"[A-Za-z][^\s/>]*+")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+|)))?"""
)
_GAP = re.compile(r"[\s/]*+")
# The content of these is text, whatever it looks like.
_ENDS = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.I)
    for name in ("script", "style", "title", "textarea", "iframe", "noembed", "xmp")
}
_MOST_ATTRIBUTES = 100


@dataclass(frozen=True, slots=True)
class Value:
    """An attribute's value, entities decoded, and where it starts in the page."""

    text: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag; `start` and `end` are offsets in the page, `inside` those of raw text (scripts)."""

    name: str
    attributes: dict[str, Value]
    start: int
    end: int
    inside: tuple[int, int]

    def get(self, name: str) -> str:
        """An attribute's text; "" if there is none."""
        return self.attributes[name].text if name in self.attributes else ""


def tags(page: str) -> Iterator[Tag]:
    """Every start tag of the page outside comments, scripts and the like."""
    at = 0
    while (at := page.find("<", at)) >= 0:
        following = page[at + 1 : at + 2]
        if page.startswith("<!--", at):
            at = page.find("-->", at + 2)
        elif following in ("/", "!", "?"):
            at = page.find(">", at)
        elif name := _NAME.match(page, at + 1):
            end, attributes = _attributes(page, name.end())
            if end < 0:
                return
            closing = _ENDS.get(name[0].lower())
            close = closing.search(page, end) if closing else None
            inside = (end, close.start() if close else len(page) if closing else end)
            yield Tag(name[0].lower(), attributes, at, end, inside)
            at = inside[1]
            continue
        else:
            at += 1
            continue
        if at < 0:  # an unclosed comment or tag swallows the rest
            return


def _attributes(page: str, at: int) -> tuple[int, dict[str, Value]]:
    """Where the tag ends, -1 for never, and its attributes; of two with the same name, the first."""
    found: dict[str, Value] = {}
    while True:
        gap = _GAP.match(page, at)
        at = gap.end() if gap else at
        if at >= len(page):
            return -1, found
        if page[at] == ">":
            return at + 1, found
        match = _ATTRIBUTE.match(page, at)
        if match is None:
            at += 1
            continue
        at = match.end()
        group = next((number for number in (2, 3, 4) if match[number] is not None), 1)
        text = html.unescape(match[group]) if group > 1 else ""
        if len(found) < _MOST_ATTRIBUTES:
            found.setdefault(match[1].lower(), Value(text, match.start(group), len(match[group])))
