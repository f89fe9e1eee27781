"""An agreement's data for the page's script."""

from __future__ import annotations

from typing import ClassVar, Literal

from larpaket.definition.page import ActivityData, State


class AgreementData(ActivityData):
    """An agreement. `notes` is where its rows go in this format.

    `alone` says that it is for one person although the module is, or may be, for a group.
    """

    has_text_version: ClassVar[bool] = False

    type: Literal["agreement"]
    notes: Literal["none", "private", "device", "lms", "lrs"]
    alone: bool = False

    def ids(self) -> tuple[str, ...]:
        """Its own: what was agreed becomes an interaction in an LMS."""
        return (self.id,)

    def addresses(self) -> tuple[str, ...]:
        """None."""
        return ()

    def done_state(self) -> State:
        """That it is done; rows do not count, because the player saves only what still fits."""
        return {self.id: {"d": 1}}

    def open_state(self) -> State:
        """The same."""
        return self.done_state()
