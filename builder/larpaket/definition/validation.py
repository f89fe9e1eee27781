"""pydantic's errors as problems: where in the file, what is wrong, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from larpaket.definition.codes import Code
from larpaket.definition.errors import shown
from larpaket.definition.fields import did_you_mean, nearest
from larpaket.definition.model import (
    Defaults,
    Film,
    FilmVersion,
    LearningModule,
    Lrs,
    Privacy,
    Publisher,
    Question,
    Reflection,
    Section,
    Step,
    Theme,
)
from larpaket.definition.source import Place, at
from larpaket.definition.tree import Node
from larpaket.problems import Problem

Loc = tuple[str | int, ...]

# Keys and values that the design names and a later release implements.
_LATER_KEYS = {
    "rights", "contact", "extends", "changes", "remove", "add",
}  # fmt: skip
_LATER_VALUES = {
    "type": {"text", "agreement", "estimate", "checklist"},
}
_NAMES: dict[type[BaseModel], str] = {
    LearningModule: "a module",
    Publisher: "a publisher",
    Section: "a section",
    Step: "a step",
    Film: "a film",
    FilmVersion: "a version of a film",
    Reflection: "a reflection",
    Question: "a question",
    Defaults: "`defaults`",
    Lrs: "`lrs`",
    Privacy: "`privacy`",
    Theme: "`theme`",
}
_ACTIVITIES: dict[str, type[BaseModel]] = {"film": Film, "reflection": Reflection}
_INSIDE: dict[str, type[BaseModel]] = {
    "sections": Section,
    "steps": Step,
    "questions": Question,
    "audio_description": FilmVersion,
    "sign_language": FilmVersion,
    "defaults": Defaults,
    "lrs": Lrs,
    "privacy": Privacy,
    "theme": Theme,
}
_WANTED = {"tuple_type": "a list", "model_type": "a map of keys", "model_attributes_type": "a map of keys"}


def find(node: Node, loc: Sequence[str | int]) -> Node:
    """The node that `loc` leads to, or the last one on the way there."""
    for part in loc:
        child = node.get(part)
        if child is None:
            return node
        node = child
    return node


def key_place(node: Node, loc: Sequence[str | int]) -> Place:
    """The place of the key that `loc` ends with, or of the map where it is missing."""
    parent = find(node, loc[:-1])
    line, column, _ = parent.place
    return parent.keys.get(str(loc[-1]), (line, column, 1))


def explain(path: Path, node: Node, root: type[BaseModel], details: Sequence[Any]) -> Iterator[Problem]:
    """pydantic's error details as problems; `root` is the model that `node` was read as."""
    # A list whose items are wrong is also called too short: only the items are news.
    inner = [_without_tags(detail["loc"]) for detail in details if detail["type"] != "too_short"]
    # A key written almost right is not missing as well.
    almost = {
        (*_without_tags(detail["loc"])[:-1], near)
        for detail in details
        if detail["type"] == "extra_forbidden" and (near := nearest(str(detail["loc"][-1]), list(_owner(detail["loc"], root).model_fields)))
    }
    for detail in details:
        loc = _without_tags(detail["loc"])
        target = find(node, loc)
        if detail["type"] == "missing" and loc in almost:
            continue
        if detail["type"] not in ("missing", "extra_forbidden") and target.reported:
            continue
        if detail["type"] == "too_short" and any(other[: len(loc)] == loc and len(other) > len(loc) for other in inner):
            continue
        yield from _explain(path, node, _owner(detail["loc"], root), loc, detail)


def _explain(path: Path, node: Node, owner: type[BaseModel], loc: Loc, detail: Any) -> Iterator[Problem]:
    kind, here = detail["type"], find(node, loc).place
    name = next((part for part in reversed(loc) if isinstance(part, str)), "")
    if kind == "definition":
        for error in detail["ctx"]["errors"]:
            whole = (*loc, *error.at)
            if not find(node, whole).reported:
                place = key_place(node, whole) if error.key else find(node, whole).place
                yield at(path, place, error.code, error.text, error.help)
    elif kind == "extra_forbidden":
        yield _unknown_key(path, key_place(node, loc), name, owner)
    elif kind == "missing":
        yield _missing_key(path, node, loc, owner)
    elif kind == "union_tag_not_found":
        yield at(path, here, Code.MISSING_KEY, "an activity needs `type`", "add `type: film` or `type: reflection`")
    elif kind == "union_tag_invalid":
        yield _wrong_choice(path, find(node, (*loc, "type")), "type", list(_ACTIVITIES))
    elif kind == "literal_error":
        expected = detail["ctx"]["expected"].replace(" or ", ", ").split(", ")
        yield _wrong_choice(path, find(node, loc), name, [choice.strip("'") for choice in expected])
    elif kind == "too_short":
        yield at(path, here, Code.WRONG_VALUE, f"`{name}` is empty", "give at least one")
    else:
        wanted = _WANTED.get(kind, "another kind of value")
        help = "begin each item with `- ` on a line of its own" if wanted == "a list" else "write `key: value` lines below it"
        yield at(path, here, Code.WRONG_VALUE, f"{wanted} is needed here, not {shown(find(node, loc).plain())}", help)


def _unknown_key(path: Path, here: Place, name: str, owner: type[BaseModel]) -> Problem:
    if name in _LATER_KEYS:
        return at(path, here, Code.NOT_YET, f"`{name}` is planned, but this release does not have it yet", "remove it for now")
    known = list(owner.model_fields)
    help = did_you_mean(name, known) or _elsewhere(name) or f"the keys are {_listed(known)}"
    return at(path, here, Code.UNKNOWN_KEY, f"{shown(name)} is not a key of {_NAMES[owner]}", help)


def _elsewhere(name: str) -> str:
    """A key that stands at the wrong depth."""
    titles = [title for model, title in _NAMES.items() if name in model.model_fields and model is not Publisher]
    return f"it is a key of {' and of '.join(titles)}: see how far it is indented" if titles else ""


def _missing_key(path: Path, node: Node, loc: Loc, owner: type[BaseModel]) -> Problem:
    name, parent = str(loc[-1]), find(node, loc[:-1])
    if name == "video" and "captions" in parent.keys:
        return at(path, parent.keys["captions"], Code.NO_FILM, "there are captions, but no film", "add `video: film.mp4`")
    return at(path, key_place(node, loc), Code.MISSING_KEY, f"{_NAMES[owner]} needs `{name}`", f"add `{name}:` here")


def _wrong_choice(path: Path, value: Node, name: str, choices: list[str]) -> Problem:
    said = value.plain()
    if isinstance(said, str) and said in _LATER_VALUES.get(name, ()):
        text = f"`{name}: {said}` is planned, but this release does not have it yet"
        return at(path, value.place, Code.NOT_YET, text, _write(choices))
    help = (did_you_mean(said, choices) if isinstance(said, str) else "") or _write(choices)
    if name == "audio_description":
        help += ", or `video:` with the described film below it"
    return at(path, value.place, Code.WRONG_VALUE, f"{shown(said)} is no value of `{name}`", help)


def _without_tags(loc: Loc) -> Loc:
    """Where in the file: pydantic puts the activity's type behind its index, and which of the two kinds an audio description is."""
    return tuple(part for at, part in enumerate(loc) if not _is_tag(loc, at))


def _is_tag(loc: Loc, at: int) -> bool:
    if at and loc[at - 1] == "audio_description":
        return loc[at] in ("version", "word")
    return at > 1 and loc[at - 2] == "activities" and isinstance(loc[at - 1], int)


def _owner(loc: Loc, root: type[BaseModel]) -> type[BaseModel]:
    """The model that the last part of `loc` is a key of."""
    for index in reversed(range(len(loc) - 1)):
        part = loc[index]
        if _is_tag(loc, index) and part in _ACTIVITIES:
            return _ACTIVITIES[str(part)]
        if part in _INSIDE:
            return _INSIDE[str(part)]
    return root


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _write(choices: Sequence[str]) -> str:
    *most, last = (f"`{choice}`" for choice in choices)
    return f"write {', '.join(most)} or {last}" if most else f"write {last}"
