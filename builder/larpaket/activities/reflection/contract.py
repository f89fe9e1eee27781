"""A reflection's data for the page's script."""

from __future__ import annotations

from typing import ClassVar, Literal

from larpaket.definition.page import ActivityData, Contract, State


class QuestionData(Contract):
    """A question; `seconds` is the proposed time."""

    id: str
    seconds: int


class ReflectionData(ActivityData):
    """A reflection with its questions. `notes` is where its text goes in this format; `counted` says whether
    a group enters how many people it has.

    `alone` says that it is for one person although the module is, or may be, for a group.
    """

    has_text_version: ClassVar[bool] = False

    type: Literal["reflection"]
    notes: Literal["none", "private", "device", "lms", "lrs"]
    counted: bool
    alone: bool = False
    questions: tuple[QuestionData, ...]

    def ids(self) -> tuple[str, ...]:
        """Its own and its questions': answers become interactions in an LMS."""
        return (self.id, *(question.id for question in self.questions))

    def addresses(self) -> tuple[str, ...]:
        """None."""
        return ()

    def done_state(self) -> State:
        """That it is done, which question was shown, and how long each timer has left."""
        times: State = {f"{self.id}/{question.id}": {"s": question.seconds} for question in self.questions}
        return {self.id: {"d": 1, "q": self.questions[-1].id}} | times

    def open_state(self) -> State:
        """The same; notes do not count, because the player saves only those that still fit."""
        return self.done_state()
