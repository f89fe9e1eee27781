"""A film's data for the page's script."""

from __future__ import annotations

from typing import ClassVar, Literal, NamedTuple

from pydantic import Field

from larpaket.definition.page import ActivityData, Contract, State
from larpaket.templates import number

VersionName = Literal["film", "described", "signed"]

MOST_RANGES = int(number("ranges.js", "MOST_RANGES"))
"""So many pieces of a film are remembered."""


class CueData(NamedTuple):
    """A caption, for a page that cannot load the captions' file: an array of numbers that are short, for
    there are many.

    `gap` to the end of the one before it, below 0 where they overlap, and `length`, both in hundredths of a
    second.
    """

    gap: int
    length: int
    text: str


class VideoData(Contract):
    """A film's address and its length; films on one `line` run alike, and what was played of one was played
    of all.

    `poster` is the address of the picture that stands for it, "" when there is none. It is not in the page,
    where it would be fetched before what the start needs.
    """

    src: str
    poster: str = ""
    seconds: float
    line: int


class VersionData(Contract):
    """A version of a film; `videos` and `captions` by language. Without captions of its own it has those of
    the film that runs alike.

    `extensions` go with the context of what is told of it.
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
        """Of its films and their pictures."""
        videos = [video for version in self.versions for video in version.videos.values()]
        return tuple(address for video in videos for address in (video.src, video.poster) if address)

    def done_state(self) -> State:
        """That it was seen, where it stood, in which version."""
        return {self.id: {"d": 1, "t": self._seconds(), "w": self.versions[-1].name}}

    def open_state(self) -> State:
        """It was seen in many pieces."""
        return {
            self.id: {
                "p": [self._seconds()] * 2 * MOST_RANGES,
                "t": self._seconds(),
                "w": self.versions[-1].name,
            }
        }

    def _seconds(self) -> int:
        return max(int(video.seconds) for version in self.versions for video in version.videos.values())
