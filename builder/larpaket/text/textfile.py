"""Reads an author's text file as UTF-8, up to a size limit."""

from __future__ import annotations

from pathlib import Path

from larpaket.problems import Place, Problem
from larpaket.text.encoding import lines, not_text, not_utf8


def read_text(path: Path, *, limit: int, large: str, encoding: str) -> tuple[str, list[Problem]]:
    """The text of `path` with `\\n` as line ends, and its problems.

    `limit` is in bytes. `large` is the code for a file that is larger or cannot be read, `encoding` the one
    for a file that is not UTF-8: invalid bytes become U+FFFD, so that the rest can still be checked.
    """
    try:
        if not path.is_file():  # a pipe would block forever
            return "", [
                Problem(
                    place=Place(path),
                    code=large,
                    text="this is not a file",
                    help="write the name of a text file",
                )
            ]
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        return "", [Problem(place=Place(path), code=large, text=f"the file cannot be read: {error.strerror}")]
    if problem := not_text(data, path, encoding):
        return "", [problem]
    if len(data) > limit:
        help = "check that this is the right file: the text of an hour of film is about 0.1 MB"
        return "", [
            Problem(
                place=Place(path),
                code=large,
                text=f"the file is larger than {limit // 1_000_000} MB",
                help=help,
            )
        ]
    return decode(data, path, encoding)


def decode(data: bytes, path: Path, encoding: str) -> tuple[str, list[Problem]]:
    """The same for the bytes of `path`."""
    try:
        return lines(data.decode("utf-8")), []
    except UnicodeDecodeError as error:
        problem = not_utf8(data, path, encoding, error)
        return lines(data.decode("utf-8", errors="replace")), [problem]
