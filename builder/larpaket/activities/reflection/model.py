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
    text: Text
    time: TimerSeconds = 300
    grouping: Literal["whole", "small", "pairs"] = "whole"


class ReflectionFields(WritesText):
    """Questions with a timer, shown one at a time."""

    called: ClassVar = "a reflection"

    type: Literal["reflection"]
    mode: Mode = "group"
    notes: Notes | None = None
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    required: Flag = True

    @property
    def keeping(self) -> Notes:
        """`notes`, or the default: `none` for a group, else `private`. With `either`, a group has none."""
        return self.notes or ("none" if self.mode == "group" else "private")
