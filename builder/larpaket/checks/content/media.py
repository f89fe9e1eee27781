"""A package's films and captions, read within fixed limits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from larpaket.checks.content.subject import Content
from larpaket.checks.package import Entry
from larpaket.checks.zip_reader import DEFLATED, ArchiveReadError, TooLargeError
from larpaket.film.errors import FilmError
from larpaket.film.mp4 import Video, read_packed
from larpaket.film.vtt import Captions, read_caption_text
from larpaket.problems import Problem
from larpaket.text.textfile import decode

_MOST_FILES = 200
_MOST_FILM_BYTES = 64 << 20
"""Bytes read about films: of their indexes, and of a whole film if it is deflated."""
_MOST_CAPTION_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class CaptionFile:
    """A caption file with its lines and its problems."""

    captions: Captions
    problems: list[Problem]
    lines: list[str]


class Media:
    """The films and captions of the package in `content`."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.package = content.package
        self.entries = [
            entry for entry in self.package.files if entry.name.lower().endswith((".mp4", ".m4v"))
        ][:_MOST_FILES]

    @cached_property
    def films(self) -> dict[str, Video | FilmError]:
        """Every film by name, or what is wrong with it; without those that cannot be read."""
        found: dict[str, Video | FilmError] = {}
        self._left = _MOST_FILM_BYTES
        for entry in self.entries:
            try:
                found[entry.name] = self._film(entry)
            except FilmError as error:
                found[entry.name] = error
            except ArchiveReadError:
                continue
        return found

    @cached_property
    def captions(self) -> dict[str, CaptionFile]:
        """Every caption file by name; without those that cannot be read."""
        found, left = {}, _MOST_CAPTION_BYTES
        for entry in [entry for entry in self.package.files if entry.name.lower().endswith(".vtt")][
            :_MOST_FILES
        ]:
            try:
                data = self.package.read(entry, left)
            except ArchiveReadError:
                continue
            left -= len(data)
            found[entry.name] = _captions(entry.name, data)
        return found

    def _film(self, entry: Entry) -> Video:
        if entry.record and entry.record.method == DEFLATED:
            data = self.package.read(entry, self._left)
            self._left -= len(data)
            return read_packed(
                lambda offset, count: data[offset : offset + count], len(data), Path(entry.name)
            )

        def read(offset: int, count: int) -> bytes:
            self._left -= count
            if self._left < 0:
                raise TooLargeError("it is too large to be checked")
            return self.package.read_at(entry, offset, count)

        return read_packed(read, entry.size, Path(entry.name))


# All packages of a module have the same captions.
@lru_cache(32)
def _captions(name: str, data: bytes) -> CaptionFile:
    text, problems = decode(data, Path(name), "V101")
    captions, problems = read_caption_text(Path(name), text, problems)
    return CaptionFile(captions, problems, text.split("\n"))
