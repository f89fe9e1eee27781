"""A reflection's data for the page's script."""

from __future__ import annotations

from typing import ClassVar, Literal

from larpaket.definition.page import ActivityData, Contract, State


class QuestionData(Contract):
    """A question; `seconds` is the proposed time."""

    id: str
    seconds: int


class ReflectionData(ActivityData):
    """A reflection with its questions. `notes` is where its text goes in this format, `counted` whether a
    group says how many it is.

    `alone`: it is for one person, though the module is for a group too or asks who uses it.
    """

    has_text_version: ClassVar[bool] = False

    type: Literal["reflection"]
    notes: Literal["none", "private", "device", "lms", "lrs"]
    counted: bool
    alone: bool = False
    questions: tuple[QuestionData, ...]

    def ids(self) -> tuple[str, ...]:
        """Its own and its questions': answers are interactions of an LMS."""
        return (self.id, *(question.id for question in self.questions))

    def addresses(self) -> tuple[str, ...]:
        """None."""
        return ()

    def done_state(self) -> State:
        """That it is done, which question was in view, how long each timer has left."""
        times: State = {f"{self.id}/{question.id}": {"s": question.seconds} for question in self.questions}
        return {self.id: {"d": 1, "q": self.questions[-1].id}} | times

    def open_state(self) -> State:
        """The same; what is written in it does not count: the player takes only what still fits."""
        return self.done_state()
