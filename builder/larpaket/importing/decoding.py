"""Somebody's text file as text, whatever it was saved as: UTF-8, UTF-16, or what Windows calls ANSI."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from larpaket.definition.source import FORBIDDEN
from larpaket.importing.errors import ImportFileError
from larpaket.text.encoding import lines, not_text

MOST_BYTES = 500_000
"""Of a page: the text of a film of an hour takes about a fifth of it."""
_MOST_ROWS = 20_000
_LONGEST_WORD = 5_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text with `\\n` as line ends; `guessed` is the encoding, if it was not UTF-8 and had no mark.
    `removed` is how many control characters were left out.
    """

    text: str
    guessed: str = ""
    removed: int = 0


def read_limited(path: Path, most: int) -> bytes:
    """The bytes of the file; ImportFileError if there are more than `most`, or none that can be read."""
    if not path.is_file():
        raise ImportFileError(f"{path} is not a file")
    with path.open("rb") as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise ImportFileError(f"{path} is larger than {most / 1e6:g} MB: check that it is the right file")
    return data


def decoded(data: bytes, path: Path) -> Decoded:
    """The text of `data`, which was read from `path`. Raises ImportFileError if it is a document."""
    text, guessed = _decode(data, path)
    clean = FORBIDDEN.sub(" ", lines(text))
    removed = len(FORBIDDEN.findall(lines(text)))
    rows = clean.split("\n")
    if len(rows) > _MOST_ROWS:
        raise ImportFileError(f"{path} has more than {_MOST_ROWS:,} lines: import a page for each module")
    for number, row in enumerate(rows, 1):
        if len(row) > _LONGEST_WORD and re.search(rf"\S{{{_LONGEST_WORD}}}", row):
            text = f"line {number} has a word of over {_LONGEST_WORD:,} characters"
            raise ImportFileError(f"{path} is not a text: {text}")
    return Decoded(clean, guessed, removed)


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace"), ""
    if problem := not_text(data, path, ""):
        raise ImportFileError(
            f"{path}: {problem.text}: give the file its right ending, or save it as plain text"
        )
    if 4 * data[:1000].count(0) > len(data[:1000]):  # in English and Swedish, every other byte is 0
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace"), "UTF-16"
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "Windows-1252"
