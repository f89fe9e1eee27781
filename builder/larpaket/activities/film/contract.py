"""A film's data for the page's script."""

from __future__ import annotations

from typing import ClassVar, Literal, NamedTuple

from pydantic import Field

from larpaket.definition.page import ActivityData, Contract, State
from larpaket.templates import number

VersionName = Literal["film", "described", "signed"]

MOST_RANGES = int(number("ranges.js", "MOST_RANGES"))
"""The number of a film's pieces that are remembered."""


class CueData(NamedTuple):
    """A caption, for a page that cannot load the captions' file: a compact array, because there are many.

    `gap` is the time since the end of the previous one, negative if they overlap; `gap` and `length` are in
    hundredths of a second. `text` is a number if the text version has the same words in the same place: it
    counts the characters before the line break, 0 if there is none.
    """

    gap: int
    length: int
    text: str | int


class VideoData(Contract):
    """A film's address, and its length in seconds. Films with the same `line` run in parallel: what was
    played of one counts for all.

    `poster` is the address of its picture, "" if there is none. It is not in the page, where it would be
    loaded before what the start needs.
    """

    src: str
    poster: str = ""
    seconds: float
    line: int


class VersionData(Contract):
    """A version of a film; `videos` and `captions` by language. Without its own captions it uses those of the
    film that runs in parallel.

    `extensions` are added to the context of its statements.
    """

    name: VersionName
    videos: dict[str, VideoData]
    captions: dict[str, tuple[CueData, ...]]
    extensions: dict[str, str | float] = Field(default={})


class FilmData(ActivityData):
    """A film; the first of its `versions` is the film itself."""

    has_text_version: ClassVar[bool] = True

    type: Literal["film"]
    versions: tuple[VersionData, ...]

    def ids(self) -> tuple[str, ...]:
        """Its own."""
        return (self.id,)

    def addresses(self) -> tuple[str, ...]:
        """Those of its films and their pictures."""
        videos = [video for version in self.versions for video in version.videos.values()]
        return tuple(address for video in videos for address in (video.src, video.poster) if address)

    def done_state(self) -> State:
        """That it was seen, the position, and the version."""
        return {self.id: {"d": 1, "t": self._seconds(), "w": self.versions[-1].name}}

    def open_state(self) -> State:
        """That it was seen in as many pieces as are remembered."""
        return {
            self.id: {
                "p": [self._seconds()] * 2 * MOST_RANGES,
                "t": self._seconds(),
                "w": self.versions[-1].name,
            }
        }

    def _seconds(self) -> int:
        return max(int(video.seconds) for version in self.versions for video in version.videos.values())
