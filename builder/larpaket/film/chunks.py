"""Where the media data of an MP4 film lies: tables of chunk offsets (`stco`, `co64`: ISO/IEC 14496-12,
section 8.7.5), which count from the start of the file.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable

from larpaket.film.boxes import Box, unpack, within
from larpaket.film.errors import FilmError

WIDTHS = {b"stco": "I", b"co64": "Q"}


def offsets(data: bytes, box: Box) -> array[int]:
    """The offsets in the table `box`."""
    (count,) = unpack(">4xI", data[box.body : min(box.body + 8, box.end)])
    values = array(WIDTHS[box.kind])
    if count * values.itemsize > box.end - box.body - 8:
        raise FilmError("damaged", f"the film is damaged: a list of {count} offsets is longer than its box")
    values.frombytes(data[box.body + 8 : box.body + 8 + count * values.itemsize])
    return _big_endian(values)


def content(kind: bytes, values: Iterable[int]) -> bytes:
    """What stands in a table of that kind with those offsets."""
    table = array(WIDTHS[kind], values)
    count = len(table).to_bytes(4, "big")
    return bytes(4) + count + _big_endian(table).tobytes()


def check_chunks(data: bytes, samples: Box, size: int) -> None:
    """Raises FilmError if a chunk of the track with the box `stbl` begins beyond a file of `size` bytes."""
    for box in within(data, samples):
        beyond = [offset for offset in offsets(data, box) if offset >= size] if box.kind in WIDTHS else []
        if beyond:
            text = f"the film is truncated or damaged: its index points to byte {min(beyond)}, after its end"
            raise FilmError("truncated", text, "copy or export the film again")


def _big_endian(values: array[int]) -> array[int]:
    if sys.byteorder == "little":
        values.byteswap()
    return values
