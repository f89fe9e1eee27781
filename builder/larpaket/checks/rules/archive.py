"""The zip itself."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import pairwise

from larpaket.checks.archive import ArchiveReadError, local_name
from larpaket.checks.package import Entry, Package
from larpaket.definition.rule import ADVICE, ALL, WARNING, Finding, Findings, rule

_HARMLESS = 256 << 20
_MOST_PACKED = 20
_SIZES = ((500, WARNING, "LatitudeLearning"), (250, WARNING, "Blackboard's app"), (50, ADVICE, ""))


@rule(Package, "Z01", ALL)
def readable(package: Package) -> Findings:
    """The package is one whole zip, stored or deflated, without a password, with every checksum right.

    Reason: An LMS refuses a zip that it cannot unpack; Moodle leaves out, without a word, a file that differs from what the zip says of
    it.

    Help: Make the zip anew, or download it again.

    Passes:

        # a zip as a file manager or an authoring tool makes it

    Fails:

        # a zip with a password, one half of a zip, a RAR file called .zip
    """
    if package.directory is None or package.stream is None:
        return
    if deceit := [*_bomb(package), *_overlaps(package)]:  # looked into any further, it would take its time
        yield from deceit
        return
    for entry in package.files:
        try:
            yield from _damage(entry)
            if entry.record and (name := local_name(package.stream, entry.record)) != entry.name:
                yield Finding(text=f"the zip calls this file by two names; the other is `{name}`", entry=entry.name)
        except ArchiveReadError as fault:
            yield Finding(text=f"this file cannot be unpacked: {fault}", entry=entry.name, help=fault.help)


def _damage(entry: Entry) -> Iterator[Finding]:
    checksum = size = 0
    for piece in entry.chunks():
        checksum = zlib.crc32(piece, checksum)
        size += len(piece)
    if size != entry.size:
        than = f"longer than the {entry.size:,}" if size > entry.size else f"{size:,} instead of the {entry.size:,}"
        yield Finding(text=f"this file is {than} bytes that the zip says", entry=entry.name)
    elif entry.record and checksum != entry.record.checksum:
        yield Finding(text="this file is damaged: its checksum is not what the zip says", entry=entry.name)


def _bomb(package: Package) -> Iterator[Finding]:
    size = sum(entry.size for entry in package.entries)
    if size > max(_HARMLESS, _MOST_PACKED * package.size):
        text = f"the zip of {package.size / 1e6:,.1f} MB would unpack to {size / 1e6:,.0f} MB: it is damaged, or made to fill a disk"
        yield Finding(text=text, help="Do not unpack it; ask where it comes from.")


def _overlaps(package: Package) -> Iterator[Finding]:
    records = sorted((entry.record for entry in package.entries if entry.record), key=lambda record: record.offset)
    for before, after in pairwise(records):
        if before.offset + 30 + before.compressed > after.offset:
            yield Finding(text=f"this file and `{before.name}` share bytes of the zip: it is damaged, or made to deceive", entry=after.name)
    if package.directory and records and records[-1].offset + records[-1].compressed > package.directory.start:
        yield Finding(text="this file reaches into the zip's own list: it is damaged, or made to deceive", entry=records[-1].name)


@rule(Package, "Z10", ALL, WARNING)
def no_folders(package: Package) -> Findings:
    """Folders are no entries of their own.

    Reason: Older versions of Open edX's SCORM XBlock unpacked a folder's entry as an empty file, and everything in that folder was
    lost.

    Help: Make the zip without them: `zip -D`, or the authoring tool's own export.

    Passes:

        media/film.txt

    Fails:

        media/
    """
    folders = [entry.name for entry in package.entries if entry.name.endswith("/")]
    if folders:
        count = "one entry is a folder" if len(folders) == 1 else f"{len(folders)} entries are folders"
        yield Finding(text=f"{count}, such as `{folders[0]}`")


@rule(Package, "Z11", ALL, WARNING)
def not_zip64(package: Package) -> Findings:
    """The zip has no zip64 fields, and less than 2 GiB.

    Reason: They are for zips beyond 4 GiB or 65,535 files. Not every program that LMSs unpack with knows them, nor a file of 2 GiB.

    Help: Make the film smaller; let the zip be written to a file and not to a stream.

    Passes:

        # a zip of 100 MB

    Fails:

        # a zip of 5 GB
    """
    if package.directory and (package.directory.zip64 or any(entry.record and entry.record.zip64 for entry in package.entries)):
        yield Finding(text="the zip uses zip64 fields, which some LMSs cannot read")
    if package.size >= 2 << 30:
        yield Finding(text=f"the package has {package.size / (1 << 30):.1f} GiB, more than some LMSs can unpack")


@rule(Package, "Z15", ALL, WARNING)
def small_enough(package: Package) -> Findings:
    """The package has at most 50 MB.

    Reason: Open edX Studio shows an error above about 50 MB although the upload goes on; Blackboard's app takes 250 MB,
    LatitudeLearning 500. Over a slow network a large film stops and starts.

    Help: Export the film with a lower bit rate: 1 to 2 Mbit/s are enough for somebody who speaks.

    Passes:

        # a package of 20 MB

    Fails:

        # a package of 300 MB
    """
    for limit, severity, who in _SIZES:
        if package.size > limit * 1_000_000:
            refused = f", and {who} takes {limit}" if who else ": Open edX Studio shows an error above 50, although the upload goes on"
            yield Finding(text=f"the package has {package.size / 1e6:,.0f} MB{refused}", severity=severity)
            return


@rule(Package, "Z17", ALL, ADVICE)
def reproducible(package: Package) -> Findings:
    """Entries are sorted and all have one time, so that two builds of the same are equal byte for byte.

    Reason: Who can compare two packages by their checksums sees that nothing has changed, and need not test anew.

    Help: Let the tool that makes the zip sort its files and give them a fixed time.

    Passes:

        # index.html, script.js, style.css, all of 1980-01-01

    Fails:

        # style.css, index.html, script.js, as they came
    """
    times = {entry.record.time for entry in package.entries if entry.record}
    names = [entry.name for entry in package.entries[1:]]  # the manifest, or the start page, may stand first
    if len(times) > 1:
        yield Finding(text=f"the entries carry {len(times):,} different times: the next build of the same will be another file")
    elif package.directory and names != sorted(names):
        yield Finding(text="the entries are not sorted: the next build of the same may be another file")
