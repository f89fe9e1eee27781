"""What is kept of a page and its references."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from larpaket.checks.content.tags import Tag
from larpaket.checks.scorm import normal
from larpaket.definition.rule import Finding

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Reference:
    """An address that points to nothing in the package; `spot` is where it occurs.

    `target` is the file that it names, "" for a file outside the package, or None for one on another server
    that a browser fetches by itself.
    """

    address: str
    spot: Finding
    target: str | None


@dataclass(frozen=True, slots=True)
class Track:
    """A `track`; `target` is its file, as `resolve` returns it."""

    kind: str
    language: str
    spot: Finding
    target: str | None


@dataclass(slots=True)
class Video:
    """A `video`, the files that it plays, and the tracks that belong to it."""

    spot: Finding
    sources: list[str] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """An HTML page. `whole` is false for a fragment that a script fetches.

    `garbled` says why letters beyond ASCII may be shown as others, as a predicate, or is "".

    `ids` are those of its elements, each with the languages of what follows it, which larpaket's page shows
    one at a time. `tells_of_text` is true if the page mentions a text version or transcript. `data` is what
    larpaket's page passes to its script.
    """

    entry: str
    whole: bool
    garbled: str
    tells_of_text: bool
    language: str = ""
    title: str | None = None
    html: Finding | None = None
    videos: list[Video] = field(default_factory=list)
    ids: dict[str, set[str]] = field(default_factory=dict)
    data: str = ""

    def head(self, tag: Tag, text: str, spot: Finding) -> None:
        """Take what a tag says about the page; `text` is the content of a title."""
        if tag.name == "html" and self.html is None:
            self.html, self.language = spot, (tag.get("lang") or tag.get("xml:lang")).strip()
        elif tag.name == "title" and self.title is None:
            self.title = text.strip()

    def film(self, tag: Tag, spot: Finding, base: str) -> None:
        """Take a `video`, `source` or `track`."""
        if tag.name == "video":
            self.videos.append(Video(spot))
        if not self.videos or not tag.get("src"):
            return
        target = resolve(tag.get("src"), base)
        if tag.name == "track":
            kind = tag.get("kind").strip().lower() or "subtitles"
            self.videos[-1].tracks.append(Track(kind, tag.get("srclang").strip().lower(), spot, target))
        elif target:
            self.videos[-1].sources.append(target)


def resolve(address: str, base: str) -> str | None:
    """The file that an address in `base` names; "" outside the package, None for another server or scheme."""
    address = address.strip()
    if _SCHEME.match(address) or address.startswith("//"):
        return None
    path = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
    if not path:
        return base
    found = normal(posixpath.join(posixpath.dirname(base), path))
    return "" if path.startswith("/") or found.startswith("..") else found
