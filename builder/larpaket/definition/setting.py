"""What a page is made for: the module, its publisher, and what happens to a learner's work. A format decides
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from larpaket.definition.privacy import BROWSER, LMS, LRS, LRS_STATE, PUBLISHERS_LRS, Kept
from larpaket.definition.publisher import Publisher
from larpaket.definition.use import Mode
from larpaket.statements import Profile


class Store(Enum):
    """Where a learner's progress is kept; the privacy sheet follows from it."""

    LMS = "lms"
    LRS = "lrs"
    BROWSER = "browser"


@dataclass(frozen=True, slots=True, kw_only=True)
class Elements:
    """The LMS's elements that the player writes, by what they contain."""

    progress: tuple[str, ...]
    score: tuple[str, ...]
    answers: tuple[str, ...]
    language: tuple[str, ...]


class Outline(Protocol):
    """What an activity may know about the module around it."""

    @property
    def id(self) -> str:
        """As in IRIs."""

    @property
    def version(self) -> str:
        """The author's."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The first is the default."""

    @property
    def mode(self) -> Mode:
        """Who uses it."""

    def in_order(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Texts with the module's first language first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A package's setting. `profile` is that of its statements, None if it sends none; `elements` are an
    LMS's.
    """

    module: Outline
    publisher: Publisher
    store: Store
    elements: Elements | None
    profile: Profile | None

    @property
    def tells(self) -> bool:
        """Whether statements go to an LRS."""
        return self.profile is not None

    @property
    def record(self) -> Kept:
        """Where the saved state is kept."""
        return {Store.LMS: LMS, Store.LRS: LRS_STATE, Store.BROWSER: BROWSER}[self.store]

    @property
    def lrs(self) -> Kept:
        """Where statements are kept: in the launch's LRS, else in the publisher's."""
        return LRS if self.store is Store.LRS else PUBLISHERS_LRS
