"""A catalogue with the modules that it names, and what a manifest says of it or of a single module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from larpaket.definition.activity import Activity
from larpaket.definition.catalogue import Catalogue
from larpaket.definition.model import LearningModule
from larpaket.definition.publisher import Publisher
from larpaket.definition.texts import stated_in
from larpaket.definition.use import Mode, combined

Texts = Mapping[str, str]


class Described(Protocol):
    """What a manifest says of a package's content: a module, or a catalogue."""

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
    def title(self) -> Texts:
        """Its name by language."""

    @property
    def description(self) -> Texts:
        """What it is about, by language."""

    def in_order(self, texts: Texts) -> dict[str, str]:
        """Texts with its first language first."""


@dataclass(frozen=True, slots=True)
class Part:
    """Modules of a catalogue, under a heading if there is one."""

    title: Texts | None
    modules: tuple[LearningModule, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A catalogue with its modules. Every text is in each of its languages."""

    id: str
    version: str
    languages: tuple[str, ...]
    title: Texts
    description: Texts
    parts: tuple[Part, ...]
    several: bool
    """It asks for a SCO a module."""

    @property
    def modules(self) -> tuple[LearningModule, ...]:
        """Its modules, in order."""
        return tuple(module for part in self.parts for module in part.modules)

    @property
    def activities(self) -> Iterator[Activity]:
        """Every activity of its modules, in order."""
        return (activity for module in self.modules for activity in module.activities)

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that was read for its modules."""
        return tuple(dict.fromkeys(path for module in self.modules for path in module.files))

    @property
    def mode(self) -> Mode:
        """Who uses it: its modules' modes combined."""
        return combined(module.mode for module in self.modules)

    def in_order(self, texts: Texts) -> dict[str, str]:
        """Texts with its first language first."""
        return {language: texts[language] for language in self.languages}


def languages_of(catalogue: Catalogue, publisher: Publisher) -> tuple[str, ...]:
    """The languages of its title; the publisher's first if that is one text for all."""
    return publisher.languages[:1] if "" in catalogue.title else tuple(catalogue.title)


def gather(catalogue: Catalogue, publisher: Publisher, modules: Sequence[LearningModule]) -> Gathered | None:
    """The catalogue with its modules, if all of them are among these."""
    found = {module.id: module for module in modules}
    if not all(id in found for id in catalogue.ids):
        return None
    languages = languages_of(catalogue, publisher)

    def said(texts: Texts) -> Texts:
        return {language: stated_in(texts, language)[0] for language in languages}

    def those(ids: Sequence[str]) -> tuple[LearningModule, ...]:
        return tuple(found[id] for id in ids)

    blocks = tuple(Part(said(block.title), those(block.modules)) for block in catalogue.sections)
    parts = blocks or (Part(None, those(catalogue.modules)),)
    return Gathered(
        catalogue.id,
        catalogue.version,
        languages,
        said(catalogue.title),
        said(catalogue.description or catalogue.title),
        parts,
        catalogue.scos == "several",
    )
