"""pydantic's errors as problems: where in the file, what is wrong, how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from builder.definition.codes import Code
from builder.definition.model import Defaults, Film, LearningModule, Publisher, Question, Reflection, Section, Step
from builder.definition.source import Place, at
from builder.definition.tree import Node
from builder.problems import Problem

# Keys and values that the design names and a later release implements.
_LATER_KEYS = {
    "guide", "rights", "contact", "chapters", "sign_language", "theme", "tracking", "lrs", "privacy", "accessibility",
    "extends", "changes", "remove", "add",
}  # fmt: skip
_LATER_VALUES = {
    "mode": {"either"},
    "notes": {"private", "device", "lms", "lrs"},
    "type": {"text", "agreement", "estimate", "checklist"},
    "formats": {"scorm2004-2nd", "scorm2004-3rd", "scorm2004-4th", "xapi", "cmi5", "web"},
}
_NAMES: dict[type[BaseModel], str] = {
    Defaults: "`defaults`",
    Film: "a film",
    LearningModule: "a module",
    Publisher: "a publisher",
    Question: "a question",
    Reflection: "a reflection",
    Section: "a section",
    Step: "a step",
}


def place(node: Node, loc: Sequence[str | int], *, key: bool = False) -> Place:
    """Where `loc` leads from `node`; as far as it goes. With `key`, the place of the last key itself."""
    found = node.place
    for index, part in enumerate(loc):
        if isinstance(node.value, dict) and part in node.value:
            last = index == len(loc) - 1
            found = node.keys.get(str(part), node.place) if key and last else node.value[str(part)].place
            node = node.value[str(part)]
        elif isinstance(node.value, list) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            found = node.place
    return found


def explain(path: Path, node: Node, root: type[BaseModel], error: Any) -> Problem:
    """One of pydantic's errors as a problem; `root` is the model that `node` was read as."""
    loc, kind, context = error["loc"], error["type"], error.get("ctx", {})
    here = place(node, loc)
    if kind == "definition":
        return at(path, here, Code(context["code"]), context["text"], context["help"])
    if kind == "extra_forbidden":
        return _unknown_key(path, place(node, loc, key=True), loc, root)
    if kind == "missing":
        return _missing_key(path, node, loc, root)
    if kind in ("union_tag_not_found",):
        return at(path, here, Code.MISSING_KEY, "`type` is missing", "write `type: film` or `type: reflection`")
    if kind in ("literal_error", "union_tag_invalid"):
        return _wrong_choice(path, node, error)
    if kind in ("too_short", "too_long"):
        return _wrong_number(path, here, loc, kind)
    wanted = {"tuple_type": "a list", "string_type": "a text", "dict_type": "a map", "model_type": "a map of keys", "mapping_type": "a map"}
    text = f"{wanted.get(kind, 'another value')} is needed here"
    return at(
        path,
        here,
        Code.WRONG_VALUE,
        text,
        "write each item on a line that begins with `- `" if kind == "tuple_type" else "see the example in the README",
    )


def _unknown_key(path: Path, here: Place, loc: Sequence[str | int], root: type[BaseModel]) -> Problem:
    name = str(loc[-1])
    if name in _LATER_KEYS:
        return at(path, here, Code.NOT_YET, f"`{name}` is planned, but this release does not have it yet", "remove it for now")
    model = _model(loc, root)
    known = list(model.model_fields)
    near = get_close_matches(name, known, 1)
    help = f"did you mean `{near[0]}`?" if near else f"the keys are {', '.join(f'`{key}`' for key in known)}"
    return at(path, here, Code.UNKNOWN_KEY, f"`{name}` is not a key of {_NAMES[model]}", help)


def _missing_key(path: Path, node: Node, loc: Sequence[str | int], root: type[BaseModel]) -> Problem:
    name, owner = str(loc[-1]), _model(loc, root)
    parent = node
    for part in loc[:-1]:
        if isinstance(parent.value, dict) and part in parent.value:
            parent = parent.value[str(part)]
        elif isinstance(parent.value, list) and isinstance(part, int):
            parent = parent.value[part]
    here = (*parent.place[:2], 1)
    if name == "video" and isinstance(parent.value, dict) and "captions" in parent.value:
        return at(path, parent.keys["captions"], Code.NO_FILM, "there are captions, but no film", "add `video: film.mp4`")
    return at(path, here, Code.MISSING_KEY, f"{_NAMES[owner]} needs `{name}`", f"add `{name}:` here")


def _wrong_choice(path: Path, node: Node, error: Any) -> Problem:
    loc, value = error["loc"], error["input"]
    name = next((part for part in reversed(loc) if isinstance(part, str)), "")
    if error["type"] == "union_tag_invalid":
        name, value = "type", error["ctx"]["tag"]
        loc = (*loc, "type")
    here = place(node, loc)
    if value in _LATER_VALUES.get(name, ()):
        return at(
            path, here, Code.NOT_YET, f"`{name}: {value}` is planned, but this release does not have it yet", "choose another for now"
        )
    expected = error["ctx"].get("expected") or error["ctx"].get("expected_tags", "")
    choices = [choice.strip(" '") for choice in expected.replace(" or ", ", ").split(",")]
    near = get_close_matches(str(value), choices, 1)
    help = f"did you mean `{near[0]}`?" if near else f"choose {' or '.join(f'`{choice}`' for choice in choices)}"
    shown = f"`{value}`" if isinstance(value, str) else "this"
    return at(path, here, Code.WRONG_VALUE, f"{shown} is no value of `{name}`", help)


def _wrong_number(path: Path, here: Place, loc: Sequence[str | int], kind: str) -> Problem:
    name = next((part for part in reversed(loc) if isinstance(part, str)), "")
    if kind == "too_long" and name == "questions":
        text = "several questions in one reflection are planned, but this release does not have them yet"
        return at(path, here, Code.NOT_YET, text, "make a reflection of each question")
    return at(path, here, Code.WRONG_VALUE, f"`{name}` is empty", "give at least one")


def _model(loc: Sequence[str | int], root: type[BaseModel]) -> type[BaseModel]:
    """The model that the last part of `loc` is a key of."""
    owners: dict[str, type[BaseModel]] = {
        "sections": Section,
        "steps": Step,
        "questions": Question,
        "film": Film,
        "reflection": Reflection,
        "defaults": Defaults,
    }
    for part in reversed(loc[:-1]):
        if isinstance(part, str) and part in owners:
            return owners[part]
    return root
