"""The zip itself."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import pairwise

from builder.checks.archive import ArchiveFault
from builder.checks.package import Entry, Package
from builder.checks.rule import ALL, Finding, Findings, rule

_HARMLESS = 256 << 20
_MOST_PACKED = 20


@rule(Package, "Z01", ALL)
def readable(package: Package) -> Findings:
    """The package is one whole zip, stored or deflated, without a password, with every checksum right.

    Reason: An LMS refuses a zip that it cannot unpack; Moodle leaves out, without a word, a file that differs from what the zip says of it.

    Help: Make the zip anew, or download it again.

    Passes:

        # a zip as a file manager or an authoring tool makes it

    Fails:

        # a zip with a password, one half of a zip, a RAR file called .zip
    """
    if package.directory is None:
        return
    if bomb := _bomb(package):
        yield bomb
        return
    yield from _overlaps(package)
    for entry in package.files:
        try:
            yield from _damage(entry)
        except ArchiveFault as fault:
            yield Finding(text=f"this file cannot be unpacked: {fault}", entry=entry.name, help=fault.help)


def _damage(entry: Entry) -> Iterator[Finding]:
    checksum = size = 0
    for piece in entry.chunks():
        checksum = zlib.crc32(piece, checksum)
        size += len(piece)
    assert entry.record
    if size != entry.size:
        than = f"longer than the {entry.size:,}" if size > entry.size else f"{size:,} instead of {entry.size:,}"
        yield Finding(text=f"this file is {than} bytes that the zip says", entry=entry.name)
    elif checksum != entry.record.checksum:
        yield Finding(text="this file is damaged: its checksum is not what the zip says", entry=entry.name)


def _bomb(package: Package) -> Finding | None:
    """It would take minutes to look into, and a disk to unpack; so it is not looked into."""
    assert package.directory
    size = sum(entry.size for entry in package.entries)
    if size <= _HARMLESS or size <= _MOST_PACKED * package.directory.length:
        return None
    text = f"the zip of {package.directory.length / 1e6:,.1f} MB unpacks to {size / 1e6:,.0f} MB: it is damaged, or made to fill a disk"
    return Finding(text=text, help="do not unpack it; ask where it comes from")


def _overlaps(package: Package) -> Iterator[Finding]:
    assert package.directory
    records = sorted((entry.record for entry in package.entries if entry.record), key=lambda record: record.offset)
    for before, after in pairwise(records):
        if before.offset + 30 + before.compressed > after.offset:
            yield Finding(
                text=f"`{before.name}` and `{after.name}` share bytes of the zip: it is damaged, or made to deceive", entry=after.name
            )
    if records and records[-1].offset + records[-1].compressed > package.directory.start:
        yield Finding(text="this file reaches into the zip's own list: it is damaged, or made to deceive", entry=records[-1].name)
