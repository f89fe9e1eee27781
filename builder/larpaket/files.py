"""What a package is made of: files, each a list of pieces that are bytes or parts of a file on disk.

A film of 500 MB is never read into memory; it travels as a `Slice` and is copied when the archive is written.
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
    """A file at `path` (relative, `/` between the parts) inside a package.

    `media` marks what is large and already compressed: the archive aligns its data so that a copy can share blocks.
    """

    path: str
    content: Pieces
    media: bool = False

    @property
    def size(self) -> int:
        """Size in bytes."""
        return sum(len(piece) if isinstance(piece, bytes) else piece.length for piece in self.content)


def size_in(count: int, language: str) -> str:
    """`2.1 MB` of so many bytes, with the language's decimal point."""
    text = f"{count / 1e6:.1f}".removesuffix(".0") + " MB" if count >= 100_000 else f"{max(1, round(count / 1e3))} kB"
    return text.replace(".", ",") if language.split("-")[0] == "sv" else text


def whole(path: Path) -> Pieces:
    """All of the file at `path`, as it is now."""
    return (Slice(path, 0, path.stat().st_size),)
