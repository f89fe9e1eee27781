"""Navigation in nested models: which model owns a key, and which models there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Tag

Loc = tuple[str | int, ...]


def models_in(model: type[BaseModel]) -> list[type[BaseModel]]:
    """`model` and every model that its fields hold, each once, from the outside in."""
    found = [model]
    for one in found:
        inner = (each for field in one.model_fields.values() for each in _models(field.annotation))
        found += [each for each in dict.fromkeys(inner) if each not in found]
    return found


def owner_of(loc: Sequence[str | int], root: type[BaseModel]) -> tuple[type[BaseModel], Loc]:
    """The model that has the last part of pydantic's `loc` as a key; and `loc` as a path in the file, without
    the tags of unions.
    """
    owner = root
    here: Any = root
    way: list[str | int] = []
    for part in loc:
        members = _members(here)
        tagged = (
            next((member for member in members if part in tags_of(member)), None)
            if len(members) > 1
            else None
        )
        if tagged is not None:
            here = tagged
            continue
        way.append(part)
        model = _model(members[0]) if len(members) == 1 else None
        if isinstance(part, int):
            here = next(iter(get_args(_bare(here))), None)
        elif model:
            owner = model
            field = model.model_fields.get(part)
            here = field.annotation if field else None
        else:
            here = None
    return owner, tuple(way)


def tags_of(member: Any) -> tuple[Any, ...]:
    """The words that select a union's member: its `Tag`, or the values of its `type`."""
    if get_origin(member) is Annotated:
        return tuple(mark.tag for mark in get_args(member)[1:] if isinstance(mark, Tag))
    model = _model(member)
    kind = model.model_fields.get("type") if model else None
    return get_args(kind.annotation) if kind and get_origin(kind.annotation) is Literal else ()


def _members(annotation: Any) -> list[Any]:
    """The members of a union except None; or the annotation itself."""
    bare = _bare(annotation)
    if get_origin(bare) not in (Union, UnionType):
        return [annotation]
    found = [member for member in get_args(bare) if member is not type(None)]
    return _members(found[0]) if len(found) == 1 else found


def _model(annotation: Any) -> type[BaseModel] | None:
    bare = _bare(annotation)
    return bare if isinstance(bare, type) and issubclass(bare, BaseModel) else None


def _bare(annotation: Any) -> Any:
    return _bare(get_args(annotation)[0]) if get_origin(annotation) is Annotated else annotation


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
