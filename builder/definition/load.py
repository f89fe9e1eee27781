"""Reads a definition: nodes, then the model, with every problem of every kind at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError

from builder.definition import errors
from builder.definition.codes import Code
from builder.definition.fields import Context, TextMark
from builder.definition.ids import check_ids
from builder.definition.model import Film, LearningModule, Publisher, Question, Reflection, Section, Step
from builder.definition.source import Place, at
from builder.definition.tree import Node, read_tree
from builder.problems import Problem

DEFINITION = "module.yaml"

M = TypeVar("M", bound=BaseModel)
_TEXT_KEYS = {
    name
    for model in (LearningModule, Section, Step, Film, Reflection, Question)
    for name, field in model.model_fields.items()
    if any(
        isinstance(mark, TextMark) for mark in (*field.metadata, *(mark for part in get_args(field.annotation) for mark in get_args(part)))
    )
}


def load_publisher(path: Path) -> tuple[Publisher | None, list[Problem]]:
    """The publisher in `path`, or None, and what is wrong."""
    node, problems = read_tree(path)
    if node is None:
        return None, problems
    publisher, found = _validate(Publisher, node, path, Context(path.parent))
    return publisher, problems + found


def load_module(folder: Path, publisher: Publisher) -> tuple[LearningModule | None, list[Problem]]:
    """The module in `folder`, or None, and what is wrong; a module without languages of its own speaks the publisher's first."""
    path = folder / DEFINITION
    node, problems = read_tree(path)
    if node is None:
        return None, problems
    problems += _check_texts(node, path)
    problems += _check_duplicate_ids(node, path)
    if isinstance(node.value, dict) and "languages" not in node.value:
        node.value["languages"] = Node([Node(publisher.languages[0], node.place)], node.place)
    _apply_defaults(node)
    context = Context(folder, _languages(node))
    module, found = _validate(LearningModule, node, path, context)
    problems += found + context.problems
    if module:
        if module.id != folder.name:
            text = f"the module's id is `{module.id}`, its folder is `{folder.name}`"
            problems.append(
                at(path, errors.place(node, ("id",)), Code.NOT_THE_FOLDER, text, "rename the folder; keep an id that learners have met")
            )
        problems += check_ids(module, folder, path)
    return (None if any(problem.severity == "error" for problem in problems) else module), problems


def _validate(model: type[M], node: Node, path: Path, context: Context) -> tuple[M | None, list[Problem]]:
    if not isinstance(node.value, dict):
        return None, [at(path, node.place, Code.WRONG_VALUE, "a definition is made of `key: value` lines", "begin with `id:` or `name:`")]
    try:
        return model.model_validate(node.plain(), context=context), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
        # A list whose items are wrong is also called too short: only the items are news.
        inner = [detail["loc"] for detail in details if detail["type"] != "too_short"]
        news = [d for d in details if d["type"] != "too_short" or not any(loc[: len(d["loc"])] == d["loc"] for loc in inner)]
        return None, [errors.explain(path, node, model, detail) for detail in news]


def _languages(node: Node) -> tuple[str, ...]:
    """The languages as written, even when something else is wrong with the module."""
    value = node.plain().get("languages") if isinstance(node.value, dict) else None
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _apply_defaults(node: Node) -> None:
    """Give the module's `defaults` to each reflection that is silent."""
    defaults = node.value.get("defaults") if isinstance(node.value, dict) else None
    if defaults is None or not isinstance(defaults.value, dict):
        return
    for found in _maps(node):
        assert isinstance(found.value, dict)
        kind = found.value.get("type")
        if kind is not None and kind.value == "reflection":
            for key, value in defaults.value.items():
                found.value.setdefault(key, value)
                found.keys.setdefault(key, defaults.keys[key])


def _check_texts(node: Node, path: Path) -> Iterator[Problem]:
    for found in _maps(node):
        assert isinstance(found.value, dict)
        for key, value in found.value.items():
            if key not in _TEXT_KEYS:
                continue
            if found.flow or (isinstance(value.value, dict) and value.flow):
                help = "a comma in it would cut the text: write the keys on lines of their own"
                yield at(path, found.keys[key], Code.TEXT_IN_FLOW_MAP, "a text stands inside `{ }`", help)
            for text in value.value.values() if isinstance(value.value, dict) else [value]:
                if text.comment:
                    yield at(
                        path,
                        text.place,
                        Code.COMMENT_BEHIND_TEXT,
                        "what follows the `#` is lost",
                        "quote the text, or move the comment to its own line",
                    )


def _check_duplicate_ids(node: Node, path: Path) -> Iterator[Problem]:
    """Ids of activities and steps are unique in the module, those of questions too: they stand in IRIs and in the page."""
    seen: dict[str, Place] = {}
    for found in _maps(node):
        assert isinstance(found.value, dict)
        id = found.value.get("id")
        if found is node or id is None or not isinstance(id.value, str):
            continue
        if first := seen.get(id.value):
            text = f"the id `{id.value}` is used twice; first in line {first[0]}"
            yield at(path, id.place, Code.DUPLICATE_ID, text, "give one of them another id")
        else:
            seen[id.value] = id.place


def _maps(node: Node) -> Iterator[Node]:
    if isinstance(node.value, dict):
        yield node
        for child in node.value.values():
            yield from _maps(child)
    elif isinstance(node.value, list):
        for child in node.value:
            yield from _maps(child)
