"""A finished package, whoever made it: its contents and its format. Nothing of it is ever written to disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, BinaryIO

from larpaket.checks import zip_reader
from larpaket.checks.document import Document, Source, UnreadableXmlError
from larpaket.checks.zip_reader import ArchiveReadError, Directory, Record, TooLargeError
from larpaket.definition.rule import Finding, Rule
from larpaket.formats import FORMATS, Format, format_of, manifests
from larpaket.marker import MARKER, Marker, read_marker
from larpaket.standards import Standard

UNKNOWN_FORMAT = "unknown"
LARGEST_TEXT = 8 << 20
"""The largest page, style sheet, script or manifest that is read into memory, in bytes."""
_ENOUGH = 64 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A file in the package: `size` as declared, in bytes; `record` is None if the package is a folder.

    In `name`, a backslash that was written between folders is `/`: Z06 reports all of them at once, and
    nothing else is said to be missing for it.
    """

    name: str
    size: int
    chunks: Callable[[], Iterator[bytes]]
    """The content; raises ArchiveReadError if it cannot be read."""
    record: Record | None = None


class Package:
    """What the checks read. `schemas` has the official schema files, `previous` is what this one replaces;
    the content of the files `copied` is known to be whole.
    """

    schemas: Path | None = None
    copied: frozenset[str] = frozenset()
    previous: Package | None = None

    def __init__(
        self,
        path: Path,
        entries: Iterable[Entry],
        directory: Directory | None = None,
        stream: BinaryIO | None = None,
    ) -> None:
        self.path = path
        self.entries = tuple(entries)
        self.directory = directory
        self.stream = stream

    def __contains__(self, name: str) -> bool:
        """Whether there is an entry of that name."""
        return name in self.by_name

    @cached_property
    def by_name(self) -> dict[str, Entry]:
        """The entries by name; of two with the same name, the first, as in Moodle."""
        return {entry.name: entry for entry in reversed(self.entries)}

    @cached_property
    def files(self) -> tuple[Entry, ...]:
        """The entries that are not folders."""
        return tuple(entry for entry in self.entries if not entry.name.endswith("/"))

    @property
    def size(self) -> int:
        """Bytes to upload: the size of the zip, or of all files in the folder."""
        return self.directory.length if self.directory else sum(entry.size for entry in self.entries)

    @cached_property
    def marker(self) -> Marker | None:
        """The marker that larpaket wrote into it; None for other packages."""
        entry = self.by_name.get(MARKER)
        try:
            return read_marker(self.read(entry, 4096)) if entry else None
        except ArchiveReadError:
            return None

    @property
    def ours(self) -> bool:
        """Whether larpaket made it."""
        return self.marker is not None

    @cached_property
    def manifest_name(self) -> str:
        """The manifest at the root; "" if there is none."""
        return next((name for name in manifests() if name in self), "")

    @cached_property
    def source(self) -> Source | None:
        """The manifest's text; None if there is no manifest that can be unpacked."""
        return self._read_manifest[0]

    @cached_property
    def document(self) -> Document | None:
        """The manifest; None if it is missing, not well-formed, or has a DOCTYPE."""
        return self._read_manifest[1]

    @property
    def manifest_fault(self) -> Finding | None:
        """Why the manifest cannot be read."""
        return self._read_manifest[2]

    @cached_property
    def format(self) -> str:
        """An id of `FORMATS`; `unknown` without a manifest that an LMS knows."""
        return self.made_as.id if self.made_as else UNKNOWN_FORMAT

    @cached_property
    def made_as(self) -> Format | None:
        """The format's record; None if unknown."""
        if self.manifest_name:
            versions = (
                [(element.text or "").strip() for element in self.document.named("schemaversion")]
                if self.document
                else []
            )
            namespace = self.document.namespace if self.document else ""
            return format_of(self.manifest_name, namespace, versions[0] if versions else "")
        return FORMATS.get(self.marker.format) if self.marker else None

    @property
    def title(self) -> str:
        """The display name of its format."""
        return self.made_as.title if self.made_as else UNKNOWN_FORMAT

    @property
    def schemaversion(self) -> str:
        """That of its format; "" if manifests have none."""
        return self.made_as.manifest.schemaversion if self.made_as and self.made_as.manifest else ""

    @property
    def standards(self) -> frozenset[Standard]:
        """Those that apply to its format."""
        return self.made_as.standards if self.made_as else frozenset({Standard.NONE})

    def is_about(self, rule: Rule[Any]) -> bool:
        """Whether the check applies to this package."""
        return not rule.standards or bool(rule.standards & self.standards)

    def read(self, entry: Entry, limit: int = LARGEST_TEXT) -> bytes:
        """A whole entry. Raises ArchiveReadError if it is longer than `limit` or cannot be unpacked."""
        pieces = []
        for piece in entry.chunks():
            limit -= len(piece)
            if limit < 0:
                raise TooLargeError("it is too large to be checked")
            pieces.append(piece)
        return b"".join(pieces)

    def read_at(self, entry: Entry, offset: int, count: int) -> bytes:
        """At most `count` bytes from `offset`. Raises ArchiveReadError if that means unpacking over 64 MB."""
        if offset + count > _ENOUGH and entry.record and entry.record.method != zip_reader.STORED:
            raise TooLargeError("it is too large to be checked")
        if (
            entry.record
            and self.stream
            and entry.record.method == zip_reader.STORED
            and not entry.record.encrypted
        ):
            self.stream.seek(zip_reader.data_start(self.stream, entry.record) + offset)
            return self.stream.read(max(0, min(count, entry.size - offset)))
        found = b""
        for piece in entry.chunks():
            found += piece[max(0, offset) : offset + count - len(found)] if offset < len(piece) else b""
            offset -= len(piece)
            if len(found) >= count:
                break
        return found[:count]

    @cached_property
    def _read_manifest(self) -> tuple[Source | None, Document | None, Finding | None]:
        if not self.manifest_name:
            return None, None, None
        try:
            source = Source(self.manifest_name, self.read(self.by_name[self.manifest_name]))
        except TooLargeError:
            text = f"the manifest is larger than {LARGEST_TEXT >> 20} MB and was not checked"
            return None, None, Finding(text=text, entry=self.manifest_name, help="List every file only once.")
        except ArchiveReadError:  # Z01 reports it
            return None, None, None
        if source.doctype >= 0:
            return source, None, None
        try:
            return source, Document(source), None
        except UnreadableXmlError as fault:
            return source, None, fault.finding


def read_zip(stream: BinaryIO, path: Path) -> Package:
    """The package in `stream`, which must stay open. Raises ArchiveReadError."""
    directory = zip_reader.read_directory(stream)
    entries = (
        Entry(record.name.replace("\\", "/"), record.size, partial(zip_reader.chunks, stream, record), record)
        for record in directory.records
    )
    return Package(path, entries, directory, stream)


def read_folder(folder: Path) -> Package:
    """An unpacked package; links are not followed."""
    entries = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        for path in (Path(place, name) for name in sorted(names)):
            if path.is_file() and not path.is_symlink():
                entries.append(
                    Entry(
                        path.relative_to(folder).as_posix(), path.stat().st_size, partial(_file_chunks, path)
                    )
                )
    return Package(folder, entries)


def _file_chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(1 << 18):
            yield piece


def by_schemaversion() -> dict[str, Format]:
    """The formats by their schemaversion (CAM 3.4.1), as LMSs compare it."""
    return {
        format.manifest.schemaversion: format
        for format in FORMATS.values()
        if format.manifest and format.manifest.schemaversion
    }
