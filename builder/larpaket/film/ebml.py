"""Elements of an EBML file, as a WebM film is one: an id, a size, content (RFC 8794).

Input may be hostile: every size is checked against the enclosing element, and every count is limited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from larpaket.film.errors import FilmError

CONVERT = "ffmpeg -i in.webm -c:v libvpx-vp9 -c:a libopus out.webm"
DAMAGED_HELP = f"export the film again, or repair it with: {CONVERT}"
_MAX_ELEMENTS = 100_000  # ten hours in clusters of one second
_MAX_DESCRIPTION = 4 << 20

Read = Callable[[int, int], bytes]
"""`read(offset, count)`: up to `count` bytes of the file."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element with content from `body` to `end`; if of unknown size, it ends with the enclosing one."""

    id: int
    body: int
    end: int
    known: bool


def walk(read: Read, start: int, end: int) -> Iterator[Element]:
    """The elements between `start` and `end`; only one of unknown size may be truncated."""
    for _ in range(_MAX_ELEMENTS):
        if start == end:
            return
        header = read(start, min(12, end - start))
        id, body = number(header, 0, 4, marked=True)
        size, body = number(header, body, 8)
        known = size != (1 << 7 * (body - _width(header))) - 1
        body += start
        if known and size > end - body:
            raise FilmError(
                "truncated",
                "the film is truncated or damaged: it ends in the middle of an element",
                "copy or export the film again",
            )
        yield Element(id, body, body + size if known else end, known)
        start = body + size if known else end
    raise FilmError(
        "damaged", f"the film is damaged: more than {_MAX_ELEMENTS:,} elements in one place", DAMAGED_HELP
    )


def _width(header: bytes) -> int:
    """How many bytes an id has: one per bit up to the first that is set (RFC 8794, section 4)."""
    return 9 - header[0].bit_length()


def number(data: bytes, at: int, most: int, *, marked: bool = False) -> tuple[int, int]:
    """The variable-length number at `at`, with its length marker or without, and where it ends."""
    width = 9 - data[at].bit_length() if at < len(data) else 9
    if width > most or at + width > len(data):
        raise FilmError("damaged", "the film is damaged: an element has no id or no size", DAMAGED_HELP)
    value = int.from_bytes(data[at : at + width], "big")
    return value if marked else value & ~(1 << 7 * width), at + width


def children(read: Read, parent: Element) -> dict[int, bytes]:
    """The content of the first child of each id."""
    if parent.end - parent.body > _MAX_DESCRIPTION:
        raise FilmError(
            "damaged",
            f"the film is damaged: its description has {parent.end - parent.body:,} bytes",
            DAMAGED_HELP,
        )
    found: dict[int, bytes] = {}
    for child in walk(read, parent.body, parent.end):
        found.setdefault(child.id, read(child.body, child.end - child.body))
    return found


def unsigned(content: bytes | None, default: int) -> int:
    """An element's content as a number, or `default` where there is no such element."""
    return default if content is None else int.from_bytes(content[:8], "big")
