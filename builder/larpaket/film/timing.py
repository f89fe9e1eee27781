"""How long a track of an MP4 film is played: its samples, as its edit list arranges them.

The headers' durations are not used: `mvhd` gives the longest of all tracks, played or not (ISO/IEC 14496-12,
section 8.2.2), and editors leave old ones standing.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from larpaket.film.boxes import Box, find, too_short, unpack, within

_GAP = -1  # the media time of an edit in which nothing is shown


def played_seconds(data: bytes, track: Box, timescale: int) -> float:
    """The length of the box `trak` in seconds; `timescale` is the film's, in which edits are measured.

    An edit that goes beyond the samples ends with them.
    """
    media = find(data, track, b"mdia")
    per_second = after_times(data, find(data, media, b"mdhd")) or 1
    length = _samples(data, find(data, media, b"minf", b"stbl", b"stts"))
    edits = list(_edits(data, track))
    if not edits:
        return length / per_second
    total = 0.0
    for duration, start in edits:
        left = max(0, length - start) / per_second
        asked = duration / timescale
        # A duration of 0 means: to the end.
        total += asked if start == _GAP else min(asked, left) if duration else left
    return total


def after_times(data: bytes, header: Box) -> int:
    """The field after the two times of a header; version 1 has 64-bit times.

    In `mvhd` and `mdhd` it is the units per second (sections 8.2.2, 8.4.2), in `tkhd` the track's ID (8.3.2).
    """
    (version,) = unpack(">B", data[header.body : header.end])
    (field,) = unpack(">20xI" if version == 1 else ">12xI", data[header.body : header.end])
    return int(field)


def _samples(data: bytes, table: Box) -> int:
    """The length of all samples (section 8.6.1.2): how many, each how long."""
    (count,) = unpack(">4xI", data[table.body : table.end])
    runs = data[table.body + 8 : min(table.end, table.body + 8 + 8 * count)]
    if len(runs) < 8 * count:
        raise too_short()
    return sum(samples * delta for samples, delta in struct.iter_unpack(">II", runs))


def _edits(data: bytes, track: Box) -> Iterator[tuple[int, int]]:
    """The duration and the start of each edit (section 8.6.6)."""
    for edit in within(data, track):
        for box in within(data, edit) if edit.kind == b"edts" else ():
            if box.kind != b"elst":
                continue
            version, count = unpack(">B3xI", data[box.body : box.end])
            layout, size = (">Qq4x", 20) if version == 1 else (">Ii4x", 12)
            if box.body + 8 + size * count > box.end:
                raise too_short()
            for number in range(count):
                yield unpack(layout, data, box.body + 8 + size * number)
