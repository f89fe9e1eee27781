"""A catalogue: several modules that a publisher hands out as one package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, model_validator

from larpaket.definition.base import Model
from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, context_of, pydantic_error
from larpaket.definition.fields import FileId, Version, did_you_mean
from larpaket.definition.source import DEFINITION
from larpaket.definition.texts import StatedText, StatedTitle


class Block(Model):
    """Some of a catalogue's modules, under a heading."""

    called: ClassVar = "a section of a catalogue"

    title: StatedTitle
    """The heading above them."""
    modules: Annotated[tuple[FileId, ...], Field(min_length=1)]
    """The ids of its modules, in order."""


class Catalogue(Model):
    """Several modules in one package. Its languages are those of its title."""

    called: ClassVar = "a catalogue"

    id: FileId
    """The catalogue's id, in the names of its packages. Results are stored under it: never change it."""
    version: Version = "1.0"
    """Numbers with full stops, such as `"1.0"`; left out, it is 1.0."""
    title: StatedTitle
    """The catalogue's name."""
    description: StatedText | None = None
    """What it is about, in a sentence or two; without it, the title stands for it."""
    modules: tuple[FileId, ...] = ()
    """The ids of the modules, in order."""
    sections: tuple[Block, ...] = ()
    """The modules under headings, instead of `modules`."""
    scos: Literal["one", "several"] = "one"
    """With `several`, each module is a SCO of its own in SCORM packages: for LMSs that ask for it."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Its modules' ids, in order."""
        return self.modules or tuple(id for block in self.sections for id in block.modules)

    @model_validator(mode="after")
    def _has_modules(self, info: ValidationInfo) -> Catalogue:
        context = context_of(info)
        errors = list(self._errors(context.folder if context else None))
        if errors:
            raise pydantic_error(*errors)
        return self

    def _errors(self, folder: Path | None) -> Iterator[DefinitionError]:
        """What is wrong with the list of modules, whose folders are in `folder`."""
        if self.modules and self.sections:
            help = "remove one of the two: `sections` holds the modules under headings"
            yield _error("a catalogue has either `modules` or `sections`", help, "sections", key=True)
            return
        if len(self.ids) < 2:
            help = "name at least two of the modules beside publisher.yaml, or remove the catalogue"
            where = ("modules",) if self.modules else ("sections",) if self.sections else ("id",)
            yield _error("a catalogue has at least two modules", help, *where)
        known = _modules_in(folder) if folder else None
        seen: Counter[str] = Counter()
        for id, place in self._placed():
            seen[id] += 1
            if seen[id] > 1:
                yield _error(f"`{id}` is in the catalogue twice", "remove one of them", *place)
            elif known is not None and id not in known:
                help = did_you_mean(id, sorted(known)) or f"it needs a folder `{id}` with a {DEFINITION}"
                yield _error(f"there is no module `{id}` beside publisher.yaml", help, *place)
        if known and self.id in known:
            help = "give the catalogue another id: the two would have the same package"
            yield _error(f"`{self.id}` is the id of a module", help, "id")

    def _placed(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Each module's id, with its path from the catalogue."""
        for number, id in enumerate(self.modules):
            yield id, ("modules", number)
        for place, block in enumerate(self.sections):
            for number, id in enumerate(block.modules):
                yield id, ("sections", place, "modules", number)


def _error(text: str, help: str, *at: str | int, key: bool = False) -> DefinitionError:
    return DefinitionError(Code.BAD_CATALOGUE, text, help, at, key)


def _modules_in(folder: Path) -> frozenset[str]:
    return frozenset(path.parent.name for path in folder.glob(f"*/{DEFINITION}"))


def once(catalogues: tuple[Catalogue, ...]) -> Iterator[DefinitionError]:
    """An error for each catalogue with the id of an earlier one."""
    seen: set[str] = set()
    for number, one in enumerate(catalogues):
        if one.id in seen:
            help = "give it another id: the two would have the same package"
            yield _error(f"another catalogue has the id `{one.id}`", help, "catalogues", number, "id")
        seen.add(one.id)
