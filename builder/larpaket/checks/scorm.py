"""The parts of an `imsmanifest.xml` by name (IMS Content Packaging 1.1; CAM 3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote, urlsplit

from larpaket import vocabulary
from larpaket.checks.document import Document, Element, local
from larpaket.checks.package import Package
from larpaket.standards import Standard

IMSCP = {"1.2": vocabulary.IMSCP_12, "2004": vocabulary.IMSCP_2004}
ADLCP = {"1.2": vocabulary.ADLCP_12, "2004": vocabulary.ADLCP_2004}
LOM = {"1.2": vocabulary.LOM_12, "2004": vocabulary.LOM_2004}
ADLSEQ, ADLNAV, IMSSS = vocabulary.ADLSEQ, vocabulary.ADLNAV, vocabulary.IMSSS
XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_EDITIONS = {Standard.SCORM_2004_2ND: "2nd", Standard.SCORM_2004_3RD: "3rd", Standard.SCORM_2004_4TH: "4th"}
SEQUENCING = frozenset({IMSSS, ADLSEQ, ADLNAV})


class Scorm:
    """The manifest of a SCORM package. Elements are found by local name: a wrong namespace hides nothing."""

    def __init__(self, package: Package, document: Document) -> None:
        self.package = package
        self.document = document
        self.root = document.root
        self.at = document.at
        self._bases: dict[Element, str] = {}
        self.is_12 = Standard.SCORM_12 in package.standards
        self.edition = next(
            (edition for standard, edition in _EDITIONS.items() if standard in package.standards), ""
        )
        """`2nd`, `3rd`, `4th`, or "" for SCORM 1.2."""

    @cached_property
    def organizations(self) -> list[Element]:
        """In file order, including those of nested manifests."""
        return self.document.named("organization")

    @cached_property
    def items(self) -> list[Element]:
        """All items, in file order."""
        return self.document.named("item")

    @cached_property
    def leaves(self) -> list[Element]:
        """The items that can be started."""
        return [item for item in self.items if not children(item, "item")]

    @cached_property
    def resources(self) -> list[Element]:
        """All resources, in file order."""
        return self.document.named("resource")

    @cached_property
    def by_identifier(self) -> dict[str, Element]:
        """The resources; of two with the same identifier, the first."""
        return {resource.get("identifier", ""): resource for resource in reversed(self.resources)}

    @cached_property
    def launched(self) -> dict[str, Element]:
        """The resources that items refer to, by identifier, in the order of the items."""
        names = dict.fromkeys(item.get("identifierref", "") for item in self.items)
        return {name: self.by_identifier[name] for name in names if name in self.by_identifier}

    @cached_property
    def item_identifiers(self) -> dict[str, Element]:
        """Learners' results are stored by these."""
        return {item.get("identifier", ""): item for item in self.items}

    @cached_property
    def files(self) -> list[tuple[Element, str]]:
        """Every `file` with its name in the package, without those on other servers."""
        named = (
            (file, self.name_of(file)) for resource in self.resources for file in children(resource, "file")
        )
        return [(file, name) for file, name in named if name is not None]

    @cached_property
    def listed(self) -> dict[Element, set[str]]:
        """The names of each resource's files."""
        found: dict[Element, set[str]] = {resource: set() for resource in self.resources}
        for file, name in self.files:
            if (resource := file.getparent()) is not None:
                found[resource].add(name)
        return found

    def name_of(self, element: Element) -> str | None:
        """What an `href` points to in the package, xml:base included; None for another server."""
        address = (self.base(element) + element.get("href", "")).replace("\\", "/")  # S13 reports those
        try:
            parts = urlsplit(address)
        except ValueError:
            return unquote(address)
        return None if parts.scheme or parts.netloc else normal(unquote(parts.path))

    def base(self, element: Element) -> str:
        """The xml:base of an element and its ancestors, concatenated (CAM 3.4.3)."""
        parent = element.getparent()
        if parent is None:
            return element.get(XML_BASE, "")
        if parent not in self._bases:
            self._bases[parent] = self.base(parent)
        return self._bases[parent] + element.get(XML_BASE, "")

    def sequencing(self) -> Iterator[tuple[Element, Element]]:
        """Every organization and item with its `sequencing`, and with the one that its IDRef names."""
        collected = {
            found.get("ID", ""): found for found in self.document.named("sequencing") if found.get("ID")
        }
        for owner in (*self.organizations, *self.items):
            for own in children(owner, "sequencing"):
                yield owner, own
                if (other := collected.get(own.get("IDRef", ""))) is not None:
                    yield owner, other


def children(element: Element, *path: str) -> list[Element]:
    """The children with that local name or, for a path of names, their descendants along it."""
    found = [element]
    for name in path:
        found = [child for parent in found for child in parent.iterfind(f"{{*}}{name}")]
    return found


def called(element: Element) -> str:
    """An element as messages name it: item `item-1`."""
    identifier = element.get("identifier")
    return f"{local(element)} `{identifier}`" if identifier else f"`{local(element)}`"


def text_of(element: Element) -> str:
    """The element's text, including white space."""
    return element.text or ""


def normal(path: str) -> str:
    """A path without `.`, and without `..` as long as it stays inside."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def marker(resource: Element) -> tuple[str, str]:
    """The attribute that says SCO or asset, in any spelling: its name in lxml's form and its value, or ""."""
    return next(
        (
            (str(name), str(value))
            for name, value in resource.attrib.items()
            if local(str(name)).lower() == "scormtype"
        ),
        ("", ""),
    )
