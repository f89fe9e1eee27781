"""The shapes that an activity type fills for the player's page: data, texts, script parts, style sheets."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field
from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Contract(BaseModel):
    """Data that the page hands to the player's script."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Plural(Contract):
    """A text that depends on a number."""

    one: str
    other: str


class Addressed(Contract):
    """A text in its forms for one person and for a group; only in a module that may address both."""

    du: str
    ni: str


Text = str | Plural | Addressed

State = dict[str, object]
"""Parts of the saved state, by activity or question (docs/state.md)."""


class ActivityData(Contract):
    """What the script knows about every activity."""

    type: str
    id: str
    required: bool

    has_text_version: ClassVar[bool]
    """Whether it has a text version for people who cannot use it, in the page as `a-{id}_text`."""

    @abstractmethod
    def ids(self) -> tuple[str, ...]:
        """The ids under which an LMS may receive data about it, including its own."""

    @abstractmethod
    def addresses(self) -> tuple[str, ...]:
        """Where the page loads its media from."""

    @abstractmethod
    def done_state(self) -> State:
        """The longest state that is saved for it once it is done."""

    @abstractmethod
    def open_state(self) -> State:
        """The longest state that is saved for it while it is in use."""


@dataclass(frozen=True, slots=True)
class Import:
    """A name that a script file under `templates/player/` exports."""

    name: str
    file: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """The parts of the player that a type needs: `mount` puts an activity on the page, `parts` are passed to
    it by name, `styles` are sheets in its folder. `answers` says that answers may go to the LMS.
    """

    mount: Import
    parts: dict[str, Import] = field(default_factory=dict)
    styles: tuple[str, ...] = ()
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A text on the page: its key, and the number that chooses its form."""

    key: str
    n: int | None = None
