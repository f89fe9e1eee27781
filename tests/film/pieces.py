"""Reads a film that is in pieces, and follows its chunk offsets: an independent reader, which shares no code
with the builder.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from larpaket.files import Pieces

FILMS = Path(__file__).parent / "data"


class Joined:
    """Pieces as one file, of which only what is asked for is read."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces

    def read(self, offset: int, count: int) -> bytes:
        found = b""
        for piece in self.pieces:
            length = len(piece) if isinstance(piece, bytes) else piece.length
            if count and offset < length:
                take = min(count, length - offset)
                if isinstance(piece, bytes):
                    found += piece[offset : offset + take]
                else:
                    with piece.path.open("rb") as stream:
                        stream.seek(piece.offset + offset)
                        found += stream.read(take)
                count -= take
                offset = length
            offset -= length
        return found

    @property
    def size(self) -> int:
        return sum(len(piece) if isinstance(piece, bytes) else piece.length for piece in self.pieces)


def kinds(film: Joined) -> list[str]:
    found, offset = [], 0
    while offset < film.size:
        head = film.read(offset, 16)
        size = int.from_bytes(head[:4], "big")
        size = int.from_bytes(head[8:16], "big") if size == 1 else size or film.size - offset
        found.append(head[4:8].decode("latin-1"))
        offset += size
    return found


def chunks(moov: bytes) -> list[tuple[str, list[int]]]:
    """Each table of chunk offsets in `moov`, found by its name."""
    tables, at = [], 0
    while (
        at := min((place for name in (b"stco", b"co64") if (place := moov.find(name, at)) >= 0), default=-1)
    ) >= 0:
        kind, width = moov[at : at + 4].decode(), 4 if moov[at : at + 4] == b"stco" else 8
        count = int.from_bytes(moov[at + 8 : at + 12], "big")
        start = at + 12
        tables.append(
            (
                kind,
                [
                    int.from_bytes(moov[start + i * width : start + (i + 1) * width], "big")
                    for i in range(count)
                ],
            )
        )
        at += 12
    return tables


def samples(film: Joined, count: int = 8) -> str:
    """A hash of the first `count` bytes of every chunk."""
    moov = description(film)
    found = b"".join(film.read(offset, count) for _, offsets in chunks(moov) for offset in offsets)
    return hashlib.sha256(found).hexdigest()


def description(film: Joined) -> bytes:
    """The bytes of `moov`."""
    offset = 0
    while offset < film.size:
        head = film.read(offset, 16)
        size = int.from_bytes(head[:4], "big")
        size = int.from_bytes(head[8:16], "big") if size == 1 else size or film.size - offset
        if head[4:8] == b"moov":
            return film.read(offset, size)
        offset += size
    raise AssertionError("no moov")
