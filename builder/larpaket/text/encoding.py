"""Texts that are not UTF-8: what they are instead, so that the author is told and shown the letters meant."""

from __future__ import annotations

import codecs
from pathlib import Path

from larpaket.problems import Place, Problem

# What a text is often saved as, under a text file's name.
_NOT_TEXT = {
    b"PK\x03\x04": "a Word document (.docx), or another zip",
    b"\xd0\xcf\x11\xe0": "an old Word document (.doc)",
    b"{\\rtf": "formatted text (.rtf)",
    b"%PDF": "a PDF",
}
_WITH_A_MARK = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE = "save it again as UTF-8 in your editor"


def not_text(data: bytes, path: Path, code: str) -> Problem | None:
    """The problem with a file that is a document or UTF-16, whatever its name says; None if it may be a text.

    It has no place in the file: what stands there is no text to show.
    """
    kind = next((kind for start, kind in _NOT_TEXT.items() if data.startswith(start)), "")
    if kind:
        help = "open it where it was written, and save it as plain text in UTF-8"
        return Problem(
            place=Place(path), code=code, text=f"the file is {kind}, whatever its name says", help=help
        )
    if data.startswith(_WITH_A_MARK):
        return Problem(place=Place(path), code=code, text="the file is UTF-16, not UTF-8", help=_SAVE)
    return None


def not_utf8(data: bytes, path: Path, code: str, error: UnicodeDecodeError) -> Problem:
    """The problem with a text in another encoding, at its first letter that is not UTF-8."""
    before = lines(data[: error.start].decode("utf-8")).split("\n")
    place = Place(path, len(before), len(before[-1]) + 1)
    return Problem(
        place=place, code=code, text="the file is not UTF-8: å, ä and ö would be garbled", help=_SAVE
    )


def lines(text: str) -> str:
    r"""The text without a byte order mark, with `\n` as its only line end."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
