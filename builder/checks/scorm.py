"""An `imsmanifest.xml` with its parts by name (IMS Content Packaging)."""

from __future__ import annotations

from functools import cached_property

from builder.checks.document import Document, Element
from builder.checks.package import Package


class Scorm:
    """The manifest of a SCORM package. Elements are found by their local names, so that one wrong namespace hides nothing."""

    def __init__(self, package: Package, document: Document) -> None:
        self.package = package
        self.document = document
        self.root = document.root
        self.at = document.at

    @cached_property
    def organizations(self) -> list[Element]:
        """In the order of the file."""
        return self.document.named("organization")
