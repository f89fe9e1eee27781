"""Collects the activity types, and refuses incomplete ones."""

from __future__ import annotations

from typing import Any, get_args

from larpaket.definition.activity import Activity
from larpaket.templates import templates

_FACTS = ("called", "data_model", "defaults", "checks")
_DATA_FACTS = ("has_text_version",)


class ActivityError(Exception):
    """An activity type is incomplete or inconsistent."""


def registry(*kinds: type[Activity]) -> dict[str, type[Activity]]:
    """The types by their names; ActivityError if one of them would produce a broken page."""
    found: dict[str, type[Activity]] = {}
    for kind in kinds:
        name, problem = name_of(kind), _problem(kind)
        if not problem and name in found:
            problem = "another type has this name"
        if problem:
            raise ActivityError(f"activity type {kind.__name__}: {problem}")
        found[name] = kind
    return found


def name_of(kind: type[Activity]) -> str:
    """The value of `type:` in a definition, or "" if the class has none."""
    field = kind.model_fields.get("type")
    values = get_args(field.annotation) if field else ()
    return str(values[0]) if len(values) == 1 else ""


def _problem(kind: type[Activity]) -> str:
    name = name_of(kind)
    if not name:
        return "`type` must be a Literal with its name"
    if missing := _missing(kind, _FACTS):
        return f"it lacks {missing}"
    if missing := _missing(kind.data_model, _DATA_FACTS):
        return f"its data model {kind.data_model.__name__} lacks {missing}"
    folder = templates() / "player" / "activities" / name
    for file in ("stage.html.jinja", "below.html.jinja"):
        if not (folder / file).is_file():
            return f"there is no templates/player/activities/{name}/{file}"
    return ""


def _missing(owner: Any, facts: tuple[str, ...]) -> str:
    names = [fact for fact in facts if not hasattr(owner, fact)] + sorted(owner.__abstractmethods__)
    return ", ".join(f"`{name}`" for name in names)
