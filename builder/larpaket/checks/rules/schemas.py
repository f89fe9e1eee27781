"""A manifest held against the official schemas, and the schema files in a package."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from larpaket.checks.archive import ArchiveReadError
from larpaket.checks.document import Document, Element, Source, UnreadableXmlError, namespace
from larpaket.checks.official import official, required
from larpaket.checks.package import Package
from larpaket.checks.schemas import not_official, schema_of
from larpaket.checks.scorm import ADLCP, LOM, SCHEMA_LOCATION, Scorm, normal
from larpaket.definition.rule import ADVICE, CMI5, SCORM, WARNING, XAPI, Finding, Findings, rule

_NAMESPACE = re.compile(r"\{[a-z]+:[^{}]*\}")
_MOST = 50
_LONGEST = 20_000
_MOST_FILES = 20
_LARGEST_METADATA = 1 << 20
_UNCOUNTED = ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2001/XMLSchema-instance")


@rule(Package, "X03", SCORM | XAPI | CMI5)
def valid(package: Package) -> Findings:
    """The manifest is valid against the schema of its own version, where the schema files are at hand.

    Reason: An element that is misspelt, left out or in the wrong order is not read, or stops the import: ADL's validator refuses the
    package. Of the LMSs few look; Moodle never does, and shows the damage to the learner.

    Help: Put what is named into the order that the schema asks for. The schema files are taken from `--schemas DIR`, or from the
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
        text = f"{package.schemas} holds no schema files for {package.title}: the manifest was not held against them"
        yield Finding(text=text, severity=ADVICE, help="Name the folder that holds the official files, or the folder above it.")
    if schema_of(package) and package.document.source.data.count(b"<") > _LONGEST:
        text = "the manifest is too long to be held against its schema"
        yield Finding(text=text, entry=package.manifest_name, severity=ADVICE, help="List every file only once.")
    for element, text in _violations(package, package.document):
        if not _is_lom(element):
            yield package.document.at(element, f"the official schema refuses this: {text}")


@rule(Scorm, "X06", SCORM, WARNING)
def schema_locations(manifest: Scorm) -> Findings:
    """Every namespace that is used has a pair in `xsi:schemaLocation`; if the package has schema files, the one named is at its top.

    Reason: Whoever validates the manifest finds the schema by it. ADL's validator stops where a file is missing or lies in a folder.

    Help: Add the namespace and its file to `xsi:schemaLocation` of `manifest`, and put the file beside the manifest.

    Passes:

        http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd

    Fails:

        http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd">
    """
    words = [word for element in manifest.root.iter(etree.Element) for word in element.get(SCHEMA_LOCATION, "").split()]
    if len(words) % 2:
        yield manifest.at(manifest.root, "`xsi:schemaLocation` has a namespace without a file, or a file too many", "xsi:schemaLocation")
    pairs = dict(zip(words[::2], words[1::2], strict=False))
    ships = any(name in manifest.package for name in official(manifest.package.schemaversion))
    for space, element in _used(manifest.root).items():
        if space not in pairs:
            yield manifest.at(element, f"the namespace `{space}` has no file in `xsi:schemaLocation`: ADL's validator cannot judge it")
        elif ships and pairs[space] not in manifest.package:
            text = f"`xsi:schemaLocation` names `{pairs[space]}`, which is not in the package: ADL's validator stops there"
            yield manifest.at(manifest.root, text, "xsi:schemaLocation")


@rule(Package, "X07", SCORM)
def schemas_are_official(package: Package) -> Findings:
    """Schema files in the package are the official ones of its version; comments, white space and line ends do not count.

    Reason: Against other files a manifest is valid that is not, or the other way round; ADL's validator wants exact copies.

    Help: Copy the official files of the same version and edition, or leave them out: no LMS is known that needs them.

    Passes:

        # adlcp_rootv1p2.xsd as ADL publishes it

    Fails:

        adlcp_rootv1p2.xsd
    """
    for name in not_official(package):
        text = f"this is not the official file of {package.title}: it was changed, or belongs to another version"
        yield Finding(text=text, entry=name)


@rule(Scorm, "S31", SCORM)
def metadata_is_valid(manifest: Scorm) -> Findings:
    """The LOM metadata is valid, in the manifest or in the file that `adlcp:location` names.

    Reason: An LMS that catalogues courses by it shows nothing, or refuses the package; ADL's validator does (CAM 4.5).

    Help: Put its parts into the order of the schema, with words of the LOM vocabulary; or leave it out, since it is optional.

    Passes:

        # no adlcp:location, or one whose file is there

    Fails:

        <adlcp:location>metadata.xml</adlcp:location>
    """
    for element, text in _violations(manifest.package, manifest.document):
        if _is_lom(element):
            yield manifest.at(element, f"the schema of LOM refuses this: {text}")
    locations = (element for element in manifest.document.named("location") if namespace(element) in ADLCP.values())  # LOM has its own
    for location in list({(element.text or "").strip(): element for element in locations}.values())[:_MOST_FILES]:
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
            yield source.place(source.doctype, "there is a DOCTYPE; the file was not looked at", len("<!DOCTYPE"))
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
            yield document.at(element, f"the schema of LOM refuses this: {text}")


@rule(Package, "S33", SCORM, ADVICE)
def schemas_are_complete(package: Package) -> Findings:
    """A package with schema files has all of them at its top: 4 in SCORM 1.2, 15 XSDs and 2 DTDs in 2004, those of LOM where it is used.

    Reason: ADL's validator stops at the first that is missing. A package without any is fine for every LMS that is known.

    Help: Copy the whole set of the version; `larpaket build --schemas DIR` does. Or leave all of them out.

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
        yield Finding(text=f"of the schema files, {', '.join(missing[:3])}{more} are missing: ADL's validator stops there")


@lru_cache(maxsize=2)
def _violations(package: Package, document: Document) -> list[tuple[Element, str]]:
    """What the schema says, and at which element. libxml2 counts siblings for every error: a very long manifest would take minutes."""
    schema = schema_of(package)
    if schema is None or document.source.data.count(b"<") > _LONGEST or schema.validate(document.root):
        return []
    errors = list(schema.error_log)[:_MOST]  # type: ignore[call-overload]  # the stubs forget it
    return [(_element(document.root, error.path), _plain(error.message)) for error in errors]


def _element(root: Element, path: str | None) -> Element:
    """What libxml2's path leads to; the root where it cannot be followed."""
    prefixes = {prefix: space for prefix, space in root.nsmap.items() if prefix}
    try:
        found = root.xpath(path or "/*", namespaces=prefixes)
    except etree.XPathError:
        return root
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else root


def _plain(message: str) -> str:
    text = _NAMESPACE.sub("", message).replace("##other*", "elements of other standards").replace("( ", "(").replace(" )", ")")
    return " ".join(text.split()).removesuffix(".")


def _is_lom(element: Element) -> bool:
    return namespace(element) in LOM.values()


def _used(root: Element) -> dict[str, Element]:
    """Every namespace with the first element that uses it."""
    found: dict[str, Element] = {}
    for element in root.iter(etree.Element):
        for name in (element.tag, *element.attrib):
            space = etree.QName(str(name)).namespace
            if space and space not in _UNCOUNTED:
                found.setdefault(space, element)
    return found
