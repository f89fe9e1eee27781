"""What an author writes of a reflection."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from larpaket.definition.activity import Activity
from larpaket.definition.amounts import TimerSeconds
from larpaket.definition.base import Model
from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, pydantic_error
from larpaket.definition.fields import Flag, Id
from larpaket.definition.texts import Text
from larpaket.definition.use import Mode, Notes


class Question(Model):
    """A question to reflect on; `time` is in seconds, a proposal and never a limit."""

    called: ClassVar = "a question"

    id: Id
    text: Text
    time: TimerSeconds = 300
    grouping: Literal["whole", "small", "pairs"] = "whole"


class ReflectionFields(Activity):
    """Questions with a timer, one in view at a time."""

    called: ClassVar = "a reflection"

    type: Literal["reflection"]
    mode: Mode = "group"
    notes: Notes | None = None
    group_text: Flag = False
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    required: Flag = True

    @property
    def keeping(self) -> Notes:
        """`notes`, or what is usual: none in a group, private alone. Where one may be either, a group has
        none without the key.
        """
        return self.notes or ("none" if self.mode == "group" else "private")

    @model_validator(mode="after")
    def _one_persons_text(self) -> ReflectionFields:
        if self.mode != "individual" and self.notes == "lrs" and not self.group_text:
            text = "what a whole group writes would be booked on the one who is logged in"
            help = "choose other `notes`, or write `group_text: true` to have it so"
            raise pydantic_error(DefinitionError(Code.GROUP_TEXT, text, help, ("notes",)))
        return self
