"""A Markdown text as the rules see it: headings, paragraphs and links, each with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it.token import Token

from larpaket.text.encoding import lines
from larpaket.text.markdown import parse


@dataclass(frozen=True, slots=True)
class Link:
    """A link's text and its address; line and column from 1."""

    text: str
    address: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a heading of `level` 1 to 6 (else 0), that begins on `line`.

    `source` is the text as written, `text` is without markup, `outside` also without links; `strong` says
    that all of it is bold.
    """

    level: int
    line: int
    text: str
    outside: str
    source: str
    strong: bool
    links: tuple[Link, ...]


def blocks(path: Path) -> Iterator[Block]:
    """The blocks of a Markdown file that was read without problems."""
    source = lines(path.read_bytes().decode("utf-8", "replace"))
    rows = source.split("\n")
    level = 0
    for token in parse(source):
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "inline" and any(child.type != "image" for child in token.children or []):
            first, end = token.map or (0, 1)
            yield _block(token, level, "\n".join(rows[first:end]), first + 1)
            level = 0


def _block(inline: Token, level: int, source: str, line: int) -> Block:
    whole, outside, links = "", "", []
    bold, plain = 0, False
    address, start = None, 0
    for child in inline.children or []:
        bold += (child.type == "strong_open") - (child.type == "strong_close")
        if child.type == "link_open":
            address, start = str(child.attrGet("href") or ""), len(whole)
        elif child.type == "link_close" and address is not None:
            links.append((whole[start:], address))
            address = None
        elif child.type != "image" or address is not None:  # a picture's description stands for it in a link
            text = " " if child.type.endswith("break") else child.content
            whole += text
            outside += "" if address is not None else text
            plain |= bool(text.strip()) and not bold
    return Block(
        level,
        line,
        whole,
        outside,
        source,
        bool(whole.strip()) and not plain,
        tuple(_placed(links, source, line)),
    )


def _placed(links: Sequence[tuple[str, str]], source: str, line: int) -> Iterator[Link]:
    """The links with their places; one that cannot be found, because it contains markup, gets the place of
    the previous one.
    """
    seen = 0
    column = 1
    flat = source.replace("\n", " ")
    for text, address in links:
        places = [at for at in (flat.find(opener + text, seen) for opener in "[<") if at >= 0]
        if places:
            line += source.count("\n", seen, min(places))
            seen = min(places)
            column = seen - source.rfind("\n", 0, seen)
        yield Link(text, address, line, column)
        seen += 1 if places else 0
