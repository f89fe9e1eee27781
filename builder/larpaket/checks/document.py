"""An untrusted manifest, with the line and column of everything in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import Any

from lxml import etree

from larpaket.definition.rule import Finding

Element = etree._Element
_MOST = 100_000
"""Elements and attributes together; a manifest that lists 10,000 files has 20,000."""
_LONGEST_LINE = 4000
_AMPERSAND_HELP = "Write `&amp;` for `&`."
_SYNTAX_HELP = "Export the course again, or fix the line in an XML editor."
_NOT_MARKUP = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_NOT_MARKUP_STARTS = re.compile("|".join(map(re.escape, _NOT_MARKUP)))
_PREFIXED = re.compile(r"""\s([\w.-]+):([\w.-]+)\s*=""")
_DECLARED = re.compile(r"""\sxmlns:([\w.-]+)\s*=\s*["']([^"']*)["']""")
_TAG_NAME = re.compile(r"<[^\s/>]*")
_REST_OF_TAG = re.compile(r"""[^"'>]*+(?:(?:"[^"]*+"|'[^']*+')[^"'>]*+)*""")
_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")


class UnreadableXmlError(Exception):
    """The manifest cannot be read; `finding` says why and where."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.text)
        self.finding = finding


class Source:
    """The text of a manifest, well-formed or not. `entry` is its name in the package, `data` its bytes."""

    def __init__(self, entry: str, data: bytes) -> None:
        self.entry = entry
        self.data = data
        declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
        self.encoding = declared[1].decode() if declared else ""
        """As in the XML declaration; "" if there is none."""

    @cached_property
    def text(self) -> str:
        """The manifest, decoded as it declares."""
        for encoding in (self.encoding, "utf-8"):
            try:
                return self.data.decode(encoding, "replace")
            except LookupError:
                continue
        return ""

    @cached_property
    def markup(self) -> str:
        """The text with comments, CDATA and processing instructions blanked; nothing moves."""
        pieces, at = [], 0
        while start := _NOT_MARKUP_STARTS.search(self.text, at):
            end = self.text.find(_NOT_MARKUP[start[0]], start.end())
            end = len(self.text) if end < 0 else end + len(_NOT_MARKUP[start[0]])
            pieces += [self.text[at : start.start()], re.sub(r"[^\n]", " ", self.text[start.start() : end])]
            at = end
        return "".join([*pieces, self.text[at:]])

    @property
    def doctype(self) -> int:
        """Where a DOCTYPE starts, or -1. A file with one is not parsed: entities can be bombs."""
        return self.markup.find("<!DOCTYPE")

    def place(self, offset: int, text: str, length: int = 1, **more: Any) -> Finding:
        """A finding at a character of the text."""
        line = bisect_right(self._lines, offset)
        first = self._lines[line - 1]
        last = self._lines[line] - 1 if line < len(self._lines) else len(self.text)
        shown = self.text[first:last].rstrip("\r") if last - first <= _LONGEST_LINE else ""
        return Finding(
            text=text,
            entry=self.entry,
            line=line,
            column=offset - first + 1,
            length=length,
            source=shown,
            **more,
        )

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]


class Document:
    """The well-formed XML of a source. Raises UnreadableXmlError if it is not well-formed."""

    def __init__(self, source: Source) -> None:
        self.source = source
        if source.data.count(b"<") + source.data.count(b"=") > _MOST:
            raise UnreadableXmlError(
                Finding(
                    text="the manifest is too large to be checked",
                    entry=source.entry,
                    help="List every file only once.",
                )
            )
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            self.root: Element = etree.fromstring(source.data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableXmlError(_syntax(source, error)) from None

    @property
    def namespace(self) -> str:
        """Of the root element."""
        return namespace(self.root)

    def named(self, name: str, start: Element | None = None) -> list[Element]:
        """Every element with that local name below `start` or the root, in any namespace, as lax LMSs do."""
        return list((self.root if start is None else start).iter(f"{{*}}{name}"))

    def at(self, element: Element, text: str, attribute: str = "", **more: Any) -> Finding:
        """A finding at an element, or at one of its attributes, named as written in the file."""
        offset = self._starts.get(element)
        if offset is None:
            return Finding(
                text=text,
                entry=self.source.entry,
                line=getattr(element, "sourceline", 0) or 0,
                column=1,
                **more,
            )
        markup = self.source.markup
        tag = _TAG_NAME.match(markup, offset)
        start, end = tag.span() if tag else (offset, offset + 1)
        if attribute:
            rest = _REST_OF_TAG.match(markup, end)
            pattern = re.compile(rf"""\s({re.escape(attribute)}\s*=\s*(?:"[^"]*"|'[^']*'))""")
            if rest and (found := pattern.search(markup, end, rest.end())):
                start, end = found.span(1)
        return self.source.place(start, text, end - start, **more)

    def prefix(self, element: Element, attribute: str) -> str:
        """The prefix of an attribute as written; lxml does not keep it, and a namespace may have several."""
        name = etree.QName(attribute)
        known = self._prefixes.get(name.namespace or "", set())
        if len(known) < 2:
            return next(iter(known), "")
        start = self._starts.get(element, 0)
        rest = _REST_OF_TAG.match(self.source.markup, start)
        written = _PREFIXED.findall(rest[0]) if rest else []
        return next((prefix for prefix, local in written if local == name.localname and prefix in known), "")

    @cached_property
    def _prefixes(self) -> dict[str, set[str]]:
        """The prefixes that are declared for each namespace, anywhere."""
        found: dict[str, set[str]] = {}
        for prefix, space in _DECLARED.findall(self.source.markup):
            found.setdefault(space, set()).add(prefix)
        return found

    @cached_property
    def _starts(self) -> dict[Element, int]:
        """Where each element's start tag begins: an attribute's value cannot contain `<` (XML 1.0, 3.1)."""
        elements = list(self.root.iter(etree.Element))
        starts = [match.start() for match in re.finditer(r"<(?![/!?])", self.source.markup)]
        return dict(zip(elements, starts, strict=True)) if len(elements) == len(starts) else {}


def namespace(element: Element) -> str:
    """The namespace of an element; "" if it has none."""
    return etree.QName(element).namespace or ""


def local(name: str | Element) -> str:
    """The local name of an element or an attribute."""
    return etree.QName(name).localname


def _syntax(source: Source, error: Exception) -> Finding:
    line, column = getattr(error, "position", (0, 0))
    lines = source.text.split("\n")
    shown = lines[line - 1].rstrip("\r")[:_LONGEST_LINE] if 0 < line <= len(lines) else ""
    reason = re.sub(r", line \d+, column \d+.*", "", " ".join(str(error).split()))
    help = _SYNTAX_HELP
    if "xmlParseEntityRef" in reason:
        reason, help = "an `&` is not escaped", _AMPERSAND_HELP
    text = f"this is not well-formed XML: {reason}"
    column = min(max(1, column), len(shown) + 1)
    return Finding(text=text, entry=source.entry, line=line, column=column, source=shown, help=help)
