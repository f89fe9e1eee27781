"""The film as text: Markdown in which a paragraph that starts with a dash is speech, kept as typed."""

from __future__ import annotations

import re
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
    source, problems = read_text(path, limit=_LIMIT, large="P102", encoding="P101")
    found = rendered(path, source)
    if not source and problems:
        return found, problems
    problems += _find_problems(path, source)
    if not found.text.strip():
        problems.append(
            Problem(
                place=Place(path),
                code="P103",
                text="the text version is empty",
                help="write down what is said and shown in the film",
            )
        )
    return found, problems


def rendered(path: Path, source: str) -> Transcript:
    """The Markdown `source` as a page's text; `path` is where it stands."""
    markdown = _markdown()
    tokens = markdown.parse(source)
    text = "\n".join(_plain(token) for token in tokens if token.type == "inline")
    return Transcript(path, markdown.renderer.render(tokens, markdown.options, {}).strip(), text)


def parse(source: str) -> list[Token]:
    """A text version's Markdown as markdown-it tokens; the `map` of a block's token has its lines, from 0."""
    return _markdown().parse(source)


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
    markdown.validateLink = lambda url: bool(_LINK.match(url))  # type: ignore[method-assign]
    markdown.block.ruler.before("list", "speech", _speech, {"alt": ["paragraph"]})
    markdown.block.ruler.at("list", _list, {"alt": ["paragraph"]})
    markdown.add_render_rule("heading_open", _lower_heading)
    markdown.add_render_rule("heading_close", _lower_heading)
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


def _lower_heading(
    renderer: RendererHTML, tokens: list[Token], index: int, options: object, environment: object
) -> str:
    """The page owns h1 and h2."""
    level = min(6, int(tokens[index].tag[1]) + 2)
    return f"<h{level}>" if tokens[index].nesting == 1 else f"</h{level}>\n"


def _plain(inline: Token) -> str:
    breaks = {"softbreak": " ", "hardbreak": " "}
    return "".join(breaks.get(child.type, child.content) for child in inline.children or [])


def _find_problems(path: Path, source: str) -> list[Problem]:
    problems = []
    for number, line in enumerate(source.split("\n"), 1):
        for match in _HTML.finditer(line):
            text = f"`{match[0]}` is HTML, which is not supported"
            problems.append(
                _at(
                    path,
                    number,
                    match,
                    "P104",
                    text,
                    "use Markdown instead: `*emphasis*`, `[text](https://…)`",
                )
            )
        for match in _PICTURE.finditer(line):
            problems.append(
                _at(
                    path,
                    number,
                    match,
                    "P105",
                    "a text version cannot contain pictures",
                    "describe in words what is shown",
                )
            )
        for match in chain(_INLINE_LINK.finditer(line), _AUTOLINK.finditer(line)):
            if not _LINK.match(match[1]):
                text = f"the link to `{match[1]}` is neither https nor mailto"
                problems.append(_at(path, number, match, "P106", text, "write the full https address"))
    return problems


def _at(path: Path, line: int, match: re.Match[str], code: str, text: str, help: str) -> Problem:
    return Problem(place=Place(path, line, match.start() + 1, len(match[0])), code=code, text=text, help=help)
