"""Our own zip writer: equal input gives equal bytes on every machine.

Entries are stored, not deflated: zlib versions differ in their output, films would not shrink, and an LMS
unpacks the package anyway. Times and modes are fixed. Media data starts at a multiple of 4,096, so that a
file system with shared blocks can avoid copying. Layout: PKWARE APPNOTE 6.3.3, sections 4.3.7 (local header),
4.3.12 (central directory), 4.3.16 (end).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from larpaket.copying import copy
from larpaket.files import PackageFile, Pieces, not_on_windows
from larpaket.in_place import replacing
from larpaket.problems import LarpaketError
from larpaket.standards import GIB, MOST_BYTES, MOST_FILES

_ALIGNMENT = 4096
_FIXED_DATE = 0x0021  # 1980-01-01, the first day that a zip can hold
_VERSION = 20  # 2.0: folders in names
_MODE = 0o100644 << 16
_PADDING_ID = 0x4C50  # private extra field, "PL": only there to align what follows
_LOCAL, _CENTRAL, _END = 30, 46, 22  # sizes of the records without names
_NAME = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")


class ArchiveError(LarpaketError):
    """The files cannot become a zip file that every LMS opens; the text says why."""


def write_zip(
    files: Iterable[PackageFile],
    target: Path,
    *,
    first: str,
    inspect: Callable[[BinaryIO], None] = lambda stream: None,
) -> None:
    """Write `files` to `target`: the entry named `first`, then the others sorted by path.

    A duplicate path is an error: some LMSs keep the first, some the last. So are names that differ only in
    case, or contain anything but ASCII letters, digits and `._-` (lms-quirks.md 13, 28, 43), and a package
    that is too large (`MOST_BYTES`), before a byte is written. `target` is replaced in one step, after
    everything has been written and `inspect`, which reads it, has not raised.
    """
    ordered = sorted(files, key=lambda file: (file.path != first, file.path))
    check_names(ordered)
    _check_size(ordered)
    with replacing(target) as stream:
        directory = b"".join([_write_entry(stream, file) for file in ordered])
        start = stream.tell()
        stream.write(directory)
        stream.write(
            struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(ordered), len(ordered), len(directory), start, 0)
        )
        inspect(stream)


def write_pieces(stream: BinaryIO, pieces: Pieces) -> tuple[int, int]:
    """Write `pieces` at the stream's position; returns their size in bytes and their CRC-32."""
    size = checksum = 0
    for piece in pieces:
        if isinstance(piece, bytes):
            stream.write(piece)
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
        else:
            checksum = copy(piece, stream, checksum)
            size += piece.length
    return size, checksum


def check_names(files: list[PackageFile]) -> None:
    """Raise ArchiveError if some LMS could not unpack a name, or would merge two names."""
    seen: dict[str, str] = {}
    for file in files:
        if not _NAME.fullmatch(file.path) or ".." in file.path.split("/"):
            raise ArchiveError(
                f"`{file.path}` is not a name that every LMS can unpack: use a-z, 0-9, `.`, `_` and `-`"
            )
        if why := not_on_windows(file.path):
            raise ArchiveError(f"no LMS on Windows can unpack `{file.path}`: {why}")
        if other := seen.get(file.path.lower()):
            raise ArchiveError(
                f"`{file.path}` and `{other}` would be the same file in the package: rename one of them"
            )
        seen[file.path.lower()] = file.path


def _check_size(files: list[PackageFile]) -> None:
    """Raise ArchiveError if the zip would need zip64 fields."""
    size = _END + sum(
        _LOCAL + _CENTRAL + 2 * len(file.path) + file.media * (_ALIGNMENT + 4) + file.size for file in files
    )
    if size > MOST_BYTES:
        largest = max(files, key=lambda file: file.size)
        raise ArchiveError(
            f"the package would be {size / GIB:.1f} GiB, and from {MOST_BYTES / GIB:.0f} GiB on many LMSs "
            f"cannot open it: make `{largest.path}` ({largest.size / GIB:.1f} GiB) smaller"
        )
    if len(files) > MOST_FILES:
        raise ArchiveError(f"the package would have {len(files)} files; many LMSs open {MOST_FILES} at most")


def _write_entry(stream: BinaryIO, file: PackageFile) -> bytes:
    """Write one local entry and return its record for the central directory."""
    offset = stream.tell()
    name = file.path.encode("ascii")
    extra = _padding(offset + 30 + len(name)) if file.media else b""
    stream.write(_local_header(name, extra, 0, 0))
    size, checksum = write_pieces(stream, file.content)
    end = stream.tell()
    # The sizes must be in the local header: Moodle drops an entry that declares them after its data.
    stream.seek(offset)
    stream.write(_local_header(name, extra, checksum, size))
    stream.seek(end)
    fields = (
        _VERSION | 3 << 8,
        _VERSION,
        0,
        0,
        0,
        _FIXED_DATE,
        checksum,
        size,
        size,
        len(name),
        0,
        0,
        0,
        0,
        _MODE,
        offset,
    )
    return struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, *fields) + name


def _local_header(name: bytes, extra: bytes, checksum: int, size: int) -> bytes:
    fields = (_VERSION, 0, 0, 0, _FIXED_DATE, checksum, size, size, len(name), len(extra))
    return struct.pack("<IHHHHHIIIHH", 0x04034B50, *fields) + name + extra


def _padding(data_start: int) -> bytes:
    missing = -(data_start + 4) % _ALIGNMENT
    return struct.pack("<HH", _PADDING_ID, missing) + bytes(missing)
