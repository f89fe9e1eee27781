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
from larpaket.definition.use import Mode, Notes, combined
from larpaket.problems import Place

Texts = Mapping[str, str]
"""A text, or a file's name, by language."""


class Step(Model):
    """One view of the player."""

    called: ClassVar = "a step"

    id: Id
    """The step's id, unique in the module: a-z, 0-9 and `-`."""
    title: Title
    """What the step is called in the list of the module's parts."""
    heading: Title | None = None
    """The heading on its page, if not the title."""
    intro: Text | None = None
    """A few sentences under the heading."""
    activities: Annotated[tuple[SerializeAsAny[Activity], ...], Field(min_length=1)]
    """What is done in the step, from the top: a film, a text, a reflection and so on."""


class Section(Model):
    """Steps under a heading; never part of an IRI or of the saved state."""

    called: ClassVar = "a section"

    title: Title
    """The heading above its steps in the list of the module's parts."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    """The views of the player, in order."""


class Defaults(Model):
    """Settings for the module's activities that do not have their own."""

    called: ClassVar = "`defaults`"

    mode: Mode = "group"
    """Who uses the module: a group, one person (`individual`), or as the learners choose (`either`)."""
    notes: Notes = "none"
    """Where a reflection's or an estimate's texts and answers go."""


class LearningModule(Model):
    """A module, as its folder defines it. `guide` is for the person who leads a group's discussion; `next`,
    on the end page, says what comes after it.
    """

    called: ClassVar = "a module"

    id: FileId
    """The module's id, which is its folder's name. Results are stored under it: never change it."""
    version: Version
    """Numbers with full stops, such as `"1.0"`. Raise it when the content changes."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1), Distinct]
    """The languages, such as `[sv, en]`; the first is the default. With several, every text is a map."""
    title: Title
    """The module's name, at most 200 characters."""
    description: Text
    """What the module is about, in a sentence or two; LMSs show it in their catalogues."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """The parts of the module, each with steps."""
    guide: Guides | None = None
    """A Markdown file for the person who leads a group's discussion."""
    next: Markdown | None = None
    """What comes after the module, shown on the end page: a text, or a Markdown file."""
    defaults: Defaults = Defaults()
    """Settings for all activities that do not have their own."""
    renamed: Renamed = Field(default={})
    """Ids that have changed since learners used the module, as `old: new`."""

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
        return combined(activity.used_by() for activity in self.activities)

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
