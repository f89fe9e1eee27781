"""The base of every model of a definition."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict

from larpaket.definition.codes import Code


class Missing(NamedTuple):
    """A key that is missing because of another one: that one, the code, what is wrong, and how to fix it."""

    because: str
    code: Code
    text: str
    help: str


class Model(BaseModel):
    """Frozen, and strict about keys. `called` is its name in messages.

    The docstring below a field is what an editor shows about the key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    called: ClassVar[str]

    hints: ClassVar[Mapping[str, str]] = {}
    """What else may be written for a key, said after the list of its values."""

    @classmethod
    def without(cls, key: str, keys: Collection[str]) -> Missing | None:
        """What is wrong if `key` is missing while `keys` are there; None for the usual sentence."""
        return None
