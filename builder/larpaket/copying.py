"""Moving bytes from file to file: by the system where it can, which may share blocks instead of copying."""

from __future__ import annotations

import errno
import os
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from larpaket.files import Slice
from larpaket.problems import LarpaketError

LARGE = 1 << 20
"""From this size on, in bytes, the system copies, and the checksum is found out once for all packages."""
_CHUNK = 1 << 20
_MOST = 1 << 30
# Another file system, a system that cannot, a file system that cannot.
_CANNOT = {errno.EXDEV, errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM, errno.EBADF}


class ChangedError(LarpaketError):
    """A file became another while it was being read."""


def copy(piece: Slice, target: BinaryIO, checksum: int = 0) -> int:
    """Copy a part of a file to the position of `target`; returns the CRC-32 of what went before, of which
    `checksum` is that, and of the piece. Raises ChangedError.
    """
    if piece.length < LARGE:
        for chunk in _chunks(piece):
            target.write(chunk)
            checksum = zlib.crc32(chunk, checksum)
        return checksum
    before = _stamp(piece.path)
    checksum = _checksum(piece, before, checksum)
    _move(piece, target)
    if _stamp(piece.path) != before:
        raise _changed(piece.path, "changed")
    return checksum


Stamp = tuple[int, int, int, int]


# All packages of a module have the same film.
@lru_cache(256)
def _checksum(piece: Slice, stamp: Stamp, checksum: int) -> int:
    for chunk in _chunks(piece):
        checksum = zlib.crc32(chunk, checksum)
    return checksum


def _move(piece: Slice, target: BinaryIO) -> None:
    target.flush()
    at, done = target.tell(), 0
    with piece.path.open("rb", buffering=0) as source:
        while done < piece.length:
            count = min(piece.length - done, _MOST)
            moved = _by_the_system(source.fileno(), target.fileno(), count, piece.offset + done, at + done)
            if moved is None:
                break
            if not moved:
                raise _changed(piece.path, "truncated")
            done += moved
    target.seek(at + done)
    if done < piece.length:
        for chunk in _chunks(Slice(piece.path, piece.offset + done, piece.length - done)):
            target.write(chunk)


def _by_the_system(source: int, target: int, count: int, offset: int, place: int) -> int | None:
    """How many bytes were copied; None if the system cannot copy between these files."""
    if not hasattr(os, "copy_file_range"):
        return None
    try:
        return os.copy_file_range(source, target, count, offset, place)
    except OSError as error:
        if error.errno in _CANNOT:
            return None
        raise


def _chunks(piece: Slice) -> Iterator[bytes]:
    with piece.path.open("rb") as source:
        source.seek(piece.offset)
        left = piece.length
        while left:
            chunk = source.read(min(_CHUNK, left))
            if not chunk:
                raise _changed(piece.path, "truncated")
            left -= len(chunk)
            yield chunk


def _changed(path: Path, what: str) -> ChangedError:
    return ChangedError(f"{path} was {what} while it was being read: build again")


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
