"""What an author wrote, read and checked: a `LearningModule`.

Everything here is frozen. A text is a mapping from language to text that holds every language of the module;
so is a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, ClassVar, Union

from pydantic import Field, PrivateAttr, SerializeAsAny, create_model, model_validator

from larpaket.definition.activity import Activity
from larpaket.definition.base import Model
from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, pydantic_error
from larpaket.definition.fields import (
    Distinct,
    FileId,
    Id,
    Language,
    Renamed,
    Version,
)
from larpaket.definition.overlay import Original
from larpaket.definition.texts import Guides, Markdown, Text, Title
from larpaket.definition.tree import Node
from larpaket.definition.use import Mode, Notes
from larpaket.problems import Place

Texts = Mapping[str, str]
"""A text, or a file's name, by language."""


class Step(Model):
    """One view of the player."""

    called: ClassVar = "a step"

    id: Id
    title: Title
    heading: Title | None = None
    intro: Text | None = None
    activities: Annotated[tuple[SerializeAsAny[Activity], ...], Field(min_length=1)]


class Section(Model):
    """Steps under a heading; never part of an IRI or of the saved state."""

    called: ClassVar = "a section"

    title: Title
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class Defaults(Model):
    """Settings for the module's activities that do not have their own."""

    called: ClassVar = "`defaults`"

    mode: Mode = "group"
    notes: Notes = "none"


class LearningModule(Model):
    """A module, as its folder defines it. `guide` is for the person who leads a group's discussion; `next`,
    on the end page, says what comes after it.
    """

    called: ClassVar = "a module"

    id: FileId
    version: Version
    languages: Annotated[tuple[Language, ...], Field(min_length=1), Distinct]
    title: Title
    description: Text
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    guide: Guides | None = None
    next: Markdown | None = None
    defaults: Defaults = Defaults()
    renamed: Renamed = Field(default={})

    _folder: Path = PrivateAttr(default=Path())
    _places: Node = PrivateAttr(default_factory=lambda: Node({}, Place(Path())))
    _files: tuple[Path, ...] = PrivateAttr(default=())
    _originals: tuple[Original, ...] = PrivateAttr(default=())

    @property
    def steps(self) -> Iterator[Step]:
        """Every step, in order."""
        for section in self.sections:
            yield from section.steps

    @property
    def activities(self) -> Iterator[Activity]:
        """Every activity, in order."""
        for step in self.steps:
            yield from step.activities

    @property
    def mode(self) -> Mode:
        """Its activities' modes combined: `either` if any has it, else `group` if any has it, else
        `individual`.
        """
        modes = {activity.used_by() for activity in self.activities}
        return "either" if "either" in modes else "group" if "group" in modes else "individual"

    @model_validator(mode="after")
    def _guide_for_somebody(self) -> LearningModule:
        if self.guide and self.mode == "individual":
            text = "nobody would see the guide: it is for group leaders, and this module is for one person"
            raise pydantic_error(
                DefinitionError(
                    Code.GUIDE_FOR_NOBODY,
                    text,
                    "write `mode: group` or `mode: either` on a reflection, or remove `guide`",
                    ("guide",),
                )
            )
        return self

    def in_order(self, texts: Texts) -> dict[str, str]:
        """Texts with the module's first language first: some LMSs keep only that (moodle.md)."""
        return {language: texts[language] for language in self.languages}

    @property
    def folder(self) -> Path:
        """Where it was read from."""
        return self._folder

    @property
    def places(self) -> Node:
        """Its file as a tree of nodes that know their places."""
        return self._places

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that was read for it, its definition first."""
        return self._files

    @property
    def originals(self) -> tuple[Original, ...]:
        """The modules that it extends, the nearest first."""
        return self._originals

    def read_from(
        self, folder: Path, places: Node, files: tuple[Path, ...], originals: tuple[Original, ...] = ()
    ) -> None:
        """Record where it was read from; called once."""
        self._folder, self._places, self._files, self._originals = folder, places, files, originals

    @property
    def ids(self) -> frozenset[str]:
        """The ids used in IRIs and in saved states: `film`, `reflektion`, `reflektion/fraga`."""
        own = {f"{activity.id}/{id}" for activity in self.activities for id in activity.own_ids()}
        return frozenset({activity.id for activity in self.activities} | own)


Kinds = Mapping[str, type[Activity]]
"""The activity types by their names."""


@cache
def _module_model(kinds: tuple[type[Activity], ...]) -> type[LearningModule]:
    """The models with the union of these activity types in place of `Activity`, so that pydantic knows each
    one's keys.
    """
    any_of: Any = Annotated[Union[kinds], Field(discriminator="type")]  # noqa: UP007  # made from a tuple
    step: Any = create_model(
        "Step", __base__=Step, activities=(Annotated[tuple[any_of, ...], Field(min_length=1)], ...)
    )
    section: Any = create_model(
        "Section", __base__=Section, steps=(Annotated[tuple[step, ...], Field(min_length=1)], ...)
    )
    return create_model(
        "LearningModule",
        __base__=LearningModule,
        sections=(Annotated[tuple[section, ...], Field(min_length=1)], ...),
    )


def module_model(kinds: Kinds) -> type[LearningModule]:
    """A module whose activities are of these kinds."""
    return _module_model(tuple(kinds.values()))
