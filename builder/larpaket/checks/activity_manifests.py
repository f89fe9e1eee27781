"""The parts of a `tincan.xml` or `cmi5.xml` that statements refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote, urlsplit

from larpaket.checks.document import Document, Element
from larpaket.checks.package import Package
from larpaket.checks.scorm import normal
from larpaket.definition.rule import WARNING, Finding

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


class Activities:
    """The manifest of an xAPI or cmi5 package."""

    def __init__(self, package: Package, document: Document) -> None:
        self.package = package
        self.document = document
        self.at = document.at

    @cached_property
    def ids(self) -> dict[str, Element]:
        """What statements refer to, by id."""
        found = [
            element
            for name in ("activity", "course", "block", "au", "objective")
            for element in self.document.named(name)
        ]
        return {id: element for element in found if (id := element.get("id"))}

    def address(self, element: Element, written: str, name: str) -> Iterator[Finding]:
        """What is wrong with the address of a page to launch."""
        address = written.strip()
        try:
            parts = urlsplit(address)
        except ValueError:
            yield self.at(element, f"the {name} `{address}` is not a valid address")
            return
        if not address:
            yield self.at(element, f"the {name} is empty: there is nothing to launch")
        elif parts.scheme or parts.netloc:
            text = f"the {name} `{address}` is on another server: when that is gone, so is the course"
            yield self.at(element, text, severity=WARNING)
        elif normal(unquote(parts.path)) not in self.package:
            yield self.at(
                element, f"the {name} `{parts.path}` is not in the package: there is nothing to launch"
            )


def why_not_iri(id: str) -> str:
    """Why an id is not an absolute IRI (RFC 3987), as a predicate; "" if it is one."""
    if not id:
        return "is empty"
    return "" if _IRI.fullmatch(id) else "is not an absolute IRI such as https://learn.example/harbour"
