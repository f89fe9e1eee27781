"""pydantic's errors as problems: where in the file, what is wrong, how to fix it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from larpaket.definition.base import Model
from larpaket.definition.codes import Code
from larpaket.definition.errors import shown
from larpaket.definition.fields import did_you_mean, nearest
from larpaket.definition.source import at
from larpaket.definition.tree import Node
from larpaket.definition.walk import Loc, models_in, owner_of, tags_of
from larpaket.problems import Place, Problem

# Keys and values that the design names and a later release implements.
_LATER_KEYS = {
    "rights", "contact",
}  # fmt: skip
# Whether it is an item of a list.
_AS_A_MAP = {
    True: "write its keys on lines of their own: `- id: opening`, and below the `id` the others",
    False: "write its keys on lines of their own below it, indented by two spaces, as in `sv: Hej`",
}
_WANTED = {"tuple_type": "a list", "model_type": "a map of keys", "model_attributes_type": "a map of keys"}


def find(node: Node, loc: Sequence[str | int]) -> Node:
    """The node at `loc`, or the last one on the way there."""
    for part in loc:
        child = node.get(part)
        if child is None:
            return node
        node = child
    return node


def key_place(node: Node, loc: Sequence[str | int]) -> Place:
    """The place of the last key in `loc`, or of the map that lacks it."""
    parent = find(node, loc[:-1])
    return parent.keys.get(str(loc[-1]), replace(parent.place, length=1))


def explain(node: Node, root: type[Model], details: Sequence[Any]) -> Iterator[Problem]:
    """pydantic's error details as problems; `root` is the model that `node` was read as."""
    # pydantic also calls a list of wrong items too short: report only the items.
    placed = [(*owner_of(detail["loc"], root), detail) for detail in details]
    inner = [loc for _, loc, detail in placed if detail["type"] != "too_short"]
    # A misspelt key is not reported as missing too.
    almost = {
        (*loc[:-1], near)
        for owner, loc, detail in placed
        if detail["type"] == "extra_forbidden" and (near := nearest(str(loc[-1]), list(owner.model_fields)))
    }
    for owner, loc, detail in placed:
        target = find(node, loc)
        if detail["type"] == "missing" and loc in almost:
            continue
        if detail["type"] not in ("missing", "extra_forbidden") and target.reported:
            continue
        if detail["type"] == "too_short" and any(
            other[: len(loc)] == loc and len(other) > len(loc) for other in inner
        ):
            continue
        yield from _explain(node, root, owner, loc, detail)


def _explain(
    node: Node, root: type[Model], owner: type[BaseModel], loc: Loc, detail: Any
) -> Iterator[Problem]:
    kind, here = detail["type"], find(node, loc).place
    name = next((part for part in reversed(loc) if isinstance(part, str)), "")
    if kind == "definition":
        for error in detail["ctx"]["errors"]:
            whole = (*loc, *error.at)
            if not find(node, whole).reported:
                place = key_place(node, whole) if error.key else find(node, whole).place
                yield at(place, error.code, error.text, error.help)
    elif kind == "extra_forbidden":
        yield _unknown_key(key_place(node, loc), name, owner, root)
    elif kind == "missing":
        yield _missing_key(node, loc, owner)
    elif kind == "union_tag_not_found":
        choices = [f"`type: {type}`" for type in _types(root)]
        yield at(here, Code.MISSING_KEY, "an activity needs `type`", f"add {_either(choices)}")
    elif kind == "union_tag_invalid":
        yield _wrong_choice(find(node, (*loc, "type")), "type", _types(root), owner)
    elif kind == "literal_error":
        expected = detail["ctx"]["expected"].replace(" or ", ", ").split(", ")
        yield _wrong_choice(find(node, loc), name, [choice.strip("'") for choice in expected], owner)
    elif kind == "too_short":
        yield at(here, Code.WRONG_VALUE, f"`{name}` is empty", "add at least one")
    else:
        wanted = _WANTED.get(kind, "another kind of value")
        help = (
            "begin each item with `- ` on its own line"
            if wanted == "a list"
            else _AS_A_MAP[bool(loc and isinstance(loc[-1], int))]
        )
        yield at(here, Code.WRONG_VALUE, f"expected {wanted}, found {shown(find(node, loc).plain())}", help)


def _unknown_key(here: Place, name: str, owner: type[BaseModel], root: type[Model]) -> Problem:
    if name in _LATER_KEYS:
        return at(
            here,
            Code.NOT_YET,
            f"`{name}` is planned, but this release does not have it yet",
            "remove it for now",
        )
    known = list(owner.model_fields)
    help = did_you_mean(name, known) or _elsewhere(name, root) or f"the keys are {_listed(known)}"
    return at(here, Code.UNKNOWN_KEY, f"{shown(name)} is not a key of {_called(owner)}", help)


def _elsewhere(name: str, root: type[Model]) -> str:
    """Help for a key at the wrong depth: which models have it."""
    titles = [_called(model) for model in models_in(root) if name in model.model_fields]
    return f"it is a key of {' and of '.join(titles)}: check the indentation" if titles else ""


def _missing_key(node: Node, loc: Loc, owner: type[BaseModel]) -> Problem:
    name, parent = str(loc[-1]), find(node, loc[:-1])
    if found := issubclass(owner, Model) and owner.without(name, parent.keys):
        return at(parent.keys[found.because], found.code, found.text, found.help)
    return at(
        key_place(node, loc), Code.MISSING_KEY, f"{_called(owner)} needs `{name}`", f"add `{name}:` here"
    )


def _wrong_choice(value: Node, name: str, choices: list[str], owner: type[BaseModel]) -> Problem:
    said = value.plain()
    help = (did_you_mean(said, choices) if isinstance(said, str) else "") or _write(choices)
    help += owner.hints.get(name, "") if issubclass(owner, Model) else ""
    return at(value.place, Code.WRONG_VALUE, f"{shown(said)} is not a valid value for `{name}`", help)


def _called(model: type[BaseModel]) -> str:
    return model.called if issubclass(model, Model) else model.__name__


def _types(root: type[Model]) -> list[str]:
    """The activity types that an author can choose."""
    return [tag for model in models_in(root) if "required" in model.model_fields for tag in tags_of(model)]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _write(choices: Sequence[str]) -> str:
    return f"write {_either([f'`{choice}`' for choice in choices])}"


def _either(choices: Sequence[str]) -> str:
    *most, last = choices
    return f"{', '.join(most)} or {last}" if most else last
