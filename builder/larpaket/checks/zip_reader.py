"""Reads an untrusted zip, its directory first, in bounded memory; never writes to disk.

Python's own reader loads 10⁶ entries into memory and trusts the directory. Layout: PKWARE APPNOTE 6.3.3,
sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.14 to 4.3.16 (its end).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from larpaket.standards import MOST_FILES

STORED, DEFLATED = 0, 8
_LARGEST_DIRECTORY = 16 << 20
_CHUNK = 1 << 18
_UNIX = 3
_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_FULL = 0xFFFFFFFF


class ArchiveReadError(Exception):
    """The zip, or one entry, cannot be read; the text says why, and `help` what to do."""

    def __init__(self, text: str, help: str = "") -> None:
        super().__init__(text)
        self.help = help


class TooLargeError(ArchiveReadError):
    """The entry can be unpacked, but is too large to be checked."""


@dataclass(frozen=True, slots=True)
class Record:
    """An entry as the central directory describes it; sizes and the offset in bytes."""

    name: str
    flags: int
    method: int
    time: int
    """MS-DOS date and time in one number: date × 2¹⁶ + time."""
    checksum: int
    compressed: int
    size: int
    offset: int
    zip64: bool
    mode: int
    """The Unix mode; 0 if the zip was made on another system."""

    @property
    def encrypted(self) -> bool:
        """Whether it needs a password."""
        return bool(self.flags & 0x2041)


@dataclass(frozen=True, slots=True)
class Directory:
    """The central directory: the contents of the zip, in its order."""

    records: tuple[Record, ...]
    start: int
    zip64: bool
    length: int
    """The size of the whole file, in bytes."""


def read_directory(stream: BinaryIO) -> Directory:
    """The directory of the zip in `stream`. Raises ArchiveReadError if it cannot be read."""
    length = stream.seek(0, 2)
    tail_start = max(0, length - _END.size - 0xFFFF)
    stream.seek(tail_start)
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail):
        raise ArchiveReadError(*_no_end(stream, length))
    _, disk, first_disk, _, count, size, start, _ = _END.unpack_from(tail, at)
    end = tail_start + at
    zip64 = count == 0xFFFF or _FULL in (size, start)
    if zip64:
        count, size, start = _zip64_end(stream, end)
    if disk not in (0, 0xFFFF) or first_disk not in (0, 0xFFFF):
        raise ArchiveReadError("this is one part of a split zip file", "Create a single zip file.")
    if count > MOST_FILES:
        raise ArchiveReadError(*_too_many(f"{count:,}"))
    if size > _LARGEST_DIRECTORY or start + size > end:
        raise ArchiveReadError("the zip's directory is damaged", "Create or download the zip again.")
    stream.seek(start)
    return Directory(tuple(_records(stream.read(size))), start, zip64, length)


def chunks(stream: BinaryIO, record: Record) -> Iterator[bytes]:
    """The entry's content, unpacked: at most one byte more than declared. Raises ArchiveReadError."""
    if record.encrypted:
        raise ArchiveReadError("it is encrypted", "Create the zip without a password.")
    if record.method not in (STORED, DEFLATED):
        raise ArchiveReadError(
            f"it uses compression method {record.method}", "Create the zip with the usual method, Deflate."
        )
    place = data_start(stream, record)
    inflate = zlib.decompressobj(-15) if record.method == DEFLATED else None
    left, room = record.compressed, record.size + 1
    waiting = b""
    while room > 0 and (left or waiting):
        if not waiting:
            stream.seek(place)
            waiting = stream.read(min(_CHUNK, left))
            if not waiting:
                raise ArchiveReadError("it is cut short", "Create or download the zip again.")
            place += len(waiting)
            left -= len(waiting)
        if inflate is None:
            piece, waiting = waiting[:room], b""
        else:
            try:
                piece = inflate.decompress(waiting, min(_CHUNK, room))
            except zlib.error:
                raise ArchiveReadError(
                    "its content is damaged", "Create or download the zip again."
                ) from None
            waiting = b"" if inflate.eof else inflate.unconsumed_tail
            left = 0 if inflate.eof else left
        room -= len(piece)
        yield piece


def local_name(stream: BinaryIO, record: Record) -> str:
    """The name in the entry's own header: some programs use it, others the directory's."""
    start = data_start(stream, record)
    stream.seek(record.offset)
    header = stream.read(start - record.offset)
    (length,) = struct.unpack_from("<H", header, 26)
    return _decoded(header[_LOCAL.size : _LOCAL.size + length], record.flags)


def data_start(stream: BinaryIO, record: Record) -> int:
    """Where the entry's data starts. Raises ArchiveReadError if there is no local header."""
    stream.seek(record.offset)
    header = stream.read(_LOCAL.size)
    if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
        raise ArchiveReadError(
            "the zip's directory points to a place where it is not", "Create or download the zip again."
        )
    name_length, extra_length = struct.unpack_from("<2H", header, 26)
    return record.offset + _LOCAL.size + int(name_length) + int(extra_length)


def _no_end(stream: BinaryIO, length: int) -> tuple[str, str]:
    stream.seek(0)
    head = stream.read(4)
    if not length:
        return "the file is empty", "Create or download the zip again."
    if head == b"PK\x03\x04":
        return "the zip is cut short", "Create or download it again: an upload or a copy was interrupted."
    if head[:2] == b"PK":
        return "this is one part of a split zip file, or it is damaged", "Create a single zip file."
    return "this is not a zip file", "Choose the .zip file that the authoring tool exported."


def _too_many(count: str) -> tuple[str, str]:
    return f"it contains {count} files, more than LMSs can unpack", "Leave out what the pages do not use."


def _zip64_end(stream: BinaryIO, end: int) -> tuple[int, int, int]:
    stream.seek(max(0, end - 20))
    locator = stream.read(20)
    if locator[:4] == b"PK\x06\x07":
        stream.seek(int(struct.unpack_from("<Q", locator, 8)[0]) & (1 << 62) - 1)
        record = stream.read(56)
        if len(record) == 56 and record[:4] == b"PK\x06\x06":
            count, size, start = struct.unpack_from("<3Q", record, 32)
            return int(count), int(size), int(start)
    raise ArchiveReadError("the zip's directory is damaged", "Create or download the zip again.")


def _records(directory: bytes) -> Iterator[Record]:
    at = found = 0
    while at + _CENTRAL.size <= len(directory):
        fields = _CENTRAL.unpack_from(directory, at)
        if fields[0] != b"PK\x01\x02":
            raise ArchiveReadError("the zip's directory is damaged", "Create or download the zip again.")
        found += 1
        if found > MOST_FILES:
            raise ArchiveReadError(*_too_many(f"more than {MOST_FILES:,}"))
        made_by, _, flags, method, clock, date, checksum, compressed, size = fields[1:10]
        name_length, extra_length, comment_length = fields[10:13]
        external, offset = fields[15:]
        at += _CENTRAL.size
        name = _decoded(directory[at : at + name_length], flags)
        extra = directory[at + name_length : at + name_length + extra_length]
        at += name_length + extra_length + comment_length
        zip64 = _FULL in (compressed, size, offset)
        if zip64:
            size, compressed, offset = _zip64_extra(extra, size, compressed, offset)
        mode = external >> 16 if made_by >> 8 == _UNIX else 0
        yield Record(name, flags, method, date << 16 | clock, checksum, compressed, size, offset, zip64, mode)


def _decoded(name: bytes, flags: int) -> str:
    """UTF-8 if bit 11 is set, otherwise code page 437 (appendix D)."""
    return name.decode("utf-8" if flags & 0x800 else "cp437", "replace")


def _zip64_extra(extra: bytes, *values: int) -> tuple[int, ...]:
    """The values; those at their maximum are replaced from the extra field 0x0001, in this order (4.5.3)."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            body = extra[at + 4 : at + 4 + length]
            larger = iter(struct.unpack_from(f"<{len(body) // 8}Q", body))
            return tuple(next(larger, value) & (1 << 62) - 1 if value == _FULL else value for value in values)
        at += 4 + length
    return values
