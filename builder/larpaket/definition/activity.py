"""What an activity type is: a model of what an author writes, and everything else specific to it.

A type is one class under `larpaket/activities/`, its page under `templates/player/activities/<type>/`, and
one line in the registry. Nothing has a default: a missing part is an error when the registry is built.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Self

from larpaket.definition.base import Model
from larpaket.definition.errors import Context
from larpaket.definition.fields import FileId, Flag
from larpaket.definition.page import ActivityData, Bundle, Label, Text
from larpaket.definition.privacy import Row
from larpaket.definition.rule import Rule
from larpaket.definition.setting import Setting
from larpaket.definition.state import StateKey
from larpaket.definition.texts import Title
from larpaket.definition.tree import Node
from larpaket.definition.use import Mode
from larpaket.files import PackageFile
from larpaket.problems import Problem
from larpaket.statements import Template

DataModel = type[ActivityData]


class Unfinished(NamedTuple):
    """What `--release` refuses: the key that says so, why, and how to fix it."""

    key: str
    text: str
    help: str


class Activity(Model):
    """An activity as an author writes it."""

    type: str
    """What kind of activity it is."""
    id: FileId
    """The activity's id, unique in the module. Results are stored under it: never change it."""
    title: Title
    """What the activity is called, on the page and in the LMS."""
    required: Flag
    """Whether the module is complete only when this is done."""

    data_model: ClassVar[DataModel]
    """The data for the page."""
    defaults: ClassVar[frozenset[str]]
    """The keys of the module's `defaults` that it takes."""
    state: ClassVar[Mapping[str, StateKey]]
    """The members of its parts of the saved state, except `d`; for ever, because LMSs keep them."""
    vital: ClassVar[frozenset[str]]
    """The events whose statements the saved state keeps longest while no LRS has them: `responded`."""
    sends_text: ClassVar[bool]
    """Whether what is sent with `notes: lrs` is what somebody wrote: a group's then needs `group_text: true`
    (`WritesText` in `notes.py`).
    """
    checks: ClassVar[tuple[Rule[Any], ...]]
    """Checks on definitions that only this type needs."""

    # What an author writes.

    @classmethod
    @abstractmethod
    def tree_ids(cls, node: Node) -> list[Node | None]:
        """The nodes of the ids below an activity's own, as written in the file; None for a missing one."""

    @classmethod
    @abstractmethod
    def check_tree(cls, node: Node, context: Context) -> Iterator[Problem]:
        """Problems that must be reported even when the model fails."""

    @abstractmethod
    def used_by(self) -> Mode | None:
        """Who uses it; None if it is the same for a group and for one person."""

    @abstractmethod
    def own_ids(self) -> tuple[str, ...]:
        """The ids below its own that are used in IRIs and in saved states: `fraga`."""

    @abstractmethod
    def minutes(self) -> int:
        """About how long it takes, in minutes."""

    @abstractmethod
    def prose(self) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, str]]]:
        """Its texts other than titles, by language, each with its path from the activity."""

    @abstractmethod
    def markdown(self) -> Iterator[tuple[str, Path]]:
        """Its Markdown files, each with its language."""

    @abstractmethod
    def unfinished(self) -> Unfinished | None:
        """Why `--release` refuses it; None if it does not."""

    # What a package contains.

    @abstractmethod
    def files(self) -> Iterator[PackageFile]:
        """Its media files."""

    @abstractmethod
    def origins(self) -> Iterator[str]:
        """The servers, other than the package's own, that its page loads files from."""

    @abstractmethod
    def statements(self, setting: Setting) -> dict[str, Template]:
        """Templates of the statements it sends, by the names that the player uses: `{id}.completed`."""

    @classmethod
    @abstractmethod
    def privacy(cls, activities: Sequence[Self], setting: Setting) -> Iterator[Row]:
        """The privacy sheet's rows about these activities, which are all of this type in a module."""

    # What a page shows.

    @abstractmethod
    def data(self, setting: Setting) -> ActivityData:
        """The data for the page's script."""

    @abstractmethod
    def texts(self, language: str, known: Mapping[str, Text]) -> dict[str, Text]:
        """Its own texts by key, except `a.{id}.title`; `known` are the player's in that language."""

    @classmethod
    @abstractmethod
    def strings(cls, activities: Sequence[Self], setting: Setting) -> dict[str, bool]:
        """Whether a page with these activities uses the player's texts, by the prefixes of their keys."""

    @classmethod
    @abstractmethod
    def bundle(cls, activities: Sequence[Self], setting: Setting) -> Bundle:
        """The parts of the player's script and style that a page with these activities needs."""

    @abstractmethod
    def label(self) -> Label:
        """What it is called in the list of a module's parts."""

    @abstractmethod
    def amount(self) -> Label | None:
        """How much there is of it, shown next to its label on the start page."""

    @abstractmethod
    def prints(self, setting: Setting) -> bool:
        """Whether it has something for the end page and the printed sheet."""

    @abstractmethod
    def writes(self, setting: Setting) -> bool:
        """Whether something can be written in it."""

    @abstractmethod
    def is_alone(self, setting: Setting) -> bool:
        """Whether it addresses one person although the module does not, or not always."""

    @abstractmethod
    def page(self, setting: Setting) -> dict[str, Any]:
        """What its templates receive as `own`."""
