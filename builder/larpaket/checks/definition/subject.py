"""What the rules on a definition read: the module as loaded, and where each thing stands in its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from larpaket.checks.rule import Finding
from larpaket.definition.load import DEFINITION
from larpaket.definition.model import Film, LearningModule, Publisher, Reflection, Texts
from larpaket.definition.source import Place
from larpaket.definition.tree import Node, read_tree
from larpaket.definition.validation import find, key_place

DEFINITIONS = frozenset({"definition"})
"""In place of a package's formats."""

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A text of module.yaml: its key, its language, and where it begins."""

    key: str
    language: str
    text: str
    place: Place


@dataclass(frozen=True)
class Definition:
    """A module that loads, of `publisher`, in `folder`."""

    module: LearningModule
    publisher: Publisher
    folder: Path

    @cached_property
    def _tree(self) -> Node:
        tree, _ = read_tree(self.folder / DEFINITION)
        return tree or Node({}, (1, 1, 1))

    def entry(self, path: Path) -> str:
        """A file's name as `Finding.entry` has it."""
        return path.relative_to(self.folder).as_posix() if path.is_relative_to(self.folder) else path.name

    def at(self, loc: Loc, text: str, *, key: bool = False, **more: Any) -> Finding:
        """A finding at the value that `loc` leads to in module.yaml, or at its key."""
        line, column, length = key_place(self._tree, loc) if key else find(self._tree, loc).place
        return Finding(text=text, entry=DEFINITION, line=line, column=column, length=length, **more)

    @property
    def activities(self) -> Iterator[tuple[Loc, Film | Reflection]]:
        """Every activity, and what leads to it in module.yaml."""
        for number, section in enumerate(self.module.sections):
            for index, step in enumerate(section.steps):
                for position, activity in enumerate(step.activities):
                    yield ("sections", number, "steps", index, "activities", position), activity

    @property
    def films(self) -> Iterator[tuple[Loc, Film]]:
        """Every film, and what leads to it in module.yaml."""
        for loc, activity in self.activities:
            if isinstance(activity, Film):
                yield loc, activity

    @cached_property
    def markdown_files(self) -> dict[Path, str]:
        """The text versions and guides, each once, with their language."""
        found: dict[Path, str] = {}
        for texts in [film.transcript or {} for _, film in self.films] + [self.module.guide or {}]:
            for language, text in texts.items():
                found.setdefault(text.path, language)
        return found

    @property
    def prose(self) -> Iterator[Said]:
        """The texts of module.yaml that are more than titles."""
        yield from self._by_language(("description",), self.module.description)
        for number, section in enumerate(self.module.sections):
            for index, step in enumerate(section.steps):
                yield from self._by_language(("sections", number, "steps", index, "intro"), step.intro or {})
        yield from self.questions

    @property
    def questions(self) -> Iterator[Said]:
        """The questions' texts."""
        for loc, activity in self.activities:
            if isinstance(activity, Reflection):
                for index, question in enumerate(activity.questions):
                    yield from self._by_language((*loc, "questions", index, "text"), question.text)

    def _by_language(self, loc: Loc, texts: Texts) -> Iterator[Said]:
        for language, text in texts.items():
            yield Said(str(loc[-1]), language, text, find(self._tree, (*loc, language)).place)
