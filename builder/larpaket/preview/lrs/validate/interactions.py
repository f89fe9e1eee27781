"""The interaction properties of an Activity Definition (xAPI Data 2.4.4.1, Interaction Activities)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .faults import Check, Fault, inside
from .languages import language_map
from .shapes import each, just, record, text

_LISTS_OF = {
    "choice": {"choices"},
    "sequencing": {"choices"},
    "likert": {"scale"},
    "matching": {"source", "target"},
    "performance": {"steps"},
    "true-false": set[str](),
    "fill-in": set[str](),
    "long-fill-in": set[str](),
    "numeric": set[str](),
    "other": set[str](),
}
_LISTS = ("choices", "scale", "source", "target", "steps")
_SECTION = "Data 2.4.4.1, Interaction Activities"
_NUMBER = r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_PATTERNS = {
    "true-false": (re.compile("true|false"), "`true` or `false`"),
    "numeric": (
        re.compile(rf"{_NUMBER}|{_NUMBER}\[:\]|\[:\]{_NUMBER}|{_NUMBER}\[:\]{_NUMBER}", re.ASCII),
        "a number or a range like 1[:]5",
    ),
    "likert": (re.compile(r"(?:(?!\[,\]).)+", re.DOTALL), "the id of one item"),
}

_COMPONENTS = each(
    record("Data 2.4.4.1, Interaction Components", {"id": text}, {"description": language_map})
)


def _components(value: object, place: str) -> Iterator[Fault]:
    yield from _COMPONENTS(value, place)
    if not isinstance(value, list):
        return
    seen: set[str] = set()
    for number, component in enumerate(value):
        name = component.get("id") if isinstance(component, dict) else None
        if isinstance(name, str) and name in seen:
            yield Fault(
                f"{place}[{number}].id",
                f"must be unique; `{name}` occurs twice (Data 2.4.4.1, Interaction Components)",
            )
        if isinstance(name, str):
            seen.add(name)


INTERACTION: dict[str, Check] = {
    "interactionType": just(*_LISTS_OF, section=_SECTION),
    "correctResponsesPattern": each(text),
    **dict.fromkeys(_LISTS, _components),
}
"""The properties that only interactions have."""


def interaction(definition: dict[str, object], place: str) -> Iterator[Fault]:
    """How the properties depend on each other (an LRS MAY check this, Data 2.4.4.1)."""
    kind = definition.get("interactionType")
    if kind is None:
        if found := [key for key in INTERACTION if key in definition]:
            yield Fault(
                inside(place, "interactionType"), f"is required with {' and '.join(found)} ({_SECTION})"
            )
        return
    if not isinstance(kind, str) or kind not in _LISTS_OF:
        return
    for key in _LISTS:
        if key in definition and key not in _LISTS_OF[kind]:
            yield Fault(inside(place, key), f"is not allowed with the interactionType {kind} ({_SECTION})")
    patterns = definition.get("correctResponsesPattern")
    if kind in _PATTERNS and isinstance(patterns, list):
        pattern, words = _PATTERNS[kind]
        for number, one in enumerate(patterns):
            if isinstance(one, str) and not pattern.fullmatch(one):
                yield Fault(
                    f"{inside(place, 'correctResponsesPattern')}[{number}]",
                    f"must be {words} with the interactionType {kind} ({_SECTION})",
                )
