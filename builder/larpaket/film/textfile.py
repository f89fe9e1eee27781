"""A text file of the author's, read within a limit and as UTF-8."""

from __future__ import annotations

from pathlib import Path

from larpaket.problems import Place, Problem


def read_text(path: Path, *, limit: int, large: str, encoding: str) -> tuple[str, list[Problem]]:
    """The text of `path`, line ends as `\\n`, and what is wrong with it.

    `limit` is in bytes; `large` and `encoding` are the codes of a file that cannot be read or is larger, and of one that is not UTF-8:
    its wrong bytes become U+FFFD, so that the rest can still be judged.
    """
    try:
        if not path.is_file():  # a pipe would wait for ever
            return "", [Problem(place=Place(path), code=large, text="this is not a file", help="write the name of a text file")]
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        return "", [Problem(place=Place(path), code=large, text=f"the file cannot be read: {error.strerror}")]
    if len(data) > limit:
        help = "see that it is the right file; the text of a film of an hour takes about 0.1 MB"
        return "", [Problem(place=Place(path), code=large, text=f"the file is larger than {limit // 1_000_000} MB", help=help)]
    return decode(data, path, encoding)


def decode(data: bytes, path: Path, encoding: str) -> tuple[str, list[Problem]]:
    """The bytes of `path` as text in the same way."""
    try:
        return _lines(data.decode("utf-8")), []
    except UnicodeDecodeError as error:
        before = _lines(data[: error.start].decode("utf-8")).split("\n")
        problem = Problem(
            place=Place(path, len(before), len(before[-1]) + 1),
            code=encoding,
            text="the file is not UTF-8: å, ä and ö would be wrong",
            help="in your editor, save it again with the encoding UTF-8",
        )
        return _lines(data.decode("utf-8", errors="replace")), [problem]


def _lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
