"""Regular expressions mean the same in every Python that the project runs on."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import larpaket

PARSER: Any = importlib.import_module("re._parser")
SIMPLE = [[kind] for kind in ("ANY", "CATEGORY", "IN", "LITERAL", "NOT_LITERAL")]


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    for module in pkgutil.walk_packages(larpaket.__path__, "larpaket."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value


def possessive_groups(parsed: Any) -> Iterator[Any]:
    """Every possessive repeat of more than one character or set, at any depth."""
    for operator, argument in parsed:
        if str(operator) == "POSSESSIVE_REPEAT" and [str(part[0]) for part in argument[2]] not in SIMPLE:
            yield argument
        for part in argument if isinstance(argument, tuple | list) else ():
            for inner in part if isinstance(part, list) else (part,):
                if isinstance(inner, PARSER.SubPattern):
                    yield from possessive_groups(inner)


def test_no_group_is_possessive() -> None:
    """Python 3.11.2, which is Debian 12's own, compiles one around alternatives wrongly."""
    found = dict(patterns())
    assert len(found) > 100
    wrong = [
        name
        for name, pattern in found.items()
        if list(possessive_groups(PARSER.parse(pattern.pattern, pattern.flags & ~re.DEBUG)))
    ]
    assert wrong == []


def test_that_it_would_be_found() -> None:
    for pattern in (r"(?:ab|c)*+d", r"x|(?:[^*]|\*(?!/))++", r"(?=(?:ab){1,5}+)"):
        assert list(possessive_groups(PARSER.parse(pattern))), pattern
    for pattern in (r"a*+", r"[ab]{1,5}+", r"(?:a*+|b)*"):
        assert not list(possessive_groups(PARSER.parse(pattern))), pattern
