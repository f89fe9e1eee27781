"""Reads a definition: first nodes, then the model; reports all problems at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from larpaket.definition import structure
from larpaket.definition.base import Model
from larpaket.definition.codes import Code
from larpaket.definition.errors import Context
from larpaket.definition.fields import is_id_path
from larpaket.definition.ids import LOCK, check
from larpaket.definition.model import Kinds, LearningModule, module_model
from larpaket.definition.original import check_originals
from larpaket.definition.overlay import Original, merged
from larpaket.definition.project import find_project
from larpaket.definition.publisher import Publisher
from larpaket.definition.source import DEFINITION
from larpaket.definition.tree import Node, read_tree
from larpaket.definition.validation import explain, key_place
from larpaket.problems import Place, Problem, ProblemsError, Severity, order

_MOST_PROBLEMS = 100

M = TypeVar("M", bound=Model)


def load_publisher(path: Path, formats: Iterable[str]) -> tuple[Publisher | None, list[Problem]]:
    """The publisher in `path`, or None if it has errors; and all problems, from the top.

    `formats` are the ids of the registered formats.
    """
    node, problems = read_tree(path)
    publisher = None
    if node is not None:
        problems += structure.check_texts(path, node, Publisher)
        context = Context(path.parent, formats=tuple(formats))
        publisher, found = _validate(Publisher, node, context)
        problems += found
        if publisher:
            publisher.read_from(node, (path, *context.files()))
    return _result(path, publisher, problems)


def publisher_at(start: Path, formats: Iterable[str]) -> tuple[Path, Publisher]:
    """The project above `start`, and its publisher; ProblemsError if that has errors. `formats` are the ids
    of the registered formats.
    """
    project = find_project(start)
    publisher, problems = load_publisher(project, formats)
    if publisher is None:
        raise ProblemsError(problems)
    return project, publisher


def load_module(
    folder: Path, publisher: Publisher, kinds: Kinds
) -> tuple[LearningModule | None, list[Problem]]:
    """The module in `folder`, or None if it has errors; and all problems in it and its files, file by file
    from the top.

    `kinds` are the activity types that it may have. A module without `languages` is in the publisher's first.
    """
    path = folder / DEFINITION
    node, problems = read_tree(path)
    module: LearningModule | None = None
    originals: tuple[Original, ...] = ()
    if node is not None:
        node, originals, found = merged(path, node)
        problems += found
    if node is not None:
        if isinstance(node.value, dict) and "languages" not in node.value:
            node.value["languages"] = Node([Node(publisher.languages[0], node.place)], node.place)
        structure.apply_defaults(node, kinds)
        beyond = tuple(original.folder for original in originals)
        context = Context(
            folder,
            structure.languages_of(node),
            publisher.media,
            activities=structure.activities_of(node),
            beyond=beyond,
        )
        model = module_model(kinds)
        problems += structure.check_texts(path, node, model)
        module, found = _validate(model, node, context)
        problems += found
        problems += context.problems
        problems += structure.check_ids_once(path, node)
        problems += structure.check_folder(path, node)
        problems += check_originals(folder, originals)
        problems += structure.check_activities(context, node, kinds)
        wrong = any(problem.severity is Severity.ERROR for problem in problems)
        # An id may be gone because of another mistake.
        problems += [
            problem
            for problem in _check_lock(folder, node, kinds)
            if not (wrong and problem.code == Code.VANISHED_ID)
        ]
        if module:
            lock = (folder / LOCK,) if (folder / LOCK).is_file() else ()
            extended = tuple(original.folder / DEFINITION for original in originals)
            module.read_from(folder, node, (path, *lock, *extended, *context.files()), originals)
    return _result(path, module, problems)


def _validate(model: type[M], node: Node, context: Context) -> tuple[M | None, list[Problem]]:
    try:
        return model.model_validate(node.plain(), context=context), []
    except ValidationError as error:
        return None, list(explain(node, model, error.errors(include_url=False)))


def _check_lock(folder: Path, node: Node, kinds: Kinds) -> list[Problem]:
    ids = structure.ids_of(node, kinds)
    renamed = node.get("renamed")
    pairs = renamed.plain() if renamed else {}
    if ids is None or not isinstance(pairs, dict):
        return []
    pairs = {
        old: new for old, new in pairs.items() if isinstance(new, str) and is_id_path(old) and is_id_path(new)
    }
    return check(ids, pairs, folder, lambda old: key_place(node, ("renamed", old)))


def _result(path: Path, found: M | None, problems: Sequence[Problem]) -> tuple[M | None, list[Problem]]:
    kept = sorted(dict.fromkeys(problems), key=order)
    if len(kept) > _MOST_PROBLEMS:
        text = f"{len(kept) - _MOST_PROBLEMS} more problems are not shown"
        kept = [
            *kept[:_MOST_PROBLEMS],
            Problem(place=Place(path), code=Code.TOO_MANY, text=text, help="fix these first"),
        ]
    if any(problem.severity == Severity.ERROR for problem in kept):
        return None, kept
    return found, kept
