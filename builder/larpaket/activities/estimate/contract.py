"""An estimate's data for the page's script."""

from __future__ import annotations

from typing import ClassVar, Literal

from larpaket.definition.page import ActivityData, State

MANY = 30  # answers, for the longest state
DAY = 20_000  # days since 1970


class EstimateData(ActivityData):
    """An estimate on a scale of `steps` steps, of which `words` have a word. `notes` is where one person's
    answer goes in this format. `again` is the id of the estimate that it is compared with, "" if there is
    none. `sends` says that a group may send its counts.

    `alone` says that it is for one person although the module is, or may be, for a group.
    """

    has_text_version: ClassVar[bool] = False

    type: Literal["estimate"]
    steps: int
    words: tuple[int, ...]
    notes: Literal["private", "device", "lms", "lrs"]
    again: str = ""
    sends: bool = False
    alone: bool = False

    def ids(self) -> tuple[str, ...]:
        """Its own: an answer becomes an interaction in an LMS."""
        return (self.id,)

    def addresses(self) -> tuple[str, ...]:
        """None."""
        return ()

    def done_state(self) -> State:
        """That it is done, and the counts: this meeting's, and those last shown."""
        counts = [MANY, *(0 for _ in range(self.steps - 1))]
        return {self.id: {"d": 1, "v": counts, "t": DAY}, f"{self.id}@12345678": {"v": counts, "t": DAY}}

    def open_state(self) -> State:
        """The same."""
        return self.done_state()
