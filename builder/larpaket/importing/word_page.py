"""A Word file as lines. mammoth turns it into HTML, whose headings, lists and tables become lines.

What mammoth does not see is looked for in the file itself: text boxes, headers, footers and comments.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import mammoth
from lxml import etree, html

from larpaket.definition.source import FORBIDDEN
from larpaket.importing.errors import ImportFileError
from larpaket.importing.line import BOLD, Kind, Line, escaped, one_row, plain, words
from larpaket.importing.text_page import in_row, line_of
from larpaket.importing.word_file import Parts, as_zip, read_parts
from larpaket.text.markdown import is_address

_SWEDISH = {
    "Rubrik": "h1",
    "Underrubrik": "p",
    **{f"Rubrik {level}": f"h{level}" for level in range(1, 7)},
}
_STYLES = "\n".join(
    [
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        # Word in Swedish translates ids only, others names too, and some files have ids without any styles.
        *(
            f"{which} => {tag}:fresh"
            for name, tag in _SWEDISH.items()
            for which in (f"p[style-name='{name}']", f"p.{name.replace(' ', '')}")
        ),
    ]
)
_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "tr", "td", "th", "div"}
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OTHER_PARTS = re.compile(r"word/(?:header|footer|comments|document|footnotes|endnotes)\d*\.xml")
_CELL = 200  # characters of a cell that is still one of a table, not a part of the page's layout

Element = Any
"""An element of lxml's: its types do not know those of HTML."""


def word_lines(path: Path) -> list[Line]:
    """The lines of the Word file at `path`. Raises ImportFileError."""
    parts = read_parts(path)
    lines = [line for line in _Reader(_as_html(path, parts)).lines if line.text]
    numbered = [replace(line, number=number) for number, line in enumerate(lines, 1)]
    return [*numbered, *_unseen(parts, numbered)]


def _as_html(path: Path, parts: Parts) -> str:
    """The text as HTML. No picture is opened: each becomes its description."""
    try:
        result: Any = mammoth.convert_to_html(
            as_zip(parts),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
            include_embedded_style_map=False,
            external_file_access=False,
        )
    except (
        AttributeError, IndexError, KeyError, OSError, OverflowError, RecursionError, TypeError, ValueError,
        zipfile.BadZipFile,
    ) as error:  # fmt: skip  # what mammoth raises for XML that is not as Word writes it
        why = "its parts are not as Word writes them: save it again in Word as .docx"
        raise ImportFileError(f"{path} cannot be read, because {why}") from error
    return FORBIDDEN.sub(" ", str(result.value))


class _Reader:
    """Walks through HTML of mammoth's and collects lines."""

    def __init__(self, source: str) -> None:
        self.lines: list[Line] = []
        parser = html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
        body = html.document_fromstring(f"<div>{source}</div>".encode(), parser=parser)
        self.block(body)

    def block(self, element: Element) -> None:
        """Everything in an element that holds blocks."""
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in ("ul", "ol"):
                self.items(child, numbered=tag == "ol")
            elif tag == "table":
                self.table(child)
            elif tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6"):
                self.paragraph(child)
            else:
                self.block(child)

    def paragraph(self, element: Element, kind: Kind = "paragraph", marker: str = "") -> None:
        """A paragraph or a heading; a break inside begins a new line."""
        level = int(element.tag[1]) if re.fullmatch(r"h[1-6]", element.tag) else 0
        is_bold = not level and kind == "paragraph" and _is_bold(element)
        for text, markdown in _rows(element):
            if level or (is_bold and len(text) <= 200):
                self.lines.append(Line(text, markdown, 0, "heading", level or BOLD))
                continue
            found = line_of(text, 0)
            if kind == "paragraph" and found.kind != "paragraph":
                self.lines.append(found)
            else:
                ticked = found.kind == "tick"
                self.lines.append(found if ticked else Line(text, markdown, 0, kind, marker=marker))
        for picture in element.iter("img"):
            self.lines.append(plain(f"picture: {picture.get('alt') or 'without a description'}", 0, "aside"))

    def items(self, element: Element, *, numbered: bool) -> None:
        """A list; a list in an item follows it. Notes at the end of the file are asides."""
        for number, item in enumerate(element.iterchildren("li"), 1):
            if (item.get("id") or "").startswith(("footnote", "endnote")):
                self.lines.append(plain(" ".join(item.text_content().replace("↑", " ").split()), 0, "aside"))
                continue
            box = item.find("input")
            kind: Kind = "item" if box is None else "tick"
            self.paragraph(item, kind, f"{number}." if numbered else "•")
            for child in item:
                if child.tag in _BLOCKS:
                    self.block(_holder(child))

    def table(self, element: Element) -> None:
        """A table's rows are lines; one that only arranges the page is read cell by cell."""
        cells = [cell for row in element.iter("tr") for cell in row.iterchildren("td", "th")]
        if any(
            len(cell) > 1 or len(cell.text_content()) > _CELL or cell.find(".//table") is not None
            for cell in cells
        ):
            for row in element.iter("tr"):
                if next(row.iterancestors("table"), None) is element:
                    for cell in row.iterchildren("td", "th"):
                        self.block(cell)
            return
        for row in element.iter("tr"):
            self.lines.append(plain(in_row(one_row(cell.text_content()) for cell in row), 0))
            for picture in row.iter("img"):
                self.lines.append(
                    plain(f"picture: {picture.get('alt') or 'without a description'}", 0, "aside")
                )


def _holder(child: Element) -> Element:
    """An element with this one in it."""
    holder = html.Element("div")
    holder.append(child)
    return holder


def _is_bold(element: Element) -> bool:
    """Whether all of a paragraph's text is in bold."""
    bold = "".join(part.text_content() for part in element.iterchildren("strong"))
    return bool(bold.strip()) and bold.strip() == element.text_content().strip()


def _rows(element: Element) -> Iterator[tuple[str, str]]:
    """The rows of a paragraph, as text and as Markdown, without the blocks in it."""
    text: list[str] = []
    markdown: list[str] = []
    for shown, source in _pieces(element):
        text.append(shown)
        markdown.append(source)
    rows = zip("".join(text).split("\n"), "".join(markdown).split("\n"), strict=True)
    for one, other in rows:
        if one.strip():
            beginning = escaped(one_row(one)) if one_row(escaped(one)) == one_row(other) else one_row(other)
            yield one_row(one), beginning


def _pieces(element: Element) -> Iterator[tuple[str, str]]:
    yield _both(element.text)
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "br":
            yield "\n", "\n"
        elif tag == "input":
            yield ("☐ ", "☐ ") if element.tag != "li" else ("", "")
        elif tag == "a" and is_address(child.get("href") or ""):
            shown = " ".join(child.text_content().split())
            address = child.get("href") or ""
            written = (
                f"[{escaped(shown)}](<{address}>)"
                if re.search(r"[()\s]", address)
                else f"[{escaped(shown)}]({address})"
            )
            yield (shown if shown == address else f"{shown} ({address})"), written
        elif tag not in _BLOCKS and tag != "img" and not _is_note(child):
            yield from _pieces(child)
        yield _both(child.tail)


def _is_note(element: Element) -> bool:
    """Whether it is the number of a footnote: the note itself is an aside."""
    return element.tag == "sup" and element.find("a[@id]") is not None


def _both(text: str | None) -> tuple[str, str]:
    row = re.sub(r"[\n\t\r]+", " ", text or "")
    return row, escaped(row) if row.strip() else row


def _unseen(parts: Parts, lines: list[Line]) -> Iterator[Line]:
    """Text of the file that is in no line."""
    known = f" {' '.join(word for line in lines for word in words(line.text))} "
    for name, data in parts.items():
        if not _OTHER_PARTS.fullmatch(name):
            continue
        for paragraph in etree.fromstring(data).iter(f"{_W}p"):
            text = "".join(node.text or "" if node.tag == f"{_W}t" else " " for node in _own(paragraph))
            found = words(text)
            if found and f" {' '.join(found)} " not in known:
                known += f"{' '.join(found)} "
                yield plain(FORBIDDEN.sub(" ", text), 0, "aside")


def _own(paragraph: Element) -> Iterator[Element]:
    """The texts, breaks and tabs of a paragraph, without those of paragraphs in it."""
    for node in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}tab", f"{_W}cr"):
        if next(node.iterancestors(f"{_W}p"), None) is paragraph:
            yield node
