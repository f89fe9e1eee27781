"""XML as LMSs read it: UTF-8 without character references, literal prefixes. Only this module uses lxml among
the formats.
"""

from __future__ import annotations

from lxml import etree

Element = etree._Element
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"


def root(namespace: str, name: str, prefixes: dict[str | None, str], attributes: dict[str, str]) -> Element:
    """A root element in `namespace`; `prefixes` appear literally in the file, because Moodle compares them as
    text (lms-quirks.md 2).
    """
    return etree.Element(f"{{{namespace}}}{name}", attributes, nsmap=prefixes)  # type: ignore[arg-type]  # None is the default namespace


def add(parent: Element, name: str, text: str | None = None, /, **attributes: str) -> Element:
    """Append a child: `name` is `prefix:local`, or `local` in the default namespace. Attribute names follow
    `attribute`.
    """
    child = etree.SubElement(
        parent, _qualified(parent, name), {attribute(parent, key): value for key, value in attributes.items()}
    )
    if text is not None:
        child.text = printable(text)
    return child


def attribute(parent: Element, key: str) -> str:
    """`adlcp__scormtype` becomes the attribute in that prefix's namespace; a name without `__` has none."""
    prefix, separator, local = key.partition("__")
    if not separator:
        return key
    return f"{{{XML if prefix == 'xml' else parent.nsmap[prefix]}}}{local}"


def printable(text: str) -> str:
    """The text without characters that XML 1.0 forbids (its section 2.2), with single spaces (lms-quirks.md
    3).
    """
    kept = "".join(character for character in text if character in "\t\n\r" or _allowed(ord(character)))
    return " ".join(kept.split())


def serialise(element: Element) -> bytes:
    """The document in UTF-8, indented, without numeric references: Moodle shows `&#246;` literally."""
    etree.indent(element, "  ")
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True) + b"\n"


def _qualified(parent: Element, name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{parent.nsmap[prefix or None]}}}{local}"


def _allowed(code: int) -> bool:
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
