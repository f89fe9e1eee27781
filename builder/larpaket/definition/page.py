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
    """A text as it is said to one person and to a group; only where the module may speak to both."""

    du: str
    ni: str


Text = str | Plural | Addressed

State = dict[str, object]
"""Parts of the saved state, by activity or question (docs/state.md)."""


class ActivityData(Contract):
    """What the script knows of every activity."""

    type: str
    id: str
    required: bool

    has_text_version: ClassVar[bool]
    """Whether whoever cannot use it needs a text version, in the page as `a-{id}_text`."""

    @abstractmethod
    def ids(self) -> tuple[str, ...]:
        """The ids under which an LMS may get something of it, its own included."""

    @abstractmethod
    def addresses(self) -> tuple[str, ...]:
        """Where the page fetches its media from."""

    @abstractmethod
    def done_state(self) -> State:
        """What is saved of it, at its longest, once it is done."""

    @abstractmethod
    def open_state(self) -> State:
        """What is saved of it, at its longest, while it is the one in use."""


@dataclass(frozen=True, slots=True)
class Import:
    """A name that a script file under `templates/player/` exports."""

    name: str
    file: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """What of the player a type needs: `mount` puts an activity on the page, `parts` are handed to it by
    name, `styles` are sheets of its folder. `answers`: what somebody sends may go to the LMS.
    """

    mount: Import
    parts: dict[str, Import] = field(default_factory=dict)
    styles: tuple[str, ...] = ()
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A text on the page: its key, and the number that it is said for."""

    key: str
    n: int | None = None
