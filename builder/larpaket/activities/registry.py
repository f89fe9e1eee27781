"""Collects the activity types, and refuses incomplete ones."""

from __future__ import annotations

import re
from typing import Any, get_args

from larpaket.definition.activity import Activity
from larpaket.definition.model import Defaults, Kinds
from larpaket.definition.notes import WritesText
from larpaket.definition.state import DONE
from larpaket.problems import LarpaketError
from larpaket.templates import templates

_FACTS = ("called", "data_model", "defaults", "state", "vital", "sends_text", "checks")
_DATA_FACTS = ("has_text_version",)
_PAGE_PARTS = ("summary", "reason", "help", "passes", "fails")
_STAGE, _BELOW = "stage.html.jinja", "below.html.jinja"
_ELEMENT = 'id="a-{{ activity.id }}"'
_UNLAYERED = re.compile(r"^(?!@layer|@media|\s|\}|/\*|$)", re.M)


class ActivityError(LarpaketError):
    """An activity type is incomplete or inconsistent."""


def registry(*kinds: type[Activity]) -> Kinds:
    """The types by their names; ActivityError if one of them would produce a broken page."""
    found: dict[str, type[Activity]] = {}
    codes: dict[str, str] = {}
    members = dict(DONE)
    for kind in kinds:
        name, problem = name_of(kind), _problem(kind)
        if not problem and name in found:
            problem = "another type has this name"
        for key, member in () if problem else kind.state.items():
            if members.setdefault(key, member) != member:
                problem = f"another type keeps something else in the saved state as `{key}`"
        for rule in () if problem else kind.checks:
            if (other := codes.setdefault(rule.id, name)) != name or kind.checks.count(rule) > 1:
                problem = f"the check {rule.id} is registered by `{other}` too"
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
    if not kind.called:
        return "`called` is empty"
    if unknown := sorted(kind.defaults - set(Defaults.model_fields)):
        return f"`defaults` names `{unknown[0]}`, which is not a key of a module's `defaults`"
    if kind.sends_text != issubclass(kind, WritesText):
        return "`sends_text` must be true exactly if it derives from `WritesText`"
    for rule in kind.checks:
        if empty := [part for part in _PAGE_PARTS if not getattr(rule, part)]:
            return f"the page of its check {rule.id} lacks `{empty[0]}`"
    return _problem_of_page(name)


def _problem_of_page(name: str) -> str:
    folder = templates() / "player" / "activities" / name
    for file in (_STAGE, _BELOW):
        if not (folder / file).is_file():
            return f"there is no templates/player/activities/{name}/{file}"
    if _ELEMENT not in (folder / _STAGE).read_text("utf-8"):
        return f"templates/player/activities/{name}/{_STAGE} has no element with {_ELEMENT}"
    for sheet in sorted(folder.glob("*.css")):
        if _UNLAYERED.search(sheet.read_text("utf-8")):
            return f"templates/player/activities/{name}/{sheet.name} has rules outside a layer"
    return ""


def _missing(owner: Any, facts: tuple[str, ...]) -> str:
    names = [fact for fact in facts if not hasattr(owner, fact)] + sorted(owner.__abstractmethods__)
    return ", ".join(f"`{name}`" for name in names)
