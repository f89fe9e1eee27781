"""The boxes of an MP4 file (ISO/IEC 14496-12, section 4.2: size, four letters, content).

Input may be hostile: every size is checked against the enclosing box, every count is limited, and media data
is never read.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from larpaket.film.errors import FilmError

_MAX_BOXES = 2000
_MAX_AT_THE_TOP = 200_000  # a day in fragments of one second

Read = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True)
class Box:
    """A box that starts at `start`, with its content from `body` to `end`: offsets in bytes."""

    kind: bytes
    start: int
    body: int
    end: int

    @property
    def size(self) -> int:
        """Size in bytes, header included."""
        return self.end - self.start


def walk(read: Read, start: int, end: int, *, top: bool = False) -> Iterator[Box]:
    """The boxes between `start` and `end`; `read(offset, count)` returns bytes.

    Size 1 means that a 64-bit size follows; size 0, at the `top` of the file only, that the box extends to
    the end.
    """
    most = _MAX_AT_THE_TOP if top else _MAX_BOXES
    for _ in range(most):
        if start == end:
            return
        header = read(start, min(16, end - start))
        size, kind, body = *unpack(">I4s", header), start + 8
        if size == 1:
            (size,) = unpack(">Q", header, 8)
            body += 8
        elif size == 0 and top:
            size = end - start
        if size < body - start:
            raise FilmError("damaged", f"the film is damaged: a box of {size} bytes at byte {start}")
        if size > end - start:
            raise FilmError(
                "truncated",
                "the film is truncated or damaged: it ends in the middle of a box",
                "copy or export the film again",
            )
        yield Box(kind, start, body, start + size)
        start += size
    raise FilmError("damaged", f"the film is damaged: more than {most} boxes in one place")


def within(data: bytes, box: Box | None = None, *, skip: int = 0) -> Iterator[Box]:
    """The boxes inside `box` (or all of `data`), after `skip` bytes of its own fields."""
    start, end = (box.body, box.end) if box else (0, len(data))
    if start + skip > end:
        raise too_short()
    return walk(lambda offset, count: data[offset : offset + count], start + skip, end)


def find(data: bytes, box: Box, *path: bytes) -> Box:
    """The first box at `path` inside `box`; an error if there is none."""
    for kind in path:
        box = next((child for child in within(data, box) if child.kind == kind), None) or _missing(kind)
    return box


def unpack(layout: str, data: bytes, offset: int = 0) -> tuple[Any, ...]:
    """`struct.unpack_from`, but a failure is a `FilmError`."""
    try:
        return struct.unpack_from(layout, data, offset)
    except struct.error:
        raise too_short() from None


def too_short() -> FilmError:
    """The error for a missing field."""
    return FilmError("damaged", "the film is damaged: part of its description is too short")


def _missing(kind: bytes) -> Box:
    raise FilmError("damaged", f"the film is damaged: it has no box `{kind.decode('latin-1')}`")
