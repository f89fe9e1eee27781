"""A definition's file as text: read within limits, and refused if a YAML reader could not say what is wrong
with it.
"""

from __future__ import annotations

import re
from pathlib import Path

from larpaket.definition.codes import Code
from larpaket.problems import Place, Problem
from larpaket.text.encoding import lines, not_text, not_utf8

DEFINITION = "module.yaml"
"""The file of a module's folder that defines it."""

_MOST_BYTES = 1_000_000
_LONGEST_LINE = 20_000  # the YAML reader takes quadratic time for some endless lines
_MOST_TABS = 20

FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that no text may contain: XML forbids them, or editors and YAML disagree on whether they end a
line.
"""

_BLANK = re.compile(r"^[ \u00a0]*(?:-[ \u00a0]+)*(?:[\w-]+:[ \u00a0]+)?", re.M)
"""What is blank in YAML, with no-break spaces that a word processor or a web page has put there."""


def at(place: Place, code: Code, text: str, help: str = "") -> Problem:
    """A problem at a place in a file."""
    return Problem(place=place, code=code, text=text, help=help)


def read_source(path: Path) -> tuple[str | None, list[Problem]]:
    r"""The text of `path`, with `\n` as line end and spaces for tabs, or None if it should not be parsed; and
    its problems.

    At most 1 MB of the file is read.
    """
    data, problems = read_bytes(path)
    if data is None:
        return None, problems
    if problem := not_text(data, path, Code.NOT_UTF8):
        return None, [problem]
    try:
        text = _BLANK.sub(_as_spaces, lines(data.decode("utf-8")))
    except UnicodeDecodeError as error:
        return None, [not_utf8(data, path, Code.NOT_UTF8, error)]
    if all(line.lstrip().startswith("#") or not line.strip() for line in text.split("\n")):
        help = (
            "begin with `name:`"
            if path.name == "publisher.yaml"
            else "begin with `id:` (README, A module in five minutes)"
        )
        return None, [at(Place(path, 1, 1), Code.EMPTY, "the file is empty", help)]
    if found := FORBIDDEN.search(text):
        words = f"the file contains a control character, U+{ord(found[0]):04X}"
        return None, [
            at(
                _place(path, text, found.start()),
                Code.CONTROL_CHARACTER,
                words,
                "remove it; it may be invisible in your editor",
            )
        ]
    if found := re.search(rf"^.{{{_LONGEST_LINE}}}", text, re.M):
        words = f"the line is longer than {_LONGEST_LINE:,} characters"
        return None, [
            at(
                _place(path, text, found.start()),
                Code.TOO_LARGE,
                words,
                "break the text into lines below `key: >-`",
            )
        ]
    return _without_tabs(path, text)


def read_bytes(path: Path, missing: Code = Code.UNREADABLE) -> tuple[bytes | None, list[Problem]]:
    """The bytes of a small file, or None and the problem. Reads at most 1 MB, and nothing from a pipe or a
    device.
    """
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
            return None, [
                Problem(
                    place=Place(path),
                    code=missing,
                    text="the file is a link to a file outside its folder",
                    help="put the file itself here",
                )
            ]
        if path.exists() and not path.is_file():
            return None, [
                Problem(
                    place=Place(path),
                    code=missing,
                    text="this is not a file",
                    help="put a file with this name here",
                )
            ]
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except (OSError, RuntimeError) as error:  # RuntimeError: circular links, until Python 3.12
        reason = error.strerror if isinstance(error, OSError) else "it links to itself"
        return None, [
            Problem(
                place=Place(path),
                code=missing,
                text=f"the file cannot be read: {reason}",
                help="check that it exists and that you may read it",
            )
        ]
    if len(data) > _MOST_BYTES:
        help = "put films and long texts into separate files"
        return None, [
            Problem(place=Place(path), code=Code.TOO_LARGE, text="the file is larger than 1 MB", help=help)
        ]
    return data, []


def _as_spaces(found: re.Match[str]) -> str:
    return found[0].replace("\u00a0", " ")


def _without_tabs(path: Path, text: str) -> tuple[str | None, list[Problem]]:
    problems, indented = [], False
    for number, line in enumerate(text.split("\n"), 1):
        if (column := line.find("\t")) < 0:
            continue
        indents = not line[:column].strip(" -")
        indented |= indents
        words = "the indentation contains a tab" if indents else "the line contains a tab"
        problems.append(at(Place(path, number, column + 1), Code.TAB, words, "replace it with spaces"))
        if len(problems) == _MOST_TABS:
            break
    # There is no telling how far a tab was meant to indent: any further errors would be noise.
    return (None if indented else text.replace("\t", " ")), problems


def _place(path: Path, text: str, offset: int) -> Place:
    before = text[:offset].split("\n")
    return Place(path, len(before), len(before[-1]) + 1)
