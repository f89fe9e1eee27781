"""Validation against the official schemas, and the schema files in a package."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from larpaket.checks.document import Document, Element, Source, UnreadableXmlError, namespace
from larpaket.checks.official import official, required
from larpaket.checks.package import Package
from larpaket.checks.schema_validation import not_official, schema_of
from larpaket.checks.scorm import ADLCP, LOM, SCHEMA_LOCATION, Scorm, normal
from larpaket.checks.zip_reader import ArchiveReadError
from larpaket.definition.rule import ADVICE, CMI5, SCORM, WARNING, XAPI, Finding, Findings, rule

_NAMESPACE = re.compile(r"\{[a-z]+:[^{}]*\}")
_MOST = 50
_LONGEST = 20_000
_MOST_FILES = 20
_LARGEST_METADATA = 1 << 20
_UNCOUNTED = ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2001/XMLSchema-instance")


@rule(Package, "X03", SCORM | XAPI | CMI5)
def valid(package: Package) -> Findings:
    """The manifest is valid against the schema of its version, if the schema files are available.

    Reason: An element that is misspelt, missing or in the wrong order is not read, or stops the import, and
    ADL's validator refuses the package. Few LMSs validate. Moodle never does: the learner meets the problem.

    Help: Correct the element as the message says. The schema files come from `--schemas DIR`, or from the
    package if they are the official ones.

    Passes:

        <schema>ADL SCORM</schema>
        <schemaversion>1.2</schemaversion>

    Fails:

        <schemaversion>1.2</schemaversion>
        <schema>ADL SCORM</schema>
    """
    if package.document is None:
        return
    if package.schemas and schema_of(package) is None:
        text = f"{package.schemas} has no schema files for {package.title}: the manifest was not validated"
        yield Finding(
            text=text, severity=ADVICE, help="Name the folder with the official files, or its parent."
        )
    if schema_of(package) and package.document.source.data.count(b"<") > _LONGEST:
        text = "the manifest is too long to be validated"
        yield Finding(
            text=text, entry=package.manifest_name, severity=ADVICE, help="List every file only once."
        )
    for element, text in _violations(package, package.document):
        if not _is_lom(element):
            yield package.document.at(element, f"the official schema refuses this: {text}")


@rule(Scorm, "X06", SCORM, WARNING)
def schema_locations(manifest: Scorm) -> Findings:
    """Every namespace in use has a pair in `xsi:schemaLocation`; shipped schema files are at the root.

    Reason: Validators use it to find the schema. ADL's stops if a file is missing or is in a folder.

    Help: Add the namespace and its file to `xsi:schemaLocation` on `manifest`, and put the file next to the
    manifest.

    Passes:

        http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd

    Fails:

        http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd">
    """
    words = [
        word
        for element in manifest.root.iter(etree.Element)
        for word in element.get(SCHEMA_LOCATION, "").split()
    ]
    if len(words) % 2:
        yield manifest.at(
            manifest.root,
            "`xsi:schemaLocation` has a namespace without a file, or one file too many",
            "xsi:schemaLocation",
        )
    pairs = dict(zip(words[::2], words[1::2], strict=False))
    ships = any(name in manifest.package for name in official(manifest.package.schemaversion))
    for space, element in _used(manifest.root).items():
        if space not in pairs:
            yield manifest.at(
                element,
                f"the namespace `{space}` has no file in `xsi:schemaLocation`: ADL's validator "
                "cannot check it",
            )
        elif ships and pairs[space] not in manifest.package:
            text = (
                f"`xsi:schemaLocation` names `{pairs[space]}`, which is not in the package: ADL's validator "
                "stops there"
            )
            yield manifest.at(manifest.root, text, "xsi:schemaLocation")


@rule(Package, "X07", SCORM)
def schemas_are_official(package: Package) -> Findings:
    """Schema files in the package are the official ones of its version, apart from comments and white space.

    Reason: With other files an invalid manifest passes, or a valid one fails. ADL's validator expects exact
    copies.

    Help: Copy the official files of the same version and edition, or leave them out: no LMS is known to need
    them.

    Passes:

        # adlcp_rootv1p2.xsd as ADL publishes it

    Fails:

        adlcp_rootv1p2.xsd
    """
    for name in not_official(package):
        text = (
            f"this is not the official file for {package.title}: it was changed, or belongs to "
            "another version"
        )
        yield Finding(text=text, entry=name)


@rule(Scorm, "S31", SCORM)
def metadata_is_valid(manifest: Scorm) -> Findings:
    """The LOM metadata is valid, both in the manifest and in files named by `adlcp:location`.

    Reason: An LMS that uses it to catalogue courses shows nothing, or refuses the package, as ADL's validator
    does (CAM 4.5).

    Help: Follow the order of the schema and the LOM vocabulary, or leave the metadata out: it is optional.

    Passes:

        # no adlcp:location, or one whose file exists

    Fails:

        <adlcp:location>metadata.xml</adlcp:location>
    """
    for element, text in _violations(manifest.package, manifest.document):
        if _is_lom(element):
            yield manifest.at(element, f"the LOM schema refuses this: {text}")
    locations = (
        element for element in manifest.document.named("location") if namespace(element) in ADLCP.values()
    )  # LOM has an element of that name too
    for location in list({(element.text or "").strip(): element for element in locations}.values())[
        :_MOST_FILES
    ]:
        yield from _external(manifest, location)


def _external(manifest: Scorm, location: Element) -> Iterator[Finding]:
    name = normal((location.text or "").strip())
    entry = manifest.package.by_name.get(name)
    if entry is None:
        yield manifest.at(location, f"the metadata file `{name}` is not in the package")
        return
    try:
        source = Source(name, manifest.package.read(entry, _LARGEST_METADATA))
        if source.doctype >= 0:
            yield source.place(source.doctype, "the file has a DOCTYPE and was not checked", len("<!DOCTYPE"))
            return
        document = Document(source)
    except UnreadableXmlError as fault:
        yield fault.finding
    except ArchiveReadError as fault:
        yield Finding(text=f"the metadata cannot be read: {fault}", entry=name)
    else:
        if namespace(document.root) not in LOM.values():
            yield document.at(document.root, "this is not LOM metadata")
        for element, text in _violations(manifest.package, document):
            yield document.at(element, f"the LOM schema refuses this: {text}")


@rule(Package, "S33", SCORM, ADVICE)
def schemas_are_complete(package: Package) -> Findings:
    """A package with schema files has the complete set at its root.

    Reason: ADL's validator stops at the first missing file: it wants 4 in SCORM 1.2, 15 XSDs and 2 DTDs in
    SCORM 2004, and those of LOM where it is used. Every known LMS accepts a package without any.

    Help: Copy the complete set of the version, as `larpaket build --schemas DIR` does, or leave all of them
    out.

    Passes:

        # none, or all of them

    Fails:

        imscp_rootv1p1p2.xsd
    """
    shipped = [name for name in official(package.schemaversion) if name in package]
    if not shipped or package.document is None:
        return
    lom = any(_is_lom(element) for element in package.document.root.iter(etree.Element))
    if missing := sorted(required(package.schemaversion, lom=lom) - set(shipped)):
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        yield Finding(
            text="some schema files are missing, and ADL's validator stops there: "
            f"{', '.join(missing[:3])}{more}"
        )


@lru_cache(maxsize=2)
def _violations(package: Package, document: Document) -> list[tuple[Element, str]]:
    """What the schema refuses, and at which element.

    libxml2 counts siblings for every error, so a very long manifest would take minutes.
    """
    schema = schema_of(package)
    if schema is None or document.source.data.count(b"<") > _LONGEST or schema.validate(document.root):
        return []
    errors = list(schema.error_log)[:_MOST]  # type: ignore[call-overload]  # the stubs forget it
    return [(_element(document.root, error.path), _plain(error.message)) for error in errors]


def _element(root: Element, path: str | None) -> Element:
    """The element that libxml2's path points to; the root if the path cannot be followed."""
    prefixes = {prefix: space for prefix, space in root.nsmap.items() if prefix}
    try:
        found = root.xpath(path or "/*", namespaces=prefixes)
    except etree.XPathError:
        return root
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else root


def _plain(message: str) -> str:
    text = (
        _NAMESPACE.sub("", message)
        .replace("##other*", "elements of other standards")
        .replace("( ", "(")
        .replace(" )", ")")
    )
    return " ".join(text.split()).removesuffix(".")


def _is_lom(element: Element) -> bool:
    return namespace(element) in LOM.values()


def _used(root: Element) -> dict[str, Element]:
    """Every namespace, with the first element that uses it."""
    found: dict[str, Element] = {}
    for element in root.iter(etree.Element):
        for name in (element.tag, *element.attrib):
            space = etree.QName(str(name)).namespace
            if space and space not in _UNCOUNTED:
                found.setdefault(space, element)
    return found
