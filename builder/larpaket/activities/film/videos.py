"""Films: files in the module's folder, or an author's facts about one on a declared server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, InstanceOf, ValidationInfo

from larpaket.definition import shapes
from larpaket.definition.addresses import origin_of
from larpaket.definition.amounts import LENGTH, SIZE, length, size
from larpaket.definition.codes import Code
from larpaket.definition.errors import Context, DefinitionError, context_of, pydantic_error, shown
from larpaket.definition.texts import by_language, read_once
from larpaket.film.errors import FilmError
from larpaket.film.read import read_film
from larpaket.film.video import RemoteVideo, Video

_FACTS = {"length": "`length: 3 min 12 s`", "size": "`size: 24 MB`"}


def _facts(read: Callable[[Any], Any]) -> BeforeValidator:
    """An author's facts about a film on another server, by language."""

    def validate(value: Any, info: ValidationInfo) -> Any:
        context = context_of(info)
        return value if context is None else by_language(value, context.languages, read, shared=True)

    return BeforeValidator(validate)


def _videos(value: Any, info: ValidationInfo) -> Any:
    """Films in the folder, and those with a web address, which the fields before this one describe."""
    context = context_of(info)
    if context is None:
        return value

    def read(name: Any) -> Video | str:
        if isinstance(name, str) and name.lower().startswith(("https://", "http://")):
            return _address(name, context)
        return read_once("video", name, _read_video, context)

    found = by_language(value, context.languages, read, shared=True)
    told: dict[str, Any] = {key: info.data[key] for key in ("length", "size") if key in info.data}
    if missing := [
        key
        for key, facts in told.items()
        if facts is None and any(isinstance(each, str) for each in found.values())
    ]:
        names, examples = (
            " and ".join(f"`{key}`" for key in missing),
            " and ".join(_FACTS[key] for key in missing),
        )
        help = f"a build does not contact its server: add {examples}"
        raise pydantic_error(
            DefinitionError(Code.FILM_FACTS, f"a film on another server needs {names}", help)
        )
    if len(told) < 2:  # what is wrong there is reported there
        return {}
    return {
        language: _remote(each, language, told, context) if isinstance(each, str) else each
        for language, each in found.items()
    }


def _remote(
    address: str, language: str, told: Mapping[str, Mapping[str, Any]], context: Context
) -> RemoteVideo:
    length, size = (told[key].get(language, next(iter(told[key].values()), 0)) for key in ("length", "size"))
    context.read["video", address] = RemoteVideo(address, length, size)
    return RemoteVideo(address, length, size)


def _address(value: str, context: Context) -> str:
    origin = origin_of(value)
    if not origin:
        help = "write it as `https://film.example.se/film.mp4`, without login or `#`, with `%20` for a space"
        raise DefinitionError(
            Code.BAD_MEDIA_ADDRESS, f"{shown(value)} is not the https address of a film", help
        )
    if value.partition("?")[0].lower().endswith((".m3u8", ".mpd")):
        text = f"{shown(value)} is a playlist for streaming, which not every browser plays"
        raise DefinitionError(Code.BAD_MEDIA_ADDRESS, text, "use the address of an MP4 or WebM file")
    if origin not in context.media:
        text = f"the server `{origin}` is not declared in publisher.yaml"
        raise DefinitionError(
            Code.NOT_DECLARED,
            text,
            f"add `media: [{origin}]` there, or put the film into the module's folder",
        )
    return value


def _read_video(path: Path, context: Context) -> Video:
    try:
        return read_film(path)
    except FilmError as error:
        raise DefinitionError(Code.BAD_FILM, error.text, error.help) from None


Videos = Annotated[
    Mapping[str, InstanceOf[Video] | InstanceOf[RemoteVideo]],
    BeforeValidator(_videos),
    shapes.written(shapes.by_language({"anyOf": [shapes.FILE, shapes.ADDRESS]})),
]
Lengths = Annotated[Mapping[str, float], _facts(length), shapes.written(shapes.by_language(LENGTH))]
Sizes = Annotated[Mapping[str, int], _facts(size), shapes.written(shapes.by_language(SIZE))]

_IS_REMOTE: shapes.Shape = {"type": "string", "pattern": shapes.REMOTE}
FACTS_OF_REMOTE: shapes.Shape = {
    "if": {
        "required": ["video"],
        "properties": {
            "video": {
                "anyOf": [
                    _IS_REMOTE,
                    {"type": "object", "not": {"additionalProperties": {"not": _IS_REMOTE}}},
                ]
            }
        },
    },
    "then": {"required": ["length", "size"]},
    "else": shapes.never("length", "size"),
}
"""Its length and size are written for a film on another server, and for no other."""
