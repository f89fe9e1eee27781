"""How a field's type says what is wrong with its value: the place comes later, from the tree."""

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
    """What is wrong with a value, or with the part of it that `at` leads to; `key` means the part's key."""

    code: Code
    text: str
    help: str = ""
    at: tuple[str | int, ...] = ()
    key: bool = False

    def below(self, *keys: str | int) -> DefinitionError:
        """The same, seen from further up."""
        return DefinitionError(self.code, self.text, self.help, (*keys, *self.at), self.key)


def pydantic_error(*errors: DefinitionError) -> PydanticCustomError:
    """The errors as the one error that a pydantic validator may raise; validation.explain takes them out
    again.
    """
    return PydanticCustomError("definition", "{text}", {"text": errors[0].text, "errors": errors})


@dataclass(slots=True)
class Context:
    """What a value is read with.

    `languages` are the module's, or empty while they are unknown because they are wrong themselves; `read`
    holds what was read of the folder's files, by kind and name, so that none is read twice; `problems` are
    those inside such files. `media` are the origins of films that lie elsewhere, `formats` the ids of the
    registered formats.
    """

    folder: Path
    languages: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    read: dict[tuple[str, str], Any] = field(default_factory=dict)

    def files(self) -> tuple[Path, ...]:
        """The folder's files that were read, each once."""
        return tuple(dict.fromkeys(self.folder / name for _, name in self.read if "://" not in name))


def context_of(info: ValidationInfo) -> Context | None:
    """The context of a definition that is being read; None when a model is made from Python values."""
    return info.context if isinstance(info.context, Context) else None


def shown(value: Any) -> str:
    """A value as a problem's text names it."""
    if not isinstance(value, str):
        return "a list" if isinstance(value, list) else "a map"
    if not value:
        return "an empty value"
    visible = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in value
    )
    return f"`{visible if len(visible) <= 60 else visible[:59] + '…'}`"
