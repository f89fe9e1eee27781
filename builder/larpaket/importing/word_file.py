"""A Word file (.docx), before anything reads it: limited, unpacked in memory, and its XML written anew.

The converter gets a zip of our own with the parts of text alone: no picture, no link, no DOCTYPE. Word files
come from anybody by mail, and mammoth unpacks whatever it is given.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from larpaket.checks.zip_reader import ArchiveReadError, Record, chunks, read_directory
from larpaket.importing.errors import ImportFileError

MOST_BYTES = 50_000_000
"""Of the file, pictures included."""
MOST_ENTRIES = 2_000
MOST_XML = 8_000_000
"""Bytes of all XML together, unpacked: 200 pages of text take about 3 MB."""
MOST_TAGS = 100_000
DEEPEST = 60
MOST_RATIO = 300
"""How many times smaller a part may be packed; text in Word's XML is about 20 times."""
_SMALL = 100_000
_DOCUMENT = "word/document.xml"
_AGAIN = "save it again in Word as .docx, or copy its text into a .txt file"

Parts = dict[str, bytes]
"""The XML of a Word file by name, each part well-formed and without a DOCTYPE."""


def read_parts(path: Path) -> Parts:
    """The parts of the Word file at `path`. Raises ImportFileError if it is not one, or is beyond a limit."""
    if not path.is_file():
        raise ImportFileError(f"{path} is not a file")
    with path.open("rb") as stream:
        try:
            return dict(_parts(path, stream))
        except ArchiveReadError as error:
            raise _refused(path, f"is not a Word file that can be read: {error}") from None


def as_zip(parts: Parts) -> io.BytesIO:
    """The parts as a Word file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    stream.seek(0)
    return stream


def _refused(path: Path, why: str, help: str = _AGAIN) -> ImportFileError:
    return ImportFileError(f"{path} {why}: {help}")


def _parts(path: Path, stream: BinaryIO) -> Iterator[tuple[str, bytes]]:
    head = stream.read(8)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        help = "open it in Word and save it as .docx, without a password"
        raise _refused(path, "is an old Word document (.doc), or one with a password", help)
    if not head.startswith(b"PK"):
        raise _refused(path, "is not a Word file, whatever its name says")
    if stream.seek(0, 2) > MOST_BYTES:
        raise _refused(path, f"is larger than {MOST_BYTES // 1_000_000} MB")
    directory = read_directory(stream)
    if len(directory.records) > MOST_ENTRIES:
        raise _refused(path, f"has {len(directory.records):,} parts, and at most {MOST_ENTRIES:,} are read")
    wanted = [record for record in directory.records if record.name.lower().endswith((".xml", ".rels"))]
    names = {record.name for record in wanted}
    if _DOCUMENT not in names:
        raise _refused(path, f"is not a Word file: it has no {_DOCUMENT}")
    if len(names) < len(wanted):
        raise _refused(path, "has two parts of one name")
    if sum(record.size for record in wanted) > MOST_XML:
        raise _refused(path, f"has over {MOST_XML // 1_000_000} MB of text when it is unpacked")
    tags = 0
    for record in wanted:
        data, count = _checked(path, record, b"".join(_content(path, stream, record)), MOST_TAGS - tags)
        tags += count
        yield record.name, data


def _content(path: Path, stream: BinaryIO, record: Record) -> Iterator[bytes]:
    """A part's bytes. Its declared size is not believed, and neither is its ratio."""
    if record.encrypted:
        raise _refused(path, "has a password", "open it in Word and save it without one")
    if record.size > _SMALL and record.size > MOST_RATIO * max(1, record.compressed):
        raise _refused(path, f"has a part that is packed over {MOST_RATIO} times smaller: {record.name}")
    size = 0
    for piece in chunks(stream, record):
        size += len(piece)
        if size > record.size:
            raise _refused(path, f"has a part that is larger than it says: {record.name}")
        yield piece


def _checked(path: Path, record: Record, data: bytes, most_tags: int) -> tuple[bytes, int]:
    """The part written anew, and how many elements and attributes it has."""
    parser = etree.XMLPullParser(
        ("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    if any("<!DOCTYPE".encode(encoding) in data for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
        raise _refused(path, f"has a part with a DOCTYPE, which no Word file has: {record.name}")
    deep = f"is nested over {DEEPEST} levels deep in {record.name}"
    depth = count = 0
    event: str
    element: Any
    try:
        for at in range(0, len(data), 1 << 16):
            parser.feed(data[at : at + (1 << 16)])
            for event, element in parser.read_events():
                depth += 1 if event == "start" else -1
                count += 1 + len(element.attrib) if event == "start" else 0
                if depth > DEEPEST:
                    raise _refused(path, deep)
                if count > most_tags:
                    raise _refused(path, f"has over {MOST_TAGS:,} elements and attributes")
        root = parser.close()
    except etree.XMLSyntaxError as error:  # libxml2 has a limit of its own, which it may meet first
        why = deep if "depth" in str(error) else f"has a part that is not XML: {record.name}"
        raise _refused(path, why) from None
    if root.getroottree().docinfo.internalDTD is not None:  # in yet another encoding
        raise _refused(path, f"has a part with a DOCTYPE, which no Word file has: {record.name}")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, with_tail=False), count
