"""The film as text: Markdown in which a paragraph that starts with a dash is speech, kept as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.token import Token

from larpaket.problems import Place, Problem
from larpaket.text.textfile import read_text

_LIMIT = 1_000_000
_SPEECH = re.compile(r"[–—-][ \u00a0]")
_LINK = re.compile(r"(?:https|mailto):", re.I)
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]{0,500})?>|<!--")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*)>")
_PICTURE = re.compile(r"(?<!\\)!\[[^\]]{0,500}\]\([^)]{0,500}\)")
_INLINE_LINK = re.compile(r"(?<![!\\])\[[^\]]{0,500}\]\([ \t]{0,9}<?([^)\s>]{1,2000})[^)]{0,500}\)")


@dataclass(frozen=True, slots=True)
class Transcript:
    """A text version: as HTML that is safe in a page, and as plain text with one line per paragraph."""

    path: Path
    html: str
    text: str


def read_transcript(path: Path) -> tuple[Transcript, list[Problem]]:
    """The text version in `path` and its problems."""
    source, problems = read_source(path)
    found = rendered(path, source)
    if not source and problems:
        return found, problems
    problems += [*markup_problems(path, source), *_pictures(path, source)]
    if not found.text.strip():
        help = "write down what is said and shown in the film"
        problems.append(nothing_in(path, "the text version is empty", help))
    return found, problems


def read_source(path: Path) -> tuple[str, list[Problem]]:
    """The Markdown in `path`, and why it cannot be read."""
    return read_text(path, limit=_LIMIT, large="P102", encoding="P101")


def nothing_in(path: Path, text: str, help: str) -> Problem:
    """The problem with a file without text."""
    return Problem(place=Place(path), code="P103", text=text, help=help)


def rendered(path: Path, source: str) -> Transcript:
    """The Markdown `source` as a page's text; `path` is where it stands."""
    markdown = _markdown()
    tokens = markdown.parse(source)
    text = "\n".join(_plain(token) for token in tokens if token.type == "inline")
    return Transcript(path, markdown.renderer.render(tokens, markdown.options, {}).strip(), text)


def parse(source: str) -> list[Token]:
    """Markdown that was read without problems as markdown-it tokens, pictures among them; the `map` of a
    block's token has its lines, from 0.
    """
    markdown = _markdown()
    markdown.enable("image")
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown.parse(source)


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False})
    # Off: whatever removes characters from ordinary text. Raw HTML and entities are shown literally.
    markdown.disable(
        [
            "image",
            "html_inline",
            "html_block",
            "entity",
            "code",
            "fence",
            "backticks",
            "blockquote",
            "hr",
            "lheading",
            "reference",
        ]
    )
    # Refused links are shown as text and reported; markdown-it itself drops only the worst of them.
    markdown.validateLink = is_address  # type: ignore[method-assign]
    markdown.block.ruler.before("list", "speech", _speech, {"alt": ["paragraph"]})
    markdown.block.ruler.at("list", _list, {"alt": ["paragraph"]})
    markdown.add_render_rule("heading_open", lower_heading)
    markdown.add_render_rule("heading_close", lower_heading)
    return markdown


def _speech(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph that starts with `–`, `—` or `-` and a space becomes a quotation that keeps its dash."""
    first = state.bMarks[start] + state.tShift[start]
    if not _SPEECH.match(state.src[first : first + 2]):
        return False
    if silent:
        return True
    line = start + 1
    while line < end and not state.isEmpty(line):
        following = state.bMarks[line] + state.tShift[line]
        if _SPEECH.match(state.src[following : following + 2]):
            break
        line += 1
    state.line = line
    quote = state.push("blockquote_open", "blockquote", 1)
    quote.attrSet("class", "said")
    quote.block = False  # the renderer adds a newline after a block's tag
    quote.map = [start, line]
    state.push("paragraph_open", "p", 1).map = [start, line]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, line, state.blkIndent, False).strip()
    inline.map = [start, line]
    inline.children = []
    state.push("paragraph_close", "p", -1).block = False
    state.push("blockquote_close", "blockquote", -1)
    return True


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list, but never one with hyphens: these are speech, or kept as typed."""
    first = state.bMarks[start] + state.tShift[start]
    return state.src[first : first + 1] != "-" and list_block(state, start, end, silent)


def is_address(url: str) -> bool:
    """Whether a link may lead there: https or mailto."""
    return bool(_LINK.match(url))


def lower_heading(
    renderer: RendererHTML, tokens: list[Token], index: int, options: object, environment: object
) -> str:
    """The page owns h1 and h2."""
    level = min(6, int(tokens[index].tag[1]) + 2)
    return f"<h{level}>" if tokens[index].nesting == 1 else f"</h{level}>\n"


def _plain(inline: Token) -> str:
    breaks = {"softbreak": " ", "hardbreak": " "}
    return "".join(breaks.get(child.type, child.content) for child in inline.children or [])


def markup_problems(path: Path, source: str) -> Iterator[Problem]:
    """HTML, and links that lead nowhere, in the Markdown `source` of `path`."""
    for number, line in enumerate(source.split("\n"), 1):
        for match in _HTML.finditer(line):
            text = f"`{match[0]}` is HTML, which is not supported"
            help = "use Markdown instead: `*emphasis*`, `[text](https://…)`"
            yield _at(path, number, match, "P104", text, help)
        for match in chain(_INLINE_LINK.finditer(line), _AUTOLINK.finditer(line)):
            if not is_address(match[1]):
                text = f"the link to `{match[1]}` is neither https nor mailto"
                yield _at(path, number, match, "P106", text, "write the full https address")


def _pictures(path: Path, source: str) -> Iterator[Problem]:
    for number, line in enumerate(source.split("\n"), 1):
        for match in _PICTURE.finditer(line):
            text, help = "a text version cannot contain pictures", "describe in words what is shown"
            yield _at(path, number, match, "P105", text, help)


def _at(path: Path, line: int, match: re.Match[str], code: str, text: str, help: str) -> Problem:
    return Problem(place=Place(path, line, match.start() + 1, len(match[0])), code=code, text=text, help=help)
