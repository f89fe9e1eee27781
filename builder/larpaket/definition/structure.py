"""Checks on the tree itself: what the model cannot see, or what must be reported even when it fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from pydantic import BaseModel

from larpaket.definition.activity import Activity
from larpaket.definition.codes import Code
from larpaket.definition.errors import Context
from larpaket.definition.fields import TextMark, is_id, is_language
from larpaket.definition.model import Defaults, Kinds
from larpaket.definition.source import at
from larpaket.definition.tree import Node
from larpaket.definition.walk import models_in
from larpaket.problems import Place, Problem


def _is_text(annotation: object) -> bool:
    return isinstance(annotation, TextMark) or any(
        _is_text(part) for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ()))
    )


def _text_keys(*models: type[BaseModel]) -> frozenset[str]:
    fields = [(name, field) for model in models for name, field in model.model_fields.items()]
    return frozenset(
        name
        for name, field in fields
        if _is_text(field.annotation) or any(_is_text(mark) for mark in field.metadata)
    )


def text_keys(model: type[BaseModel]) -> frozenset[str]:
    """The keys of `model`, and of all models inside it, whose values are an author's texts."""
    return _text_keys(*models_in(model))


def check_texts(path: Path, node: Node, model: type[BaseModel]) -> Iterator[Problem]:
    """Texts that YAML would cut: inside `{ }` at a comma, elsewhere at ` #`. `model` is what the node will be
    read as.
    """
    keys = text_keys(model)
    for found in node.maps():
        for key, value in found.value.items() if isinstance(found.value, dict) else ():
            if key in keys:
                yield from _check_text(path, found, key, value)


def _check_text(path: Path, owner: Node, key: str, value: Node) -> Iterator[Problem]:
    if owner.flow or (isinstance(value.value, dict) and value.flow):
        for part in [value, *(value.value.values() if isinstance(value.value, dict) else ())]:
            part.reported = True
        help = "a comma would cut the text: put each key on its own line"
        yield at(owner.keys[key], Code.TEXT_IN_FLOW_MAP, "a text is written inside `{ }`", help)
    for text in value.value.values() if isinstance(value.value, dict) else [value]:
        if text.comment:
            text.reported = True
            help = "put the text in quotes, or move the comment to its own line"
            yield at(
                text.place,
                Code.COMMENT_BEHIND_TEXT,
                "the `#` after this text begins a comment, so the rest of the line is lost",
                help,
            )


def check_ids_once(path: Path, node: Node) -> Iterator[Problem]:
    """Ids of steps, activities and questions are unique in the module: IRIs and the page use them."""
    seen: dict[str, Place] = {}
    for found in node.maps():
        id = found.get("id")
        if found is node or id is None or not isinstance(id.value, str) or id.reported:
            continue
        first = seen.setdefault(id.value, id.place)
        if first is not id.place and is_id(id.value):
            where = "" if first.path == id.place.path else f"in {first.path.parent.name}/{first.path.name}, "
            text = f"the id `{id.value}` is used twice, first {where}on line {first.line}"
            yield at(id.place, Code.DUPLICATE_ID, text, "give one of them another id")


def check_folder(path: Path, node: Node) -> Iterator[Problem]:
    """The module's id is its folder's name, so that it is found, and unique in the project."""
    id, folder = node.get("id"), path.parent.resolve()
    if not id or not isinstance(id.value, str) or not is_id(id.value) or id.value == folder.name:
        return
    text = f"the module's id is `{id.value}`, but its folder is `{folder.name}`"
    help = f"rename the folder to `{id.value}`; change the id only if no learner has used it"
    original = folder.parent / id.value
    if (original / path.name).is_file() and not original.samefile(folder):
        new = re.sub(r"[^a-z0-9-]+", "-", folder.name.lower()).strip("-")
        wanted = new if is_id(new) and new != id.value else f"{id.value}-2"
        name = "" if wanted == folder.name else f", and call the folder `{wanted}`"
        help = (
            f"this looks like a copy of `{id.value}`: write `id: {wanted}`{name}, and remove its ids.lock, "
            "which is the original's"
        )
    yield at(id.place, Code.NOT_THE_FOLDER, text, help)


def check_activities(context: Context, node: Node, kinds: Kinds) -> Iterator[Problem]:
    """The problems that each activity's type finds in its node."""
    for activity in _activities(node):
        if kind := _kind_of(activity, kinds):
            yield from kind.check_tree(activity, context)


def languages_of(node: Node) -> tuple[str, ...]:
    """The module's languages; empty if they are wrong themselves, so that nothing is checked against them."""
    languages = node.get("languages")
    values = languages.plain() if languages else None
    if not isinstance(values, list) or not all(is_language(value) for value in values):
        return ()
    return tuple(dict.fromkeys(values))


def activities_of(node: Node) -> tuple[tuple[str, str], ...]:
    """The ids and types of the activities that have both, in order."""
    pairs = [(activity.get("id"), activity.get("type")) for activity in _activities(node)]
    values = [(id.value, type.value) for id, type in pairs if id and type]
    return tuple((id, type) for id, type in values if isinstance(id, str) and isinstance(type, str))


def apply_defaults(node: Node, kinds: Kinds) -> None:
    """Give the module's valid `defaults` to each activity that accepts them and does not set its own."""
    defaults = node.get("defaults")
    if defaults is None or not isinstance(defaults.value, dict):
        return
    allowed = {name: get_args(field.annotation) for name, field in Defaults.model_fields.items()}
    valid = {
        key: value
        for key, value in defaults.value.items()
        if isinstance(value.value, str) and value.value in allowed.get(key, ())
    }
    for activity in _activities(node):
        kind = _kind_of(activity, kinds)
        if kind and isinstance(activity.value, dict):
            activity.value |= {
                key: value
                for key, value in valid.items()
                if key in kind.defaults and key not in activity.value
            }


def ids_of(node: Node, kinds: Kinds) -> frozenset[str] | None:
    """The ids that learners' results depend on, even when the model fails; None if one of them is unknown."""
    found: set[str] = set()
    for activity in _activities(node):
        id, kind = activity.get("id"), _kind_of(activity, kinds)
        if id is None or not isinstance(id.value, str) or kind is None:
            return None
        inner = kind.tree_ids(activity)
        if None in inner:
            return None
        found |= {id.value, *(f"{id.value}/{one.value}" for one in inner if one)}
    return frozenset(found) or None


def _activities(node: Node) -> Iterator[Node]:
    for owner in node.maps():
        if activities := owner.get("activities"):
            yield from activities.value if isinstance(activities.value, list) else [activities]


def _kind_of(activity: Node, kinds: Kinds) -> type[Activity] | None:
    type = activity.get("type")
    return kinds.get(type.value) if type and isinstance(type.value, str) else None
