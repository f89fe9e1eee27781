"""A text's Markdown: headings, lists, emphasis, links, quotations, and pictures with captions.

A picture that stands by itself becomes a figure: `![what it shows](picture.png "its caption")`. A quotation
whose last paragraph begins with a dash ends with its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from larpaket.activities.text.pictures import Picture
from larpaket.text.markdown import is_address, lower_heading

DECORATIVE = "decorative"
"""The description of a picture that says nothing."""
_SOURCE = re.compile(r"[–—][ \u00a0]")
_PICTURE = re.compile(r"(?<!\\)!\[")
_WHOLE = re.compile(r"!\[[^\]]{0,1000}\]\([^)]{0,1000}\)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BREAKS = ("softbreak", "hardbreak")


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as the text shows it: its description, the file's name, and where it stands, from 1."""

    alt: str
    name: str
    in_link: bool
    line: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class Source:
    """A text that is parsed but not yet rendered, because its pictures have to be found first."""

    tokens: Sequence[Token]
    shown: tuple[Shown, ...]

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(re.findall(r"\w+", token.content)) for token in self.tokens if token.type == "inline")

    def html(self, pictures: Mapping[str, Picture]) -> str:
        """The text as HTML that is safe in a page; `pictures` by their names."""
        markdown = _markdown()
        return str(markdown.renderer.render(self.tokens, markdown.options, {"pictures": pictures})).strip()


def parse(source: str) -> Source:
    """The text of a Markdown file."""
    tokens = _markdown().parse(source)
    shown = tuple(_pictures(tokens, source.split("\n")))
    return Source(list(_with_figures(list(_with_sources(tokens)))), shown)


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False})
    # Off: whatever removes characters from ordinary text. Raw HTML and entities are shown literally.
    markdown.disable(
        ["html_inline", "html_block", "entity", "code", "fence", "backticks", "lheading", "reference"]
    )
    # Pictures are files, whose names have no scheme; any other link without one is reported.
    markdown.validateLink = lambda url: is_address(url) or not _SCHEME.match(url)  # type: ignore[method-assign]
    for name, rule in _RULES.items():
        markdown.add_render_rule(name, rule)
    return markdown


def _pictures(tokens: Sequence[Token], rows: Sequence[str]) -> Iterator[Shown]:
    for inline in tokens:
        if inline.type != "inline":
            continue
        first, end = inline.map or (0, 0)
        places = [(row, match.start()) for row in range(first, end) for match in _PICTURE.finditer(rows[row])]
        in_link = False
        for child in inline.children or []:
            in_link = child.type == "link_open" or (in_link and child.type != "link_close")
            if child.type == "image":
                row, start = places.pop(0) if places else (first, 0)
                whole = _WHOLE.match(rows[row], start)
                length = len(whole[0]) if whole else 2
                yield Shown(_alt(child), _name(child), in_link, row + 1, start + 1, length)


def _alt(image: Token) -> str:
    """What a picture shows, as plain text."""
    parts = (" " if child.type in _BREAKS else child.content for child in image.children or [])
    return "".join(parts).strip()


def _name(image: Token) -> str:
    return unquote(str(image.attrGet("src") or ""))


def _with_sources(tokens: list[Token]) -> Iterator[Token]:
    """The last paragraph of a quotation is its footer, if it begins with a dash."""
    for at, token in enumerate(tokens):
        last = at + 2 < len(tokens) and tokens[at + 2].type == "paragraph_close"
        closes = last and at + 3 < len(tokens) and tokens[at + 3].type == "blockquote_close"
        follows = at > 0 and tokens[at - 1].type == "paragraph_close"
        if token.type == "paragraph_open" and closes and follows and _SOURCE.match(tokens[at + 1].content):
            text = tokens[at + 1]
            for tag in (token, tokens[at + 2]):
                tag.tag = "footer"
            if text.children:
                text.children[0].content = text.children[0].content[2:]
        yield token


def _with_figures(tokens: list[Token]) -> Iterator[Token]:
    """A paragraph of nothing but pictures is a figure for each."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        own = tokens[at + 1].children or [] if token.type == "paragraph_open" else []
        if own and all(child.type in ("image", *_BREAKS) for child in own):
            for image in (child for child in own if child.type == "image"):
                figure = Token("figure", "figure", 0)
                figure.children = [image]
                yield figure
            at += 3
        else:
            yield token
            at += 1


def _figure(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, environment: Any
) -> str:
    image = (tokens[index].children or [])[0]
    title = str(image.attrGet("title") or "")
    picture = _image(renderer, [image], 0, options, environment)
    if not title and _alt(image) == DECORATIVE:  # a figure without a word is only noise to a screen reader
        return f"<p>{picture}</p>\n"
    caption = f"<figcaption>{escapeHtml(title)}</figcaption>" if title else ""
    return f"<figure>{picture}{caption}</figure>\n"


def _image(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, environment: Any
) -> str:
    """It is loaded when its view is seen, so that a film before it does not have to wait."""
    picture = environment["pictures"].get(_name(tokens[index]))
    if picture is None:  # reported, and never built
        return ""
    alt = _alt(tokens[index])
    return (
        f'<img src="{picture.address}" width="{picture.width}" height="{picture.height}" '
        f'alt="{"" if alt == DECORATIVE else escapeHtml(alt)}" loading="lazy">'
    )


def _link(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, environment: Any) -> str:
    """Only an address leads somewhere; what else was written is reported."""
    href = str(tokens[index].attrGet("href") or "")
    return f'<a href="{escapeHtml(href)}">' if is_address(href) else "<a>"


_RULES: Mapping[str, Callable[..., str]] = {
    "figure": _figure,
    "image": _image,
    "link_open": _link,
    "heading_open": lower_heading,
    "heading_close": lower_heading,
}
