"""Which manifest a package has, and where."""

from __future__ import annotations

from collections.abc import Iterator

from larpaket.checks.package import UNKNOWN_FORMAT, Package
from larpaket.definition.rule import ALL, CMI5, SCORM, UNKNOWN, XAPI, Finding, Findings, rule
from larpaket.formats import manifests
from larpaket.standards import CMI5_XML, IMSMANIFEST, TINCAN_XML


@rule(Package, "Z02", SCORM | UNKNOWN)
def imsmanifest_at_the_root(package: Package) -> Findings:
    """A SCORM package has one `imsmanifest.xml`, at the root of the zip, in lower case.

    Reason: Every LMS looks there. Otherwise Moodle refuses the package, and Blackboard treats it as plain
    files and tracks nothing.

    Help: Zip the contents of the folder, not the folder itself, so that `imsmanifest.xml` is at the root.

    Passes:

        imsmanifest.xml

    Fails:

        harbour/imsmanifest.xml
    """
    yield from _elsewhere(package, IMSMANIFEST)
    if package.format == UNKNOWN_FORMAT and not any(
        _is(entry.name, name) for entry in package.files for name in manifests()
    ):
        text = "there is no `imsmanifest.xml`, `tincan.xml` or `cmi5.xml`, so no LMS knows what this is"
        yield Finding(text=text, help="Export the course as SCORM, xAPI or cmi5.")


@rule(Package, "Z03", XAPI | UNKNOWN)
def tincan_at_the_root(package: Package) -> Findings:
    """An xAPI package has one `tincan.xml`, at the root of the zip.

    Reason: Its place defines the root of the package, and Moodle's Tin Can plug-in looks at the root only.

    Help: Zip the contents of the folder, not the folder itself, so that `tincan.xml` is at the root.

    Passes:

        tincan.xml

    Fails:

        harbour/tincan.xml
    """
    yield from _elsewhere(package, TINCAN_XML)


@rule(Package, "Z04", CMI5 | UNKNOWN)
def cmi5_at_the_root(package: Package) -> Findings:
    """A cmi5 package has `cmi5.xml` at the root of the zip.

    Reason: cmi5 requires it (14.1), and Moodle's cmi5 plug-in looks nowhere else.

    Help: Zip the contents of the folder, not the folder itself, so that `cmi5.xml` is at the root.

    Passes:

        cmi5.xml

    Fails:

        harbour/cmi5.xml
    """
    yield from _elsewhere(package, CMI5_XML)


@rule(Package, "Z05", ALL)
def one_manifest(package: Package) -> Findings:
    """A package has the manifest of only one format.

    Reason: The LMS decides which one counts: the same zip is SCORM in one and xAPI in another, and results go
    where nobody looks.

    Help: Create one package for each format, and remove the other manifest from this one.

    Passes:

        imsmanifest.xml

    Fails:

        imsmanifest.xml
        tincan.xml
    """
    found = [name for name in manifests() if name in package]
    if len(found) > 1:
        yield Finding(
            text=f"there are {' and '.join(f'`{name}`' for name in found)}: the LMS decides which of "
            "them counts"
        )


def _elsewhere(package: Package, manifest: str) -> Iterator[Finding]:
    for entry in package.files:
        if entry.name != manifest and _is(entry.name, manifest):
            if manifest in package:
                text = f"there is a second `{manifest}`, which some LMSs may use instead of the first"
                yield Finding(
                    text=text,
                    entry=entry.name,
                    help="Remove it. LMSs do not open a package inside a package.",
                )
            elif "/" in entry.name:
                folder = entry.name.rpartition("/")[0]
                yield Finding(
                    text=f"the manifest is in `{folder}/`, but LMSs look at the root of the zip only",
                    entry=entry.name,
                )
            else:
                text = f"the manifest must be named `{manifest}`, in lower case: LMSs find no other"
                yield Finding(text=text, entry=entry.name, help="Rename it.")


def _is(name: str, manifest: str) -> bool:
    return name.rpartition("/")[2].lower() == manifest
