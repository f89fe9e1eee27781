"""The files of a package, each a list of pieces: bytes, or parts of a file on disk; and their names.

A film of 500 MB is never read into memory: it is passed as a `Slice` and copied when the archive is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

# Microsoft, Naming Files, Paths, and Namespaces: whatever comes after the first full stop does not matter.
_DEVICE = re.compile(r"(con|prn|aux|nul|(?:com|lpt)[1-9¹²³]) *(\..*)?", re.I)


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


def not_on_windows(path: str) -> str:
    """Why Windows has no file at `path` (relative, with `/`); "" if it may have one."""
    for name in path.split("/"):
        if device := _DEVICE.fullmatch(name):
            return f"Windows keeps the name `{device[1]}` for a device"
        if odd := re.search(r'[<>:"|?*\\]', name):
            return f"Windows allows no `{odd[0]}` in a name"
        if name.endswith((".", " ")) and name not in (".", ".."):
            return f"Windows allows no {'space' if name.endswith(' ') else 'full stop'} at the end of a name"
    return ""
