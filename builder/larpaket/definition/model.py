"""What an author wrote, read and checked: a `LearningModule` and the `Publisher` it belongs to.

Everything here is frozen. A text is a mapping from language to text that holds every language of the module; so is a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, pydantic_error
from larpaket.definition.fields import (
    Base,
    Distinct,
    Endpoint,
    Flag,
    Id,
    Language,
    Link,
    Name,
    Origin,
    Renamed,
    TimerSeconds,
    Unit,
    Version,
)
from larpaket.definition.films import Lengths, Sizes, Videos
from larpaket.definition.texts import CaptionFiles, ChapterFiles, Guides, Pictures, Text, Title, Transcripts
from larpaket.definition.theme import Colour, LogoFile
from larpaket.film.video import RemoteVideo
from larpaket.theme.palette import DEFAULT

Texts = Mapping[str, str]
"""A text, or a file's name, by language."""

Mode = Literal["group", "individual", "either"]
"""Who uses it; with `either` the learners are asked when they begin."""

Notes = Literal["none", "private", "device", "lms", "lrs"]
"""Where a reflection's text goes: nowhere, there is no field; this tab's memory; this computer, if it is one's own; the LMS's saved
state; the LRS, once it was sent."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Question(_Model):
    """A question to reflect on; `time` is in seconds, a proposal and never a limit."""

    id: Id
    text: Text
    time: TimerSeconds = 300
    grouping: Literal["whole", "small", "pairs"] = "whole"


class Reflection(_Model):
    """Questions with a timer, one in view at a time."""

    type: Literal["reflection"]
    id: Id
    title: Title
    mode: Mode = "group"
    notes: Notes | None = None
    group_text: Flag = False
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    required: Flag = True

    @property
    def keeping(self) -> Notes:
        """`notes`, or what is usual: none in a group, private alone. Where one may be either, a group has none without the key."""
        return self.notes or ("none" if self.mode == "group" else "private")

    @model_validator(mode="after")
    def _one_persons_text(self) -> Reflection:
        if self.mode != "individual" and self.notes == "lrs" and not self.group_text:
            text = "what a whole group writes would be booked on the one who is logged in"
            help = "choose other `notes`, or write `group_text: true` to have it so"
            raise pydantic_error(DefinitionError(Code.GROUP_TEXT, text, help, ("notes",)))
        return self


class FilmVersion(_Model):
    """A film by language; `length` in seconds and `size` in bytes are told of one that lies elsewhere, and come first for that reason."""

    length: Lengths | None = None
    size: Sizes | None = None
    video: Videos
    captions: CaptionFiles | None = None

    @model_validator(mode="after")
    def _tells_itself(self) -> FilmVersion:
        if self.video and not any(isinstance(video, RemoteVideo) for video in self.video.values()):
            told = [key for key in ("length", "size") if getattr(self, key) is not None]
            text, help = "the film in the folder tells this itself", "remove it: it is for films at an address"
            if told:
                raise pydantic_error(*(DefinitionError(Code.FILM_FACTS, text, help, (key,), key=True) for key in told))
        return self


_Described = Annotated[
    Annotated[FilmVersion, Tag("version")] | Annotated[Literal["not-needed"], Tag("word")],
    Discriminator(lambda value: "version" if isinstance(value, dict | FilmVersion) else "word"),
]


class Film(FilmVersion):
    """A film with its captions, chapters and text version, each by language, and its further versions."""

    type: Literal["film"]
    id: Id
    title: Title
    poster: Pictures | None = None
    chapters: ChapterFiles | None = None
    transcript: Transcripts | None = None
    audio_description: _Described | None = None
    sign_language: FilmVersion | None = None
    stand_in: Flag = False
    required: Flag = True


Activity = Annotated[Film | Reflection, Field(discriminator="type")]


class Step(_Model):
    """One view of the player."""

    id: Id
    title: Title
    heading: Title | None = None
    intro: Text | None = None
    activities: Annotated[tuple[Activity, ...], Field(min_length=1)]


class Section(_Model):
    """Steps under a heading; never part of an IRI or of the saved state."""

    title: Title
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class Defaults(_Model):
    """What the module's reflections take when they do not say it themselves."""

    mode: Mode = "group"
    notes: Notes = "none"


class LearningModule(_Model):
    """A module, as its folder defines it. `guide` is for whoever leads a group's talk."""

    id: Id
    version: Version
    languages: Annotated[tuple[Language, ...], Field(min_length=1), Distinct]
    title: Title
    description: Text
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    guide: Guides | None = None
    defaults: Defaults = Defaults()
    renamed: Renamed = {}

    @property
    def steps(self) -> Iterator[Step]:
        """Every step, in order."""
        for section in self.sections:
            yield from section.steps

    @property
    def activities(self) -> Iterator[Film | Reflection]:
        """Every activity, in order."""
        for step in self.steps:
            yield from step.activities

    @property
    def mode(self) -> Mode:
        """Its reflections' modes together: one that leaves it open has all of it asked; without reflections one is alone."""
        modes = {activity.mode for activity in self.activities if isinstance(activity, Reflection)}
        return "either" if "either" in modes else "group" if "group" in modes else "individual"

    @model_validator(mode="after")
    def _guide_for_somebody(self) -> LearningModule:
        if self.guide and self.mode == "individual":
            text = "nobody would see the guide: it is for whoever leads a group, and everybody here is alone"
            raise pydantic_error(
                DefinitionError(
                    Code.GUIDE_FOR_NOBODY, text, "write `mode: group` or `mode: either` on a reflection, or remove `guide`", ("guide",)
                )
            )
        return self

    @property
    def ids(self) -> frozenset[str]:
        """The ids that stand in IRIs and in saved states: `film`, `reflektion`, `reflektion/fraga`."""
        found = set()
        for activity in self.activities:
            found.add(activity.id)
            if isinstance(activity, Reflection):
                found |= {f"{activity.id}/{question.id}" for question in activity.questions}
        return frozenset(found)


FormatName = Literal["scorm12", "scorm2004-3rd", "scorm2004-4th", "scorm2004-2nd", "xapi", "cmi5", "web"]


class Lrs(_Model):
    """Where SCORM packages send statements. `auth`: nothing; nothing, since a gateway adds it; a key that can only write."""

    endpoint: Endpoint
    auth: Literal["none", "gateway", "key"] = "none"
    actor: Literal["random", "account"] = "random"


class Privacy(_Model):
    """What the privacy sheet says of the people behind the packages, as they say it."""

    controller: Name | None = None
    contact: Name | None = None
    retention: Name | None = None
    readers: Name | None = None


Tracking = Literal["minimal", "quarters", "detailed"]
"""How much of a film's playing is told: that it was seen; every quarter; every press."""


class Theme(_Model):
    """How every page looks: the one colour that all others are made from, and the publisher's logo."""

    color: Colour = DEFAULT
    logo: LogoFile | None = None


class Publisher(_Model):
    """Who publishes: the project's `publisher.yaml`. `media` are the servers that films may lie on, outside the packages; `status` is
    what SCORM 1.2 reports at completion; `unit` is the code of the part of the organisation whose statements they are."""

    name: Name
    base: Base
    languages: Annotated[tuple[Language, ...], Field(min_length=1), Distinct] = ("sv", "en")
    formats: Annotated[tuple[FormatName, ...], Field(min_length=1), Distinct] = ("scorm12", "scorm2004-3rd", "xapi", "cmi5", "web")
    score: Literal["complete", "none"] = "complete"
    status: Literal["completed", "passed"] = "completed"
    tracking: Tracking = "minimal"
    lrs: Lrs | None = None
    unit: Unit | None = None
    media: Annotated[tuple[Origin, ...], Distinct] = ()
    privacy: Privacy = Privacy()
    theme: Theme = Theme()
    accessibility: Link | None = None
