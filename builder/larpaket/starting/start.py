"""The whole flow of `larpaket new`: find the project or begin one, ask, put the files in place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

from larpaket.definition.errors import DefinitionError
from larpaket.definition.fields import plain_text
from larpaket.definition.load import publisher_at
from larpaket.definition.project import PUBLISHER, NoProjectError
from larpaket.definition.use import Mode
from larpaket.formats import FORMATS
from larpaket.problems import UsageError, larpaket_errors
from larpaket.starting.contents import (
    LANGUAGES,
    MODES,
    Files,
    Language,
    first_title,
    module_files,
    publisher_file,
    schema_files,
)
from larpaket.starting.names import RULE, check_name, name_from
from larpaket.starting.place import place, refuse_existing

_NAME = f"Name of its folder ({RULE})"
_GIVE = "give the name of its folder before it, as in `larpaket new min-modul --title …`"
_MODULES = PurePosixPath("modules")
_IGNORED = b"# What `larpaket build` makes.\ndist/\n"

Ask = Callable[[str, str, Sequence[str]], str]
"""Asks a question, with a default and the choices if only some answers are possible."""


@dataclass(frozen=True, slots=True)
class Made:
    """A new module: its folder, the files that are new in the project, and what else is to be said."""

    name: str
    folder: Path
    files: tuple[Path, ...]
    notes: tuple[str, ...]


def default(question: str, answer: str, choices: Sequence[str]) -> str:
    """Asks nothing."""
    return answer


@larpaket_errors()
def start(
    here: Path,
    name: str | None = None,
    *,
    title: str | None = None,
    language: Language | None = None,
    mode: Mode | None = None,
    ask: Ask = default,
) -> Made:
    """Make a module in the project above `here`, or in a new one there.

    What is not given is asked for. UsageError if a name or a title cannot be one, or the module's folder is
    there already; ProblemsError if the project's publisher.yaml has errors.
    """
    home, modules, usual = _project(here)
    if name is not None:
        refuse_existing(home, modules / check_name(name))
    chosen = language or _chosen(LANGUAGES, ask("Language", usual, LANGUAGES))
    first = _as_title(name) if name else first_title(chosen)
    title = _title(title if title is not None else ask("Title", first, ()))
    name = check_name(name or name_from(title) or ask(_NAME, "", ()) or _no_name(title))
    refuse_existing(home, modules / name)
    chosen_mode = mode or _chosen(MODES, ask("For a group, one person, or either", "group", MODES))
    files = _files(home, modules, chosen, module_files(name, title, chosen, chosen_mode))
    new = place(home, files, modules / name)
    notes = tuple(_stale(home, files, new))
    return Made(name, home / modules / name, tuple(home / path for path in new), notes)


def _project(here: Path) -> tuple[Path, PurePosixPath, Language]:
    """The folder that files are put into, where the modules are from there, and their usual language."""
    try:
        project, publisher = publisher_at(here, FORMATS)
    except NoProjectError:
        return here, _MODULES, LANGUAGES[0]
    usual = next((one for one in LANGUAGES if one == publisher.languages[0]), LANGUAGES[0])
    if project.parent.name == _MODULES.name:  # what a killed run has left is beside it
        return project.parent.parent, _MODULES, usual
    return project.parent, PurePosixPath(), usual


def _files(home: Path, modules: PurePosixPath, language: Language, module: Files) -> Files:
    """Everything that is put into place, in an order that a later run can complete after any of them."""
    beside = {modules / path: data for path, data in schema_files().items()}
    begun = {} if (home / modules / PUBLISHER).is_file() else _begun(modules, language)
    return {**begun, **beside, **{modules / path: data for path, data in module.items()}}


def _begun(modules: PurePosixPath, language: Language) -> Files:
    return {PurePosixPath(".gitignore"): _IGNORED, modules / PUBLISHER: publisher_file(language)}


def _stale(home: Path, files: Files, new: Sequence[PurePosixPath]) -> Iterator[str]:
    """Notes about files that were there already and say something else."""
    for path in files:
        there = files[path] if path in new else (home / path).read_bytes()
        where, which = os.path.relpath(home / path), path.name.partition(".")[0]
        if path.name == ".gitignore" and b"dist" not in there:
            yield f"{where} was there already: add `dist/`, if git should leave packages out"
        elif path.suffix == ".json" and there != files[path]:
            yield f"{where} is of another version: `larpaket schema {which}` prints this one's"


def _title(text: str) -> str:
    try:
        return plain_text(text, title=True)
    except DefinitionError as error:
        raise UsageError(error.text) from None


def _no_name(title: str) -> str:
    raise UsageError(f"no name can be made from the title `{title}`: {_GIVE}")


def _as_title(name: str) -> str:
    return name.replace("-", " ").strip().capitalize()


T = TypeVar("T", bound=str)


def _chosen(choices: Sequence[T], answer: str) -> T:
    return next(one for one in choices if one == answer)
