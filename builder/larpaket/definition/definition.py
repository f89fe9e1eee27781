"""What the rules for definitions read: the loaded module, and the place of everything in its files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from larpaket.definition.activity import Activity
from larpaket.definition.model import LearningModule, Texts
from larpaket.definition.publisher import Publisher
from larpaket.definition.rule import ALL, Finding, Findings, Rule, make_rule
from larpaket.definition.validation import find, key_place
from larpaket.problems import Place, Severity

Loc = tuple[str | int, ...]
A = TypeVar("A", bound=Activity)


D = TypeVar("D", bound="Definition")


@dataclass(frozen=True, slots=True)
class Said:
    """A text of module.yaml: its key, its language, and where it begins."""

    key: str
    language: str
    text: str
    place: Place


@dataclass(frozen=True)
class Definition:
    """A module that loads, of `publisher`."""

    module: LearningModule
    publisher: Publisher

    def entry(self, path: Path) -> str:
        """A file's name for `Finding.entry`."""
        try:
            return Path(os.path.relpath(path, self.module.folder)).as_posix()
        except ValueError:  # on another drive
            return str(path)

    def at(self, loc: Loc, text: str, *, key: bool = False, **more: Any) -> Finding:
        """A finding at the value at `loc` in module.yaml, or at its key."""
        place = key_place(self.module.places, loc) if key else find(self.module.places, loc).place
        entry = self.entry(place.path)
        return Finding(
            text=text, entry=entry, line=place.line, column=place.column, length=place.length, **more
        )

    @property
    def activities(self) -> Iterator[tuple[Loc, Activity]]:
        """Every activity, with its path in module.yaml."""
        for number, section in enumerate(self.module.sections):
            for index, step in enumerate(section.steps):
                for position, activity in enumerate(step.activities):
                    yield ("sections", number, "steps", index, "activities", position), activity

    def of(self, kind: type[A]) -> Iterator[tuple[Loc, A]]:
        """Those of one kind."""
        for loc, activity in self.activities:
            if isinstance(activity, kind):
                yield loc, activity

    @cached_property
    def markdown_files(self) -> dict[Path, str]:
        """The text versions, guides and next steps, each once, with their language."""
        found: dict[Path, str] = {}
        for _, activity in self.activities:
            for language, path in activity.markdown():
                found.setdefault(path, language)
        for texts in (self.module.guide, self.module.next):
            for language, text in (texts or {}).items():
                if text.path.suffix == ".md":
                    found.setdefault(text.path, language)
        return found

    @property
    def prose(self) -> Iterator[Said]:
        """The texts of module.yaml other than titles."""
        yield from self._by_language(("description",), self.module.description)
        for number, section in enumerate(self.module.sections):
            for index, step in enumerate(section.steps):
                yield from self._by_language(("sections", number, "steps", index, "intro"), step.intro or {})
        for loc, activity in self.activities:
            yield from self.said_in(loc, activity)

    @property
    def titles(self) -> Iterator[Said]:
        """The module's title and those of its steps, which the page shows in the largest type."""
        yield from self._by_language(("title",), self.module.title)
        for number, section in enumerate(self.module.sections):
            for index, step in enumerate(section.steps):
                yield from self._by_language(("sections", number, "steps", index, "title"), step.title)

    def said_in(self, loc: Loc, activity: Activity) -> Iterator[Said]:
        """The texts of one activity other than titles."""
        for inner, texts in activity.prose():
            yield from self._by_language((*loc, *inner), texts)

    def _by_language(self, loc: Loc, texts: Texts) -> Iterator[Said]:
        for language, text in texts.items():
            yield Said(str(loc[-1]), language, text, find(self.module.places, (*loc, language)).place)


def rules_on(
    subject: type[D], where: str = "module.yaml and the files that it names"
) -> Callable[[str, Severity], Callable[[Callable[[D], Findings]], Rule[D]]]:
    """Decorator for checks on definitions that read a `subject`; the docstring is the check's page, as for
    `rule`.
    """
    return lambda id, severity: lambda check: make_rule(subject, id, ALL, severity, severity, check, where)


definition_rule = rules_on(Definition)
