"""How a field's type reports a wrong value; its place in the file is looked up later, in the tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from larpaket.definition.codes import Code
from larpaket.problems import Problem


@dataclass(eq=False)
class DefinitionError(Exception):
    """What is wrong with a value, or with its part at the path `at`; if `key` is set, with that part's
    key.
    """

    code: Code
    text: str
    help: str = ""
    at: tuple[str | int, ...] = ()
    key: bool = False

    def below(self, *keys: str | int) -> DefinitionError:
        """The same error with `keys` in front of its path."""
        return DefinitionError(self.code, self.text, self.help, (*keys, *self.at), self.key)


def pydantic_error(*errors: DefinitionError) -> PydanticCustomError:
    """Wraps errors in the single one that a pydantic validator may raise; validation.explain unwraps them."""
    return PydanticCustomError("definition", "{text}", {"text": errors[0].text, "errors": errors})


@dataclass(slots=True)
class Context:
    """What a value is read with.

    `languages` are the module's, or empty if they are wrong themselves. `beyond` are the folders of the
    modules that it extends, the nearest first. `read` caches the contents of the folder's files, by kind and
    name, and `paths` has where they are, by name; `problems` are those inside these files. `media` are the
    origins of films on other servers, `formats` the ids of the registered formats. `activities` are the
    module's ids and types in the order of the file; `told` is what one of them hands to later ones, by id.
    """

    folder: Path
    languages: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    activities: tuple[tuple[str, str], ...] = ()
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    beyond: tuple[Path, ...] = ()
    read: dict[tuple[str, str], Any] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where its files may be: in its own folder, else in those beyond."""
        return (self.folder, *self.beyond)

    def files(self) -> tuple[Path, ...]:
        """The files in the folder that were read, each once."""
        return tuple(dict.fromkeys(self.paths.values()))


def context_of(info: ValidationInfo) -> Context | None:
    """The context of a definition that is being read; None when a model is made from Python values."""
    return info.context if isinstance(info.context, Context) else None


def shown(value: Any) -> str:
    """A value as messages show it."""
    if not isinstance(value, str):
        return "a list" if isinstance(value, list) else "a map"
    if not value:
        return "an empty value"
    visible = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in value
    )
    return f"`{visible if len(visible) <= 60 else visible[:59] + '…'}`"
