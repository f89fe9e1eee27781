"""What is checked on the tree itself, because the model does not see it or because it must be said even when the model fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from pydantic import BaseModel

from larpaket.definition.codes import Code
from larpaket.definition.errors import Context
from larpaket.definition.fields import TextMark, is_id, is_language
from larpaket.definition.model import Defaults, Film, LearningModule, Privacy, Publisher, Question, Reflection, Section, Step
from larpaket.definition.source import Place, at
from larpaket.definition.tree import Node
from larpaket.film.vtt import beyond
from larpaket.problems import Problem


def _is_text(annotation: object) -> bool:
    return isinstance(annotation, TextMark) or any(
        _is_text(part) for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ()))
    )


def _text_keys(*models: type[BaseModel]) -> frozenset[str]:
    fields = [(name, field) for model in models for name, field in model.model_fields.items()]
    return frozenset(name for name, field in fields if _is_text(field.annotation) or any(_is_text(mark) for mark in field.metadata))


TEXT_KEYS = _text_keys(LearningModule, Section, Step, Film, Reflection, Question, Publisher, Privacy)


def check_texts(path: Path, node: Node) -> Iterator[Problem]:
    """Texts that YAML would cut: inside `{ }` at a comma, on a line at ` #`."""
    for found in node.maps():
        for key, value in found.value.items() if isinstance(found.value, dict) else ():
            if key in TEXT_KEYS:
                yield from _check_text(path, found, key, value)


def _check_text(path: Path, owner: Node, key: str, value: Node) -> Iterator[Problem]:
    if owner.flow or (isinstance(value.value, dict) and value.flow):
        for part in [value, *(value.value.values() if isinstance(value.value, dict) else ())]:
            part.reported = True
        help = "a comma would cut it: give each key a line of its own"
        yield at(path, owner.keys[key], Code.TEXT_IN_FLOW_MAP, "a text stands inside `{ }`", help)
    for text in value.value.values() if isinstance(value.value, dict) else [value]:
        if text.comment:
            text.reported = True
            help = "put the text in quotes, or move the comment to a line of its own"
            yield at(path, text.place, Code.COMMENT_BEHIND_TEXT, "a `#` follows this text, and what stands behind it is lost", help)


def check_ids_once(path: Path, node: Node) -> Iterator[Problem]:
    """Ids of steps, activities and questions are unique in the module: they stand in IRIs and in the page."""
    seen: dict[str, Place] = {}
    for found in node.maps():
        id = found.get("id")
        if found is node or id is None or not isinstance(id.value, str) or id.reported:
            continue
        first = seen.setdefault(id.value, id.place)
        if first is not id.place and is_id(id.value):
            text = f"the id `{id.value}` is used twice; first in line {first[0]}"
            yield at(path, id.place, Code.DUPLICATE_ID, text, "give one of them another id")


def check_folder(path: Path, node: Node) -> Iterator[Problem]:
    """The module's id is its folder's name, so that it is found, and unique in the project."""
    id, folder = node.get("id"), path.parent.resolve().name
    if id and is_id(id.value) and id.value != folder:
        help = "rename the folder; keep an id that learners have met"
        yield at(path, id.place, Code.NOT_THE_FOLDER, f"the module's id is `{id.value}`, but its folder is `{folder}`", help)


def check_lengths(context: Context, node: Node) -> Iterator[Problem]:
    """Captions and chapters that go on after their film has ended."""
    seen = set()
    for found, kind in ((found, kind) for found in node.maps() for kind in ("captions", "chapters")):
        video, cues = found.get("video"), found.get(kind)
        if video is None or cues is None:
            continue
        for language in context.languages or ("",):
            pair = (("video", _named(video, language)), (kind, _named(cues, language)))
            if pair not in seen and pair[0] in context.read and pair[1] in context.read:
                seen.add(pair)
                yield from beyond(context.read[pair[1]], context.read[pair[0]].seconds)


def _named(value: Node, language: str) -> str:
    """The name of the file for `language`; what is no name is in no context's `read`."""
    found = value.get(language) if isinstance(value.value, dict) else value
    return found.value if found and isinstance(found.value, str) else ""


def languages_of(node: Node) -> tuple[str, ...]:
    """The module's languages, or nothing when they are wrong themselves and nothing else should be measured by them."""
    languages = node.get("languages")
    values = languages.plain() if languages else None
    if not isinstance(values, list) or not all(is_language(value) for value in values):
        return ()
    return tuple(dict.fromkeys(values))


def apply_defaults(node: Node) -> None:
    """Give the module's valid `defaults` to each reflection that is silent."""
    defaults = node.get("defaults")
    if defaults is None or not isinstance(defaults.value, dict):
        return
    allowed = {name: get_args(field.annotation) for name, field in Defaults.model_fields.items()}
    valid = {key: value for key, value in defaults.value.items() if isinstance(value.value, str) and value.value in allowed.get(key, ())}
    for found in node.maps():
        kind = found.get("type")
        if kind is not None and kind.value == "reflection" and isinstance(found.value, dict):
            found.value |= {key: value for key, value in valid.items() if key not in found.value}


def ids_of(node: Node) -> frozenset[str] | None:
    """The ids that learners' results hang on, even when the model fails; None when one of them cannot be told."""
    found: set[str] = set()
    for owner in node.maps():
        activities = owner.get("activities")
        if activities is None:
            continue
        for activity in activities.value if isinstance(activities.value, list) else [activities]:
            id, questions = activity.get("id"), activity.get("questions")
            if id is None or not isinstance(id.value, str):
                return None
            found.add(id.value)
            for question in questions.value if questions and isinstance(questions.value, list) else []:
                if (inner := question.get("id")) is None:
                    return None
                found.add(f"{id.value}/{inner.value}")
    return frozenset(found) or None
