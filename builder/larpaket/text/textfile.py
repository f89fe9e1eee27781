"""Reads an author's text file as UTF-8, up to a size limit."""

from __future__ import annotations

from pathlib import Path

from larpaket.problems import Place, Problem

# What a text is often saved as, under a text file's name.
_NOT_TEXT = {
    b"PK\x03\x04": "a Word document (.docx), or another zip",
    b"\xd0\xcf\x11\xe0": "an old Word document (.doc)",
    b"{\\rtf": "formatted text (.rtf)",
    b"%PDF": "a PDF",
}


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
    kind = next((kind for start, kind in _NOT_TEXT.items() if data.startswith(start)), "")
    if kind:
        help = "open it where it was written, and save it as plain text in UTF-8"
        text = f"the file is {kind}, whatever its name says"
        return "", [Problem(place=Place(path), code=encoding, text=text, help=help)]
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
        return _lines(data.decode("utf-8")), []
    except UnicodeDecodeError as error:
        before = _lines(data[: error.start].decode("utf-8")).split("\n")
        problem = Problem(
            place=Place(path, len(before), len(before[-1]) + 1),
            code=encoding,
            text="the file is not UTF-8: å, ä and ö would be garbled",
            help="save it again as UTF-8 in your editor",
        )
        return _lines(data.decode("utf-8", errors="replace")), [problem]


def _lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
