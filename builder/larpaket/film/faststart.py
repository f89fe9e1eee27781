"""Moves an MP4 film's index (`moov`) before its media data, so that it starts playing while it loads.

Chunk offsets count from the start of the file and must be adjusted. `moof` and `saio` also contain offsets,
but films in fragments whose `moov` comes late, and encrypted films, are refused earlier.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from larpaket.files import Pieces, Slice
from larpaket.film.boxes import Box, within
from larpaket.film.chunks import WIDTHS, content, offsets
from larpaket.film.errors import FilmError

_CHAIN = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
_MAX_32 = 0xFFFFFFFF


def moov_first(path: Path, moov: Box, data: bytes, place: int, size: int) -> Pieces:
    """The film at `path` with `moov` (its bytes: `data`) moved forward to `place`; `size` is the file's."""
    whole = Box(b"moov", 0, moov.body - moov.start, len(data))
    tables = [
        found for track in within(data, whole) if track.kind == b"trak" for found in _tables(data, track, 1)
    ]
    entries = sum(len(table) for kind, table in tables if kind == b"stco")

    def shift_by(added: int) -> Callable[[int], int]:
        def shift(offset: int) -> int:
            if offset < place:
                return offset
            if offset < moov.start:
                return offset + added
            if moov.end <= offset <= size:
                return offset + added - moov.size
            raise FilmError(
                "damaged", f"the film is damaged: its index points to byte {offset}, where there is no data"
            )

        return shift

    # Wider tables make `moov` longer. Widen all or none, so that its length is known before the offsets are.
    added = len(_rebuild(data, whole, 0, lambda offset: offset, wide=False))
    wide = any(
        shift_by(added)(offset) > _MAX_32
        for offset in chain.from_iterable(table for kind, table in tables if kind == b"stco")
    )
    added += 4 * entries * wide
    moved = _rebuild(data, whole, 0, shift_by(added), wide=wide)
    parts = (
        Slice(path, 0, place),
        moved,
        Slice(path, place, moov.start - place),
        Slice(path, moov.end, size - moov.end),
    )
    return tuple(part for part in parts if isinstance(part, bytes) or part.length)


def _tables(data: bytes, box: Box, depth: int) -> Iterator[tuple[bytes, array[int]]]:
    for child in within(data, box):
        if depth + 1 < len(_CHAIN) and child.kind == _CHAIN[depth + 1]:
            yield from _tables(data, child, depth + 1)
        elif depth + 1 == len(_CHAIN) and child.kind in WIDTHS:
            yield child.kind, offsets(data, child)


def _rebuild(data: bytes, box: Box, depth: int, shift: Callable[[int], int], *, wide: bool) -> bytes:
    """`box`, at `depth` of the chain to the tables, with every offset shifted and nothing else changed."""
    parts = []
    for child in within(data, box):
        if depth + 1 < len(_CHAIN) and child.kind == _CHAIN[depth + 1]:
            parts.append(_rebuild(data, child, depth + 1, shift, wide=wide))
        elif depth + 1 == len(_CHAIN) and child.kind in WIDTHS:
            kind = b"co64" if wide else child.kind
            parts.append(_box(kind, content(kind, map(shift, offsets(data, child)))))
        else:
            parts.append(data[child.start : child.end])
    return _box(box.kind, b"".join(parts))


def _box(kind: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + kind + content
