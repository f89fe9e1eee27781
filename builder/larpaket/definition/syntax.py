"""YAML's own errors in plain words: ruamel says what the parser saw, an author needs to know what to fix."""

from __future__ import annotations

import re
from pathlib import Path

from ruamel.yaml.error import MarkedYAMLError

from larpaket.definition.codes import Code
from larpaket.definition.source import at
from larpaket.problems import Place, Problem

# What ruamel says (its context and problem), what that usually means, and how to fix it; the first match
# counts.
_REASONS = (
    (
        r"mapping values are not allowed",
        "a `:` inside a text ends it here",
        'put the whole text in quotes: `title: "Film: del 1"`',
    ),
    (
        r"flow (sequence|mapping|node)|found unexpected ':'",
        "a bracket is not closed, or something does not belong between brackets",
        "close each `[` with `]`, each `{` with `}`, and put a `,` between the values",
    ),
    (
        r"could not find expected ':'",
        "this line is neither `key: value` nor part of the text above",
        "add the `:`, or indent the line further than the text's key",
    ),
    (
        r"unknown escape|escape sequence",
        "`\\` has a special meaning between double quotes",
        "use single quotes: `'a \\ b'`",
    ),
    (r"quoted scalar", "a quotation mark is not closed", "close it; write a `'` inside `'…'` twice"),
    (
        r"block scalar",
        "the text below `|` or `>` does not begin correctly",
        "write nothing else on the line of `|` or `>`, and indent all of the text equally",
    ),
    (r"cannot start any token", "a value cannot begin with this character", "put the whole value in quotes"),
    (
        r"(sequence entries|mapping keys) are not allowed",
        "a list or a key cannot begin here",
        "put it on its own line, indented like its siblings",
    ),
    (
        r"directive|YAML document|tag handle|document end",
        "a definition cannot contain lines with `%` or `...`",
        "remove them",
    ),
    (
        r"block (end|node|mapping|collection)|document start",
        "the line is indented wrongly, or there is a stray quotation mark or bracket",
        (
            "indent it exactly like its siblings, with spaces; put a text that begins with a quotation "
            "mark or bracket in quotes"
        ),
    ),
    (
        r"anchor|alias",
        "`&` or `*` begins an anchor or alias, which definitions cannot contain",
        "put the whole value in quotes",
    ),
    (r"tag", "`!` begins a tag, which definitions cannot contain", "put the whole value in quotes"),
)

_QUOTES = r"(:|^\s*-)\s+[“”„]"


def explain_syntax(path: Path, lines: list[str], error: MarkedYAMLError) -> Problem:
    """The YAML error as a problem; `lines` are those of the file."""
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path, 1, 1)
    if (
        "quoted scalar" in said and "end of stream" in said and error.context_mark
    ):  # show the opening mark, not the end of the file
        place = Place(path, error.context_mark.line + 1, error.context_mark.column + 1)
    if re.search(r"flow (sequence|mapping)", said) and error.context_mark:
        place = Place(path, error.context_mark.line + 1, error.context_mark.column + 1)
    if "could not find expected ':'" in said and error.context_mark:
        place = _line_of_text(path, lines, error.context_mark.line)
    text, help = next(
        ((text, help) for pattern, text, help in _REASONS if re.search(pattern, said)),
        ("this is not valid YAML", ""),
    )
    if "mapping values" in said and (found := _no_colon_above(path, lines, place.line)):
        return found
    if re.search(_QUOTES, lines[place.line - 1]):
        text = "`“`, `”` and `„` are no quotation marks in YAML"
        help = 'write `"` instead; a text editor leaves it as it is, a word processor does not'
    above = lines[max(0, place.line - 2)].lstrip()
    if (
        re.search(r"expected ':'|block end|flow node", said)
        and not above.startswith("#")
        and re.search(r"\s#", above)
    ):
        help = (
            "the `#` in the line above begins a comment and ends the text: put the text in quotes, or "
            "below `key: >-`"
        )
    if re.search(r"flow (sequence|mapping)", said) and re.search(r"\s#", lines[place.line - 1]):
        help = "the `#` begins a comment that hides the rest of the line: put the value in quotes"
    return at(place, Code.SYNTAX, text, help or "compare it with the example in the README")


def _no_colon_above(path: Path, lines: list[str], line: int) -> Problem | None:
    """A word on a line of its own was meant as a key: its text seems to go on with the next key."""
    above = next((at for at in range(line - 1, 0, -1) if lines[at - 1].strip()), 0)
    found = re.fullmatch(r"([ ]*(?:- +)*)([\w-]+)\s*", lines[above - 1]) if above else None
    if not found:
        return None
    place = Place(path, above, len(found[1]) + 1, len(found[2]))
    return at(place, Code.SYNTAX, f"`{found[2]}` has no `:` after it", f"write `{found[2]}:`")


def _line_of_text(path: Path, lines: list[str], number: int) -> Place:
    line = lines[number]
    return Place(path, number + 1, len(line) - len(line.lstrip()) + 1, max(1, len(line.strip())))
