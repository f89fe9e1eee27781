"""Who uses an activity, and where their texts go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Mode = Literal["group", "individual", "either"]
"""Who uses it; with `either`, the learners are asked when they begin."""

Notes = Literal["none", "private", "device", "lms", "lrs"]
"""Where a text goes: nowhere, because there is no field; this tab's memory; this computer, if it is the
learner's own; the LMS's saved state; the LRS, once sent.
"""


def combined(modes: Iterable[Mode | None]) -> Mode:
    """`either` if any is that, else `group` if any is, else `individual`."""
    all = set(modes)
    return "either" if "either" in all else "group" if "group" in all else "individual"
