"""The files of a package, each a list of pieces: bytes, or parts of a file on disk.

A film of 500 MB is never read into memory: it is passed as a `Slice` and copied when the archive is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Slice:
    """`length` bytes of `path` from `offset`."""

    path: Path
    offset: int
    length: int


Pieces = tuple[bytes | Slice, ...]


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A file at `path` inside a package (relative, with `/`).

    `media` marks large, already compressed content: the archive aligns it so that a copy can share blocks.
    """

    path: str
    content: Pieces
    media: bool = False

    @property
    def size(self) -> int:
        """Size in bytes."""
        return sum(len(piece) if isinstance(piece, bytes) else piece.length for piece in self.content)


def whole(path: Path) -> Pieces:
    """The whole file at `path`, as it is now."""
    return (Slice(path, 0, path.stat().st_size),)
