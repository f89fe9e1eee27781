"""What an author writes about a reflection."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from larpaket.definition.amounts import TimerSeconds
from larpaket.definition.base import Model
from larpaket.definition.fields import Flag, Id
from larpaket.definition.notes import WritesText
from larpaket.definition.texts import Text
from larpaket.definition.use import Mode, Notes


class Question(Model):
    """A question to reflect on; `time` is in seconds, and a suggestion, not a limit."""

    called: ClassVar = "a question"

    id: Id
    """The question's id, unique in the module. Results are stored under it: never change it."""
    text: Text
    """The question itself."""
    time: TimerSeconds = 300
    """How long to talk or think, from 1 to 50 minutes: `5 min`, which is also the default."""
    grouping: Literal["whole", "small", "pairs"] = "whole"
    """Who talks: the whole group, smaller groups, or pairs."""


class ReflectionFields(WritesText):
    """Questions with a timer, shown one at a time."""

    called: ClassVar = "a reflection"

    type: Literal["reflection"]
    mode: Mode = "group"
    notes: Notes | None = None
    """Where a text goes: nowhere, this page, this computer, the LMS, or the LRS once it is sent. Without it:
    `none` for a group, `private` for one person.
    """
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    """The questions, shown one at a time."""
    required: Flag = True

    @property
    def keeping(self) -> Notes:
        """`notes`, or the default: `none` for a group, else `private`. With `either`, a group has none."""
        return self.notes or ("none" if self.mode == "group" else "private")
