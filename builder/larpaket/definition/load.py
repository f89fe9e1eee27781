"""Reads a definition: nodes, then the model, with every problem of every kind at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from larpaket.definition import structure
from larpaket.definition.codes import Code
from larpaket.definition.errors import Context
from larpaket.definition.fields import is_id_path
from larpaket.definition.ids import check
from larpaket.definition.model import LearningModule, Publisher
from larpaket.definition.tree import Node, read_tree
from larpaket.definition.validation import explain, key_place
from larpaket.problems import Problem, Severity, order

DEFINITION = "module.yaml"
_MOST_PROBLEMS = 100

M = TypeVar("M", bound=BaseModel)


def load_publisher(path: Path) -> tuple[Publisher | None, list[Problem]]:
    """The publisher in `path`, or None when it has errors; and everything that is wrong, from the top."""
    node, problems = read_tree(path)
    publisher = None
    if node is not None:
        problems += structure.check_texts(path, node)
        publisher, found = _validate(Publisher, path, node, Context(path.parent))
        problems += found
    return _result(path, publisher, problems)


def load_module(folder: Path, publisher: Publisher) -> tuple[LearningModule | None, list[Problem]]:
    """The module in `folder`, or None when it has errors; and everything that is wrong in it and its files, file by file from the top.

    A module that names no languages speaks the publisher's first.
    """
    path = folder / DEFINITION
    node, problems = read_tree(path)
    module = None
    if node is not None:
        if isinstance(node.value, dict) and "languages" not in node.value:
            node.value["languages"] = Node([Node(publisher.languages[0], node.place)], node.place)
        structure.apply_defaults(node)
        context = Context(folder, structure.languages_of(node), publisher.media)
        problems += structure.check_texts(path, node)
        module, found = _validate(LearningModule, path, node, context)
        problems += found
        problems += context.problems
        problems += structure.check_ids_once(path, node)
        problems += structure.check_folder(path, node)
        problems += structure.check_lengths(context, node)
        problems += _check_lock(folder, node)
    return _result(path, module, problems)


def _validate(model: type[M], path: Path, node: Node, context: Context) -> tuple[M | None, list[Problem]]:
    try:
        return model.model_validate(node.plain(), context=context), []
    except ValidationError as error:
        return None, list(explain(path, node, model, error.errors(include_url=False)))


def _check_lock(folder: Path, node: Node) -> list[Problem]:
    ids = structure.ids_of(node)
    renamed = node.get("renamed")
    pairs = renamed.plain() if renamed else {}
    if ids is None or not isinstance(pairs, dict):
        return []
    pairs = {old: new for old, new in pairs.items() if isinstance(new, str) and is_id_path(old) and is_id_path(new)}
    return check(ids, pairs, folder, lambda old: key_place(node, ("renamed", old)))


def _result(path: Path, found: M | None, problems: Sequence[Problem]) -> tuple[M | None, list[Problem]]:
    kept = sorted(dict.fromkeys(problems), key=order)
    if len(kept) > _MOST_PROBLEMS:
        text = f"{len(kept) - _MOST_PROBLEMS} more problems are not shown"
        kept = [*kept[:_MOST_PROBLEMS], Problem(path=path, code=Code.TOO_MANY, text=text, help="mend these first")]
    if any(problem.severity == Severity.ERROR for problem in kept):
        return None, kept
    return found, kept
