"""A manifest as XML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from larpaket.checks.document import Document, Element, Source, namespace
from larpaket.checks.package import Package, by_schemaversion
from larpaket.checks.scorm import ADLCP, ADLNAV, ADLSEQ, IMSCP, IMSSS, LOM, Scorm
from larpaket.definition.rule import ADVICE, ALL, SCORM, WARNING, Findings, rule
from larpaket.standards import Standard

_PREFIXES = {
    ADLCP["1.2"]: "adlcp",
    ADLCP["2004"]: "adlcp",
    ADLSEQ: "adlseq",
    ADLNAV: "adlnav",
    IMSSS: "imsss",
}
_GENERATIONS = {
    **{space: generation for spaces in (IMSCP, ADLCP, LOM) for generation, space in spaces.items()},
    **dict.fromkeys((ADLSEQ, ADLNAV, IMSSS), "2004"),
}
_FIVE = {"amp", "lt", "gt", "quot", "apos"}
_REFERENCE = re.compile(r"<(?P<tag>[^\s/>]*)|(?P<end>>)|&(?P<numeric>#?)(?P<name>[^;&<\s]{1,40});")
_SHOWN = {"title", "launch"}
"""The elements whose text Moodle reads."""


@rule(Package, "X01", ALL)
def well_formed(package: Package) -> Findings:
    """The manifest is well-formed XML in UTF-8.

    Reason: Moodle stops the import at an XML error. Another encoding turns `å` into other characters where a
    reader does not know it: XML requires only UTF-8 and UTF-16 (XML 1.0, 4.3.3). Without a declaration, the
    encoding is UTF-8. A byte order mark is allowed (appendix F), but some tools show it as characters.

    Help: Save the file as UTF-8 without BOM, with `<?xml version="1.0" encoding="UTF-8"?>` as its first line.

    Passes:

        <?xml version="1.0" encoding="UTF-8"?>
        <title>At the harbour</title>

    Fails:

        <title>At the harbour<title>
    """
    fault, source = package.manifest_fault, package.source
    if fault and "Entity '" not in fault.text:  # X02 reports entities
        yield fault
    if source is None:
        return
    if source.data.startswith(b"\xef\xbb\xbf"):
        yield source.place(
            0, "the file starts with a byte order mark, which not every tool expects", severity=ADVICE
        )
    if source.encoding.upper() not in ("", "UTF-8", "US-ASCII", "ASCII"):
        yield source.place(
            0,
            f"the first line declares {source.encoding}, but LMSs expect UTF-8",
            severity=None if package.ours or fault else WARNING,  # usual readers know it
        )
    elif fault is None and not _is_utf8(source.data):
        yield source.place(0, "the file is not UTF-8")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@rule(Source, "X02", ALL)
def plain_characters(source: Source) -> Findings:
    """Characters are written plainly: no `&#228;` in titles and attributes, no DOCTYPE, no other entities.

    Reason: Moodle shows `&#228;` in a title to learners literally; elsewhere nobody sees it. An entity such
    as `&auml;` stops its import; only `&amp;`, `&lt;`, `&gt;`, `&quot;` and `&apos;` are safe. A DOCTYPE can
    name files and define endless entities, so a file that has one is not checked further.

    Help: Write the character itself, in UTF-8, and remove the DOCTYPE.

    Passes:

        <title>At the harbour</title>

    Fails:

        <title>At the h&#228;rbour</title>
    """
    if source.doctype >= 0:
        yield source.place(
            source.doctype, "there is a DOCTYPE; the rest of this file was not checked", len("<!DOCTYPE")
        )
        return
    tag, in_tag = "", False
    for reference in _REFERENCE.finditer(source.markup):
        if reference["name"] is None:
            tag, in_tag = (tag, False) if reference["end"] else (reference["tag"], True)
        elif reference["numeric"]:
            if in_tag or tag in _SHOWN:
                text = f"Moodle shows `{reference[0]}` to learners literally"
                yield source.place(reference.start(), text, len(reference[0]), severity=WARNING)
        elif reference["name"] not in _FIVE:
            yield source.place(
                reference.start(),
                f"`{reference[0]}` is not defined in XML and stops the import",
                len(reference[0]),
            )


@rule(Document, "X04", SCORM)
def literal_prefixes(document: Document) -> Findings:
    """The prefixes are exactly `adlcp`, `adlseq`, `adlnav` and `imsss`; IMS Content Packaging has no prefix.

    Reason: Moodle compares names as they are written. With another prefix it treats a SCO as a plain page and
    completes it as soon as it is opened; with `imscp:manifest` it finds nothing at all.

    Help: Rename the prefix in its declaration and everywhere else.

    Passes:

        adlcp:scormtype="sco"

    Fails:

        ns1:scormtype="sco"
    """
    told: set[tuple[str, str | None]] = set()
    for element, attribute, space, prefix in _names(document):
        wanted = None if space in IMSCP.values() else _PREFIXES.get(space, prefix)
        if prefix == wanted or (space, prefix) in told:
            continue
        told.add((space, prefix))
        if wanted is None:
            yield document.at(
                element,
                f"`{prefix}:` precedes names that must not have a prefix: Moodle finds nothing to import",
            )
        else:
            has = f"`{prefix}:`" if prefix else "no prefix"
            text = f"{has} is used instead of `{wanted}:`: Moodle does not recognise it"
            yield document.at(element, text, f"{prefix}:{attribute}" if attribute else "")


def _names(document: Document) -> Iterator[tuple[Element, str, str, str | None]]:
    """Everything with a namespace: element, attribute's local name or "", namespace, written prefix."""
    for element in document.root.iter(etree.Element):
        if space := namespace(element):
            yield element, "", space, element.prefix
        for name in element.attrib:
            qualified = etree.QName(str(name))
            if qualified.namespace:
                yield element, qualified.localname, qualified.namespace, document.prefix(element, str(name))


@rule(Scorm, "X05", SCORM)
def namespaces_of_the_version(manifest: Scorm) -> Findings:
    """The namespaces belong to the version in `schemaversion`.

    Reason: The version decides which API the LMS offers, and the namespaces decide what it reads (CAM 3.4,
    ADL's namespaces). If they contradict each other, the page finds no API or the LMS finds no SCO.

    Help: Export the package again for one version of SCORM, or correct `schemaversion`.

    Passes:

        <schemaversion>1.2</schemaversion>

    Fails:

        <schemaversion>2004 3rd Edition</schemaversion>
    """
    root = manifest.root
    if manifest.document.namespace not in IMSCP.values():
        text = (
            f"the namespace of `manifest` is `{manifest.document.namespace}`, but LMSs know only those of "
            "IMS Content Packaging"
        )
        yield manifest.at(root, text, "xmlns")
    versions = [(element.text or "").strip() for element in manifest.document.named("schemaversion")]
    format = by_schemaversion().get(versions[0] if versions else "")
    if format is None:
        return
    generation = "1.2" if Standard.SCORM_12 in format.standards else "2004"
    told: set[str] = set()
    for element, attribute, space, prefix in _names(manifest.document):
        if _GENERATIONS.get(space, generation) != generation and space not in told:
            told.add(space)
            text = f"`{space}` belongs to SCORM {_GENERATIONS[space]}, but schemaversion says {versions[0]}"
            yield manifest.at(element, text, f"{prefix}:{attribute}" if attribute else "")
