"""What an activity type keeps in the saved state (docs/state.md): the members of its parts, and how they are
treated. `templates/player/state-keys.js` is generated from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What a member has to be, by the name of the test in `kinds.js`."""

    DONE = "isOne"
    AMOUNT = "isAmount"
    NAME = "isName"
    """An id or another word of ours; never what somebody wrote."""
    PROSE = "isText"
    """What somebody wrote: it never stays in a browser."""
    COUNTS = "counts"
    """How many there are of each of a few."""
    RANGES = "isRanges"
    """Played ranges, also under the key with a number behind it."""

    @property
    def test(self) -> str:
        """The name of its test; counts and ranges are both lists of numbers."""
        return Kind.RANGES.value if self is Kind.COUNTS else self.value


class Lasts(IntEnum):
    """How long a member stays when the state is too long for the LMS."""

    SHORT = 0
    """It goes first: what only makes it easier to go on."""
    COUNTED = 1
    LONG = 2
    """Never: what somebody did or wrote."""


@dataclass(frozen=True, slots=True)
class StateKey:
    """A member of a part. `larger`: where two states meet, the larger number counts, else the newer value."""

    kind: Kind
    lasts: Lasts = Lasts.SHORT
    larger: bool = False


DONE = {"d": StateKey(Kind.DONE, Lasts.LONG)}
"""What every activity has."""
