"""A manifest read without trust, that knows in which line and column everything stands."""

from __future__ import annotations

import re
from functools import cached_property

from lxml import etree

from builder.checks.rule import Finding

Element = etree._Element
_LARGEST = 200_000
_NOT_MARKUP = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.S)


class UnreadableXml(Exception):
    """The manifest cannot be read; `finding` says why and where."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.text)
        self.finding = finding


class Document:
    """Well-formed XML. `entry` is its name in the package, `data` its bytes."""

    def __init__(self, entry: str, data: bytes) -> None:
        self.entry = entry
        self.data = data
        self._check_size()
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            self.root: Element = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableXml(self._syntax(error)) from None

    @cached_property
    def text(self) -> str:
        """The source, in the encoding that it declares."""
        declared = re.match(rb"[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", self.data)
        try:
            return self.data.decode(declared[1].decode() if declared else "utf-8", "replace")
        except LookupError:
            return self.data.decode("utf-8", "replace")

    @cached_property
    def markup(self) -> str:
        """The source with comments, CDATA and processing instructions blanked, every other character at its place."""
        return _NOT_MARKUP.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), self.text)

    @property
    def namespace(self) -> str:
        """Of the root element."""
        return etree.QName(self.root).namespace or ""

    def named(self, name: str, start: Element | None = None) -> list[Element]:
        """Every element of that local name below `start` (else the root), whatever its namespace: LMSs are that lax."""
        return list((self.root if start is None else start).iter(f"{{*}}{name}"))

    def at(self, element: Element, text: str, attribute: str = "", **more: str) -> Finding:
        """A finding at an element, or at one of its attributes, named as it stands in the file."""
        offset = self._starts.get(element)
        if offset is None:
            return Finding(text=text, entry=self.entry, line=element.sourceline or 0, **more)  # type: ignore[arg-type]
        tag = re.compile(r"<[^\s/>]*").match(self.markup, offset)
        start, end = tag.span() if tag else (offset, offset + 1)
        if attribute:
            pattern = re.compile(rf"""\s({re.escape(attribute)}\s*=\s*(?:"[^"]*"|'[^']*'))""")
            if found := pattern.search(self.markup, end, self._tag_end(end)):
                start, end = found.span(1)
        return self.place(start, text, end - start, **more)

    def place(self, offset: int, text: str, length: int = 1, **more: str) -> Finding:
        """A finding at a character of the source."""
        first = self.text.rfind("\n", 0, offset) + 1
        last = self.text.find("\n", offset)
        line = self.text.count("\n", 0, offset) + 1
        source = self.text[first : last if last >= 0 else None].rstrip("\r")
        return Finding(text=text, entry=self.entry, line=line, column=offset - first + 1, length=length, source=source, **more)  # type: ignore[arg-type]

    @cached_property
    def _starts(self) -> dict[Element, int]:
        """Where each element's start tag begins: no `<` can stand in an attribute's value (XML 1.0, 3.1)."""
        elements = list(self.root.iter(etree.Element))
        starts = [match.start() for match in re.finditer(r"<(?![/!?])", self.markup)]
        return dict(zip(elements, starts, strict=True)) if len(elements) == len(starts) else {}

    def _tag_end(self, start: int) -> int:
        end = re.compile(r"""(?:[^"'>]|"[^"]*"|'[^']*')*""").match(self.markup, start)
        return end.end() if end else start

    def _check_size(self) -> None:
        if self.data.count(b"<") + self.data.count(b"=") > _LARGEST:
            raise UnreadableXml(Finding(text="the manifest is too large to be read", entry=self.entry, help="list the files only once"))

    def _syntax(self, error: Exception) -> Finding:
        line, column = getattr(error, "position", (0, 0))
        lines = self.text.split("\n")
        source = lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""
        reason = re.sub(r", line \d+, column \d+.*", "", str(error).replace("\n", " "))
        return Finding(text=f"not well-formed XML: {reason}", entry=self.entry, line=line, column=max(1, column), source=source)
