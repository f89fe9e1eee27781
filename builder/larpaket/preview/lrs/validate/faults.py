"""A violation of an xAPI rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Fault:
    """`place` is the path of a value (`context.team.member[0].mbox`); `rule` says what it must be."""

    place: str
    rule: str

    def __str__(self) -> str:
        """Place and rule on one line."""
        return f"{self.place or 'statement'}: {self.rule}"


Check: TypeAlias = Callable[[object, str], Iterator[Fault]]
"""A rule: from a value and its place to faults. Never gets null: `shapes.record` refuses it."""


def inside(place: str, key: str) -> str:
    """The place of a property."""
    return f"{place}.{key}" if place else key


def entry(place: str, key: str) -> str:
    """The place of an entry in a map with free keys."""
    return f'{place}["{key}"]'


def kind(value: object) -> str:
    """What a JSON value is, in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "an array" if isinstance(value, list) else "an object"
