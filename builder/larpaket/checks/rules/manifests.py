"""Which manifest there is, and where."""

from __future__ import annotations

from collections.abc import Iterator

from larpaket.checks.package import UNKNOWN_FORMAT, Package
from larpaket.definition.rule import ALL, CMI5, SCORM, UNKNOWN, XAPI, Finding, Findings, rule
from larpaket.formats import manifests
from larpaket.standards import CMI5_XML, IMSMANIFEST, TINCAN_XML


@rule(Package, "Z02", SCORM | UNKNOWN)
def imsmanifest_at_the_root(package: Package) -> Findings:
    """A SCORM package has one `imsmanifest.xml`, at the top of the zip, in small letters.

    Reason: Every LMS looks there. Moodle refuses the package; Blackboard takes it for plain files and tracks nothing.

    Help: Zip what is in the folder, not the folder, so that `imsmanifest.xml` lies at the top.

    Passes:

        imsmanifest.xml

    Fails:

        harbour/imsmanifest.xml
    """
    yield from _elsewhere(package, IMSMANIFEST)
    if package.format == UNKNOWN_FORMAT and not any(_is(entry.name, name) for entry in package.files for name in manifests()):
        text = "there is no manifest, so that no LMS knows what this is: neither `imsmanifest.xml` nor `tincan.xml` nor `cmi5.xml`"
        yield Finding(text=text, help="Export the course as SCORM, xAPI or cmi5.")


@rule(Package, "Z03", XAPI | UNKNOWN)
def tincan_at_the_root(package: Package) -> Findings:
    """An xAPI package has one `tincan.xml`, at the top of the zip.

    Reason: Where it lies is where the package begins. Moodle's Tin Can plug-in looks at the top only.

    Help: Zip what is in the folder, not the folder, so that `tincan.xml` lies at the top.

    Passes:

        tincan.xml

    Fails:

        harbour/tincan.xml
    """
    yield from _elsewhere(package, TINCAN_XML)


@rule(Package, "Z04", CMI5 | UNKNOWN)
def cmi5_at_the_root(package: Package) -> Findings:
    """A cmi5 package has `cmi5.xml` at the top of the zip.

    Reason: cmi5 asks for it (14.1), and Moodle's cmi5 plug-in looks there only.

    Help: Zip what is in the folder, not the folder, so that `cmi5.xml` lies at the top.

    Passes:

        cmi5.xml

    Fails:

        harbour/cmi5.xml
    """
    yield from _elsewhere(package, CMI5_XML)


@rule(Package, "Z05", ALL)
def one_manifest(package: Package) -> Findings:
    """A package has the manifest of one format only.

    Reason: Which one counts is up to the LMS: the same zip is SCORM in one and xAPI in the next, and results go where nobody looks.

    Help: Make a package for each format, and remove the other manifest from this one.

    Passes:

        imsmanifest.xml

    Fails:

        imsmanifest.xml
        tincan.xml
    """
    found = [name for name in manifests() if name in package]
    if len(found) > 1:
        yield Finding(text=f"there are {' and '.join(f'`{name}`' for name in found)}: it is up to the LMS which of them counts")


def _elsewhere(package: Package, manifest: str) -> Iterator[Finding]:
    for entry in package.files:
        if entry.name != manifest and _is(entry.name, manifest):
            if manifest in package:
                text = f"there is a second `{manifest}`, which some LMSs may take for the first"
                yield Finding(text=text, entry=entry.name, help="Remove it; a package within a package is not opened.")
            elif "/" in entry.name:
                folder = entry.name.rpartition("/")[0]
                yield Finding(text=f"the manifest lies in `{folder}/`, and LMSs look at the top of the zip only", entry=entry.name)
            else:
                text = f"the manifest has to be called `{manifest}`, in small letters: LMSs find no other"
                yield Finding(text=text, entry=entry.name, help="Rename it.")


def _is(name: str, manifest: str) -> bool:
    return name.rpartition("/")[2].lower() == manifest
