"""The zip itself."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import pairwise

from larpaket.checks.package import Entry, Package
from larpaket.checks.zip_reader import ArchiveReadError, local_name
from larpaket.definition.rule import ADVICE, ALL, WARNING, Finding, Findings, rule
from larpaket.standards import GIB, MANY_BYTES

_HARMLESS = 256 << 20
_MOST_PACKED = 20
_SIZES = ((500, WARNING, "LatitudeLearning"), (250, WARNING, "Blackboard's app"), (50, ADVICE, ""))


@rule(Package, "Z01", ALL)
def readable(package: Package) -> Findings:
    """The package is one complete zip file: stored or deflated, no password, all checksums correct.

    Reason: An LMS refuses a zip file that it cannot unpack. Moodle silently skips a file whose size differs
    from what the zip declares.

    Help: Create the zip again, or download it again.

    Passes:

        # a zip made by a file manager or an authoring tool

    Fails:

        # a zip with a password, half of a zip, a RAR file named .zip
    """
    if package.directory is None or package.stream is None:
        return
    if deceit := [*_bomb(package), *_overlaps(package)]:  # reading on could take very long
        yield from deceit
        return
    for entry in package.files:
        try:
            if entry.name not in package.copied:
                yield from _damage(entry)
            if entry.record and (name := local_name(package.stream, entry.record)) != entry.record.name:
                yield Finding(
                    text=f"the zip has two names for this file; the other is `{name}`", entry=entry.name
                )
        except ArchiveReadError as fault:
            yield Finding(text=f"this file cannot be unpacked: {fault}", entry=entry.name, help=fault.help)


def _damage(entry: Entry) -> Iterator[Finding]:
    checksum = size = 0
    for piece in entry.chunks():
        checksum = zlib.crc32(piece, checksum)
        size += len(piece)
    if size != entry.size:
        has = (
            f"more than the {entry.size:,}"
            if size > entry.size
            else f"{size:,} instead of the {entry.size:,}"
        )
        yield Finding(text=f"this file has {has} bytes that the zip declares", entry=entry.name)
    elif entry.record and checksum != entry.record.checksum:
        yield Finding(text="this file is damaged: its checksum does not match the zip's", entry=entry.name)


def _bomb(package: Package) -> Iterator[Finding]:
    size = sum(entry.size for entry in package.entries)
    if size > max(_HARMLESS, _MOST_PACKED * package.size):
        text = (
            f"the zip of {package.size / 1e6:,.1f} MB would unpack to {size / 1e6:,.0f} MB: it is damaged, "
            "or meant to fill a disk"
        )
        yield Finding(text=text, help="Do not unpack it. Find out where it comes from.")


def _overlaps(package: Package) -> Iterator[Finding]:
    records = sorted(
        (entry.record for entry in package.entries if entry.record), key=lambda record: record.offset
    )
    for before, after in pairwise(records):
        if before.offset + 30 + before.compressed > after.offset:
            yield Finding(
                text=f"this file and `{before.name}` share bytes of the zip: it is damaged, or meant "
                "to deceive",
                entry=after.name,
            )
    if (
        package.directory
        and records
        and records[-1].offset + records[-1].compressed > package.directory.start
    ):
        yield Finding(
            text="this file overlaps the zip's own directory: it is damaged, or meant to deceive",
            entry=records[-1].name,
        )


@rule(Package, "Z10", ALL, WARNING)
def no_folders(package: Package) -> Findings:
    """Folders have no entries of their own.

    Reason: Older versions of Open edX's SCORM XBlock unpacked a folder's entry as an empty file and lost
    everything in that folder.

    Help: Create the zip without them: use `zip -D`, or the authoring tool's own export.

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
    """The zip has no zip64 fields and is smaller than 2 GiB.

    Reason: zip64 is for archives beyond 4 GiB or 65,535 files. Not every LMS can unpack it, or a file of 2
    GiB.

    Help: Make the film smaller. Write the zip to a file, not to a stream.

    Passes:

        # a zip of 100 MB

    Fails:

        # a zip of 5 GB
    """
    if package.directory and (
        package.directory.zip64 or any(entry.record and entry.record.zip64 for entry in package.entries)
    ):
        yield Finding(text="the zip uses zip64 fields, which some LMSs cannot read")
    if package.size >= MANY_BYTES:
        yield Finding(text=f"the package is {package.size / GIB:.1f} GiB, more than some LMSs can unpack")


@rule(Package, "Z15", ALL, WARNING)
def small_enough(package: Package) -> Findings:
    """The package is at most 50 MB.

    Reason: Above about 50 MB, Open edX Studio shows an error although the upload continues. Blackboard's app
    accepts 250 MB, LatitudeLearning 500. On a slow network a large film stutters.

    Help: Export the film at a lower bit rate: 1 to 2 Mbit/s are enough for a person speaking.

    Passes:

        # a package of 20 MB

    Fails:

        # a package of 300 MB
    """
    if package.size >= MANY_BYTES:
        return  # Z11 says more
    for limit, severity, who in _SIZES:
        if package.size > limit * 1_000_000:
            refused = (
                f"; {who} accepts {limit}"
                if who
                else ": Open edX Studio shows an error above 50, although the upload continues"
            )
            yield Finding(text=f"the package is {package.size / 1e6:,.0f} MB{refused}", severity=severity)
            return


@rule(Package, "Z17", ALL, ADVICE)
def reproducible(package: Package) -> Findings:
    """Entries are sorted and share one timestamp, so that two builds of the same content are identical.

    Reason: If the checksums of two packages match, nothing has changed and nothing needs to be tested again.

    Help: Configure the tool that creates the zip to sort its files and use a fixed time.

    Passes:

        # index.html, script.js, style.css, all dated 1980-01-01

    Fails:

        # style.css, index.html, script.js, in no order
    """
    times = {entry.record.time for entry in package.entries if entry.record}
    names = [entry.name for entry in package.entries[1:]]  # the manifest or the start page may come first
    if len(times) > 1:
        yield Finding(
            text=f"the entries have {len(times):,} different times: the next build of the same content will "
            "be a different file"
        )
    elif package.directory and names != sorted(names):
        yield Finding(
            text="the entries are not sorted: the next build of the same content may be a different file"
        )
