"""A text's data for the page's script."""

from __future__ import annotations

from typing import ClassVar, Literal

from larpaket.definition.page import ActivityData, State


class ReadingData(ActivityData):
    """A text to read."""

    has_text_version: ClassVar[bool] = False

    type: Literal["text"]

    def ids(self) -> tuple[str, ...]:
        """Its own."""
        return (self.id,)

    def addresses(self) -> tuple[str, ...]:
        """None: its pictures stand in the page itself."""
        return ()

    def done_state(self) -> State:
        """That it was marked as read."""
        return {self.id: {"d": 1}}

    def open_state(self) -> State:
        """The same."""
        return self.done_state()
