"""The files of a new project and of a new module, from `templates/new/`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from string import Template
from typing import Any, Literal, cast, get_args

from larpaket.definition.use import Mode
from larpaket.starting.schemas import SCHEMAS, schema_text
from larpaket.templates import templates

Language = Literal["sv", "en"]
"""The languages that a new module can be in."""

LANGUAGES: tuple[Language, ...] = get_args(Language)
MODES: tuple[Mode, ...] = get_args(Mode)

Files = Mapping[PurePosixPath, bytes]


def first_title(language: Language) -> str:
    """The title of a module whose author has given none."""
    return cast(str, _texts(language)["title"])


def module_files(name: str, title: str, language: Language, mode: Mode) -> Files:
    """The files of a module's folder, by their paths from the folder that it is in."""
    texts = {key: quoted(text) for key, text in _texts(language)[mode].items()}
    intro = {"intro": _texts(language)[mode]["intro"]}  # below `>-`, where nothing is quoted
    values = {"id": name, "title": quoted(title), "mode": mode, **texts, **intro}
    folder = PurePosixPath(name)
    return {
        folder / "module.yaml": _filled(language, "module.yaml", values),
        folder / "film.mp4": _film(),
        **{
            folder / copied: _read(language, copied).encode()
            for copied in (f"film.{language}.vtt", f"textversion.{language}.md")
        },
    }


def schema_files() -> Files:
    """The schemas that the definitions name in their first lines, by their paths from publisher.yaml."""
    return {
        PurePosixPath(".schemas") / f"{which}.schema.json": schema_text(which).encode() for which in SCHEMAS
    }


def publisher_file(language: Language) -> bytes:
    """`publisher.yaml`."""
    return _filled(language, "publisher.yaml", {})


def quoted(text: str) -> str:
    """A text as a YAML scalar that is read back as it is, whatever it contains.

    YAML 1.2 contains JSON (section 1.3), so a JSON string is a double-quoted scalar.
    """
    return json.dumps(text, ensure_ascii=False)


def _film() -> bytes:
    with (templates() / "new" / "provfilm.mp4").open("rb") as stream:
        return stream.read()


def _filled(language: Language, name: str, values: Mapping[str, str]) -> bytes:
    return Template(_read(language, name)).substitute(values).encode()


def _texts(language: Language) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_read(language, "texts.json"))
    return found


def _read(language: Language, name: str) -> str:
    return (templates() / "new" / language / name).read_text("utf-8")
