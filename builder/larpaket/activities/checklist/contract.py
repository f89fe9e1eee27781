"""A checklist's data for the page's script."""

from __future__ import annotations

from typing import ClassVar, Literal

from larpaket.definition.page import ActivityData, State


class ChecklistData(ActivityData):
    """A checklist; `items` are the keys under which the saved state knows its items, in their order."""

    has_text_version: ClassVar[bool] = False

    type: Literal["checklist"]
    items: tuple[str, ...]

    def ids(self) -> tuple[str, ...]:
        """Its own."""
        return (self.id,)

    def addresses(self) -> tuple[str, ...]:
        """None."""
        return ()

    def done_state(self) -> State:
        """That it is done, what is ticked, and what an LRS was told."""
        return {self.id: {"d": 1, "k": "".join(self.items), "h": len(self.items), "y": 99}}

    def open_state(self) -> State:
        """The same."""
        return self.done_state()
