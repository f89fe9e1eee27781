"""The content of a package's pages, style sheets and scripts, gathered in one pass within fixed limits.

Their texts are not kept.
"""

from __future__ import annotations

import codecs
import posixpath
import re
from collections import defaultdict
from functools import lru_cache
from itertools import islice

from pydantic import ValidationError

from larpaket.checks.content import code
from larpaket.checks.content.html_page import Page, Reference, resolve
from larpaket.checks.content.launch import launches
from larpaket.checks.content.listeners import only_asks, only_cleans_up
from larpaket.checks.content.tags import Tag, tags
from larpaket.checks.document import Source
from larpaket.checks.package import Entry, Package
from larpaket.checks.zip_reader import ArchiveReadError
from larpaket.definition.rule import Finding
from larpaket.player.contract import PlayerData, player_data_model

_LARGEST = 4 << 20
_MOST_BYTES = 16 << 20
_MOST_TAGS = 200_000
_MOST_REFERENCES = 20_000
_MOST_SPOTS = 1000
_PAGES, _STYLES, _SCRIPTS = (".html", ".htm", ".xhtml"), (".css",), (".js", ".mjs")

# What a browser fetches by itself, by tag and attribute, and what leads somewhere when it is clicked.
_FETCHED = {
    ("img", "src"), ("script", "src"), ("iframe", "src"), ("frame", "src"), ("embed", "src"),
    ("input", "src"), ("video", "src"), ("audio", "src"), ("source", "src"), ("track", "src"),
    ("video", "poster"), ("object", "data"), ("link", "href"), ("image", "href"), ("image", "xlink:href"),
    ("use", "href"), ("use", "xlink:href"), ("body", "background"), ("img", "srcset"),
    ("source", "srcset"),
}  # fmt: skip
_LED_TO = {("a", "href"), ("area", "href")}
_FETCHING_RELATIONS = {
    "stylesheet",
    "icon",
    "manifest",
    "preload",
    "prefetch",
    "modulepreload",
    "preconnect",
    "apple-touch-icon",
}
_WEB = re.compile(r"(https?:|wss?:)?//", re.I)
_PLACEHOLDER = re.compile(r"\{\{|\$\{|<%|%%|\[\[")  # a script fills it in
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]+)|<\?xml[^>]{0,100}?encoding=["']([\w.:-]+)""",
    re.I,
)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WHOLE = re.compile(r"<html[\s>]|<!doctype html", re.I)
_TEXT_VERSION = re.compile(r"transcri(?:pt|ption)|text[ -]?version|\b(?:as|in|som) text\b", re.I)
_NOTICE = b"Permission is hereby granted, free of charge"
_HABITS = {
    "unload": code.UNLOAD, "pagehide": code.PAGEHIDE, "synchronous": code.SYNCHRONOUS,
    "domain": code.DOMAIN, "eval": code.EVAL, "import": code.DYNAMIC_IMPORT, "mjs": code.MODULE_FILE,
    "api_12": code.API_12, "api_2004": code.API_2004,
    "status_12": code.STATUS_12, "status_2004": code.WRITES_STATUS_2004,
}  # fmt: skip


class Content:
    """The pages, style sheets and scripts of `package`."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.launches = launches(package)
        self.pages: list[Page] = []
        self.references: list[Reference] = []
        self.spots: dict[str, list[Finding]] = defaultdict(list)
        """Where something occurs that may be refused, by name: `_HABITS`, `inline` or `handler`."""
        self.has_notice = _has_notice(package)
        """Whether the package contains the notice of larpaket's licence."""
        self.left_out: list[str] = []
        """The files that were too many or too large to check, or could not be read."""
        self._bytes, self._tags = _MOST_BYTES, _MOST_TAGS
        wanted = [
            entry for entry in package.files if entry.name.lower().endswith((*_PAGES, *_STYLES, *_SCRIPTS))
        ]
        for entry in sorted(wanted, key=lambda entry: entry.name not in self.launches):
            self._look_into(entry)
        self.start = next((page for page in self.pages if page.entry in self.launches), None)
        """The first page that an LMS opens."""
        self.data = _player_data(self.start.data) if self.start and package.ours else None
        known = ((page, _player_data(page.data)) for page in self.pages if package.ours and page.data)
        self.played = [(page, data) for page, data in known if data is not None]
        """The pages of larpaket's player with their data: one, or those of a catalogue and its modules."""

    def _look_into(self, entry: Entry) -> None:
        try:
            data = self.package.read(entry, min(_LARGEST, self._bytes))
        except ArchiveReadError:
            self.left_out.append(entry.name)
            return
        self._bytes -= len(data)
        source, name = Source(entry.name, data), entry.name.lower()
        if name.endswith(_PAGES):
            self._page(source)
        elif name.endswith(_STYLES):
            self._style(source, source.text, 0, entry.name)
        else:
            self._script(source, source.text, 0, entry.name)

    def _page(self, source: Source) -> None:
        page = Page(
            source.entry,
            whole=bool(_WHOLE.search(source.text, 0, 4096)) or source.entry in self.launches,
            garbled=_garbled(source.data),
            tells_of_text=bool(_TEXT_VERSION.search(source.text)),
        )
        self.pages.append(page)
        base, id = source.entry, ""
        for tag in tags(source.text):
            self._tags -= 1
            if self._tags < 0:
                self.left_out.append(source.entry)
                return
            if tag.name == "base" and tag.get("href"):
                base = posixpath.join(posixpath.dirname(source.entry), tag.get("href"))
            id = tag.get("id")[:200] or id
            page.ids.setdefault(id, set()).update({tag.get("data-language").lower()} - {""})
            if tag.name in ("html", "title", "video", "source", "track"):
                spot = source.place(tag.start, "", tag.end - tag.start)
                page.head(tag, source.text[slice(*tag.inside)], spot)
                if tag.name in ("video", "source", "track"):
                    page.film(tag, spot, base)
            self._attributes(source, tag, base)
            if tag.name == "style":
                self._style(source, source.text[slice(*tag.inside)], tag.inside[0], base)
            elif tag.name == "script":
                self._script_tag(page, source, tag, base)

    def _attributes(self, source: Source, tag: Tag, base: str) -> None:
        for name, value in tag.attributes.items():
            if name.startswith("on") and len(name) > 3 and value.text.strip():
                self._spot("handler", source, value.start, value.length, name)
                if name in ("onunload", "onbeforeunload"):
                    self._spot("unload", source, value.start, value.length, name)
            elif name == "style":
                for address, _ in code.urls(code.style(value.text)):
                    self._refer(source, address, (value.start, value.length), base)
            elif (tag.name, name) in _FETCHED | _LED_TO:
                if value.text.strip().lower().startswith("javascript:"):
                    self._spot("handler", source, value.start, value.length, name)
                fetched = (tag.name, name) in _FETCHED
                if fetched and tag.name == "link":
                    fetched = not _FETCHING_RELATIONS.isdisjoint(tag.get("rel").lower().split())
                parts = (
                    [part.split() for part in value.text.split(",")[:50]]
                    if name == "srcset"
                    else [[value.text]]
                )
                for address in (part[0] for part in parts if part):
                    self._refer(source, address, (value.start, value.length), base, fetched=fetched)

    def _script_tag(self, page: Page, source: Source, tag: Tag, base: str) -> None:
        start, end = tag.inside
        kind = tag.get("type").strip().lower()
        if kind == "application/json" and tag.get("id") == "data":
            page.data = source.text[start:end]
        if kind not in ("", "module") and not kind.endswith(("javascript", "ecmascript")):
            return
        if kind == "module" and tag.get("src").lower().split("?")[0].endswith(".mjs"):
            self._spot("mjs", source, tag.start, tag.end - tag.start, "")
        if not tag.get("src") and source.text[start:end].strip():
            self._spot("inline", source, tag.start, tag.end - tag.start, "")
            self._script(source, source.text[start:end], start, base)

    def _style(self, source: Source, text: str, offset: int, base: str) -> None:
        for address, start in code.urls(code.style(text)):
            self._refer(source, address, (offset + start, len(address)), base)

    def _script(self, source: Source, text: str, offset: int, base: str) -> None:
        habits, addresses = _script_habits(text)
        for name, place, found in habits:
            self._spot(name, source, offset + place, len(found), " ".join(found.split()))
        for address, start in addresses:
            self._refer(source, address, (offset + start, len(address)), base)

    def _spot(self, habit: str, source: Source, start: int, length: int, text: str) -> None:
        if len(self.spots[habit]) < _MOST_SPOTS:
            self.spots[habit].append(source.place(start, text[:80], length))

    def _refer(
        self, source: Source, address: str, place: tuple[int, int], base: str, *, fetched: bool = True
    ) -> None:
        """Keep an address that points to nothing in the package."""
        address = address.strip()
        if not address or _PLACEHOLDER.search(address) or len(self.references) >= _MOST_REFERENCES:
            return
        target = resolve(address, base)
        if target is None and not (fetched and _WEB.match(address)):
            return
        if not target or target not in self.package:
            self.references.append(Reference(address[:500], source.place(place[0], "", place[1]), target))


# The packages of a build have a few scripts between them.
@lru_cache(16)
def _script_habits(text: str) -> tuple[tuple[tuple[str, int, str], ...], tuple[tuple[str, int], ...]]:
    """What a script does that may be refused: the habit, its offset and its words; and the addresses that it
    fetches, with their offsets.
    """
    bare = code.script(text)
    is_jquery = bool(code.JQUERY.search(text))
    habits = []
    for name, pattern in _HABITS.items():
        for match in islice(pattern.finditer(bare), _MOST_SPOTS):
            place, length = match.start(), len(match[0])
            if is_jquery and code.OF_JQUERY.search(match[0]):
                continue
            if name == "unload" and (
                only_asks(bare, place, length) or (is_jquery and only_cleans_up(bare, place, length))
            ):
                continue
            habits.append((name, place, match[0]))
    addresses = islice(map(code.address, code.ELSEWHERE.finditer(bare)), _MOST_REFERENCES)
    return tuple(habits), tuple(addresses)


def _garbled(page: bytes) -> str:
    """Why letters beyond ASCII may be shown as others; "" if they are not. A page of ASCII is the same in
    every encoding that a server could name.
    """
    if page.isascii() or page.startswith(_MARKS):
        return ""
    declared = _CHARSET.search(page[:1024])
    if declared is None:
        return "does not declare its encoding within its first 1,024 bytes"
    name = (declared[1] or declared[2]).decode("ascii", "replace")
    try:
        page.decode(name)
    except LookupError:
        return f"declares an encoding `{name}`, which does not exist"
    except UnicodeError:
        return f"declares `{name}`, but is not in it"
    return ""


def _player_data(text: str) -> PlayerData | None:
    try:
        return player_data_model().model_validate_json(text)
    except ValidationError:
        return None


def _has_notice(package: Package) -> bool:
    entry = package.by_name.get("licence.txt")
    try:
        return entry is not None and _NOTICE in package.read(entry)
    except ArchiveReadError:  # Z01 reports it
        return False
