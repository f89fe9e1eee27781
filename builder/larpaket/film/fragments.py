"""An MP4 film in fragments (`moof`), as recorders and streaming leave it.

Browsers play it as a file only with an index of the whole (`sidx`: ISO/IEC 14496-12, section 8.16.3). Without
one, Firefox takes the first fragment for all, and WebKit begins with a length that is too short (measured on
films of 4 s with fragments of 1 s: 1.0 s and 3.0 s; with the index 4.0 s in Chromium, Firefox and WebKit).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from larpaket.film.boxes import Box, Read, too_short, unpack
from larpaket.film.errors import FilmError

_MAX_INDEX = 4 << 20


def fragmented() -> FilmError:
    """The error for a film in fragments without an index of the whole."""
    text = (
        "the film is fragmented for streaming and has no index of the whole, so browsers take it for shorter"
    )
    return FilmError("fragmented", text, "repack it: ffmpeg -i in.mp4 -c copy -movflags +faststart out.mp4")


def indexed_seconds(read: Read, boxes: list[Box]) -> dict[int, float]:
    """How long each track is by the indexes before the first fragment: seconds by track ID.

    Raises FilmError if an index does not reach to the end of the last `mdat`.
    """
    first = next(box.start for box in boxes if box.kind == b"moof")
    end = max((box.end for box in boxes if box.kind == b"mdat"), default=0)
    found: dict[int, float] = {}
    for box in boxes:
        if box.kind == b"sidx" and box.start < first:
            track, seconds, reach = _index(read(box.body, min(box.end - box.body, _MAX_INDEX)), box.end)
            if reach < end:
                raise fragmented()
            found[track] = seconds
    if not found:
        raise fragmented()
    return found


def _index(content: bytes, anchor: int) -> tuple[int, float, int]:
    """The track's ID, its length in seconds, and the byte that the index reaches to."""
    version, track, timescale = unpack(">B3xII", content)
    layout, at = (">Q2xH", 20) if version else (">I2xH", 16)
    offset, count = unpack(layout, content, at)
    at += struct.calcsize(layout)
    if len(content) < at + 12 * count or not timescale:
        raise too_short()
    references: Iterator[tuple[int, int]] = struct.iter_unpack(">II4x", content[at : at + 12 * count])
    sizes, durations = zip(*references, strict=True) if count else ((), ())
    return track, sum(durations) / timescale, anchor + offset + sum(size & 0x7FFFFFFF for size in sizes)
