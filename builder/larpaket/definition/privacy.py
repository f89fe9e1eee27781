"""The shapes of the privacy sheet: what is kept or sent, where, for how long."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

NAMES = {"sv": "dataskydd.html", "en": "privacy.html"}
"""The sheet's files, by language."""


class Group(IntEnum):
    """A row's group, in the order of the sheet."""

    SESSION = 1
    TOLD = 2
    TIMES = 3
    TOGETHER = 4
    SAID = 5
    WATCHED = 6
    WRITTEN = 7
    UNCONFIRMED = 8


@dataclass(frozen=True, slots=True)
class Kept:
    """Where something is kept, for how long, and how it is erased: keys of texts. `kept` is "" where the
    publisher decides and states it.
    """

    where: str
    kept: str
    erase: str


LMS = Kept("where.lms", "kept.lms", "erase.lms")
LRS_STATE = Kept("where.lrs", "kept.lms", "erase.lms")
"""The LRS of an LMS, which decides how long to keep a State document."""
LRS = Kept("where.lrs", "", "erase.lrs")
PUBLISHERS_LRS = Kept("where.publisher", "", "erase.lrs")
BROWSER = Kept("where.browser", "kept.browser", "erase.browser")
TAB = Kept("where.tab", "kept.tab", "erase.tab")
PAGE = Kept("where.page", "kept.page", "erase.page")


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of data: keys of texts, and the technical names of what is sent or kept."""

    group: Group
    what: str
    place: Kept
    facts: tuple[str, ...] = ()
    instead: str = ""
    """The `what` of a row that this one only puts in other words."""
