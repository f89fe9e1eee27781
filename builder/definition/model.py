"""What an author wrote, read and checked: a `LearningModule` and the `Publisher` it belongs to.

Everything here is frozen. A text is a mapping from language to text that holds every language of the module; so is a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from builder.definition.fields import Base, Distinct, Flag, Id, Language, Name, Renamed, TimerSeconds, Version
from builder.definition.texts import CaptionFiles, Pictures, Text, Title, Transcripts, Videos

Texts = Mapping[str, str]
"""A text, or a file's name, by language."""

Mode = Literal["group", "individual"]
Notes = Literal["none"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Question(_Model):
    """A question to reflect on; `time` is in seconds, a proposal and never a limit."""

    id: Id
    text: Text
    time: TimerSeconds = 300
    grouping: Literal["whole", "small", "pairs"] = "whole"


class Reflection(_Model):
    """Questions with a timer. Several questions in one reflection are for a later release."""

    type: Literal["reflection"]
    id: Id
    title: Title
    mode: Mode = "group"
    notes: Notes = "none"
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=1)]
    required: Flag = True


class Film(_Model):
    """A film with its captions and text version, each by language."""

    type: Literal["film"]
    id: Id
    title: Title
    video: Videos
    poster: Pictures | None = None
    captions: CaptionFiles | None = None
    transcript: Transcripts | None = None
    audio_description: Literal["not-needed"] | None = None
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
    """A module, as its folder defines it."""

    id: Id
    version: Version
    languages: Annotated[tuple[Language, ...], Field(min_length=1), Distinct]
    title: Title
    description: Text
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
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
    def ids(self) -> frozenset[str]:
        """The ids that stand in IRIs and in saved states: `film`, `reflektion`, `reflektion/fraga`."""
        found = set()
        for activity in self.activities:
            found.add(activity.id)
            if isinstance(activity, Reflection):
                found |= {f"{activity.id}/{question.id}" for question in activity.questions}
        return frozenset(found)


FormatName = Literal["scorm12", "scorm2004-3rd", "scorm2004-4th", "scorm2004-2nd", "xapi", "cmi5", "web"]


class Publisher(_Model):
    """Who publishes: the project's `publisher.yaml`."""

    name: Name
    base: Base
    languages: Annotated[tuple[Language, ...], Field(min_length=1), Distinct] = ("sv", "en")
    formats: Annotated[tuple[FormatName, ...], Field(min_length=1), Distinct] = ("scorm12", "scorm2004-3rd", "xapi", "cmi5", "web")
    score: Literal["complete", "none"] = "complete"
