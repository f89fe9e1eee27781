"""The types of a definition's values: texts and files by language, ids, durations. Each reads what it names, so that all errors come at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from builder.definition.codes import Code
from builder.film.mp4 import FilmError, Video, read_video
from builder.film.transcript import Transcript, read_transcript
from builder.film.vtt import Captions, read_captions
from builder.problems import Problem

_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_DURATION = re.compile(r"(\d{1,4}) (s|min|hours?|days?|weeks?)")
_SECONDS = {"s": 1, "min": 60, "hour": 3600, "day": 86_400, "week": 604_800}
_PICTURES = {b"\xff\xd8\xff": (".jpg", ".jpeg"), b"\x89PNG\r\n\x1a\n": (".png",)}


@dataclass(slots=True)
class Context:
    """What a value is read with: the module's folder and languages, and where problems inside its files are noted."""

    folder: Path
    languages: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)


class TextMark:
    """Marks a field whose value is an author's text."""


def refuse(code: Code, text: str, help: str = "") -> PydanticCustomError:
    """The error of one value; its place is found by the loader."""
    return PydanticCustomError("definition", "{text}", {"code": code.value, "text": text, "help": help})


def _id(value: Any) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise refuse(Code.BAD_ID, f"{_shown(value)} is not an id", "use a-z, 0-9 and `-`, beginning with a letter, at most 60 characters")
    return value


def _flag(value: Any) -> bool:
    if value not in ("true", "false"):
        raise refuse(Code.WRONG_VALUE, f"{_shown(value)} is neither true nor false", "write `true` or `false`")
    return bool(value == "true")


def _version(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}", value):
        raise refuse(Code.WRONG_VALUE, f"{_shown(value)} is not a version", 'write it as `"1.0"`, at most 20 characters')
    return value


def _language(value: Any) -> str:
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        raise refuse(Code.BAD_LANGUAGE, f"{_shown(value)} is not a language tag", "write `sv`, `en` or `sv-FI`")
    return value


def _duration(value: Any) -> int:
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise refuse(Code.BAD_DURATION, f"{_shown(value)} is not a duration", "write `30 s`, `5 min`, `3 days` or `6 weeks`")
    return int(match[1]) * _SECONDS[match[2] if match[2] == "s" else match[2].removesuffix("s")]


def _timer(value: Any) -> int:
    seconds = _duration(value)
    if not 60 <= seconds <= 3000:
        raise refuse(Code.BAD_DURATION, f"{_shown(value)} does not fit the timer", "give between 1 and 50 minutes")
    return seconds


def _by_language(value: Any, context: Context, *, shared: bool) -> Mapping[str, str]:
    """One value or a map by language, as a map that holds every language of the module."""
    wanted = context.languages
    if isinstance(value, str):
        if len(wanted) > 1 and not shared:
            example = " ".join(f"`{language}: …`" for language in wanted)
            raise refuse(Code.MISSING_TRANSLATION, f"one value, but the module has {len(wanted)} languages", f"give a map with {example}")
        return dict.fromkeys(wanted, value)
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise refuse(
            Code.WRONG_VALUE, "a text or a map from language to text is needed here", "write one text, or `sv: …` and `en: …` below the key"
        )
    if missing := [language for language in wanted if language not in value]:
        raise refuse(
            Code.MISSING_TRANSLATION, f"`{'`, `'.join(missing)}` is missing", "translate it, or remove the language from `languages`"
        )
    if extra := [language for language in value if language not in wanted]:
        text = f"`{extra[0]}` is not a language of the module"
        raise refuse(Code.MISSING_TRANSLATION, text, f"add it to `languages`, which has {', '.join(wanted)}")
    return {language: value[language] for language in wanted}


def _text(value: Any, info: ValidationInfo) -> Mapping[str, str]:
    texts = _by_language(value, _context(info), shared=False)
    for text in texts.values():
        if not text.strip():
            raise refuse(Code.BAD_TEXT, "the text is empty", "write it, or remove the key when it is not needed")
        if control := re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]", text):
            raise refuse(Code.BAD_TEXT, f"the text holds the control character U+{ord(control[0]):04X}", "remove it")
    return {language: text.strip() for language, text in texts.items()}


def _title(value: Any, info: ValidationInfo) -> Mapping[str, str]:
    texts = _text(value, info)
    for text in texts.values():
        if "\n" in text or len(text) > 200:
            raise refuse(Code.BAD_TEXT, "a title is one line of at most 200 characters", "make it shorter")
    return texts


def _files(read: Callable[[Path, Context], Any], *, shared: bool) -> PlainValidator:
    def validate(value: Any, info: ValidationInfo) -> Mapping[str, Any]:
        context = _context(info)
        return {
            language: read(_path(name, context.folder), context) for language, name in _by_language(value, context, shared=shared).items()
        }

    return PlainValidator(validate)


def _path(name: str, folder: Path) -> Path:
    """The file of that name inside the module's folder, whatever links and `..` say."""
    if re.search(r"^[/~]|^[A-Za-z]:|\\|\x00", name) or ".." in name.split("/"):
        raise refuse(
            Code.OUTSIDE_THE_FOLDER,
            f"{_shown(name)} is not a path inside the module's folder",
            "put the file into the folder, write `/` between folders",
        )
    path = folder / name
    if not path.exists():
        raise refuse(Code.MISSING_FILE, f"there is no file {_shown(name)}", _nearest_file(path))
    if not path.resolve().is_relative_to(folder.resolve()):
        raise refuse(
            Code.OUTSIDE_THE_FOLDER, f"{_shown(name)} is a link that leaves the module's folder", "put the file itself into the folder"
        )
    if not path.is_file():
        raise refuse(Code.MISSING_FILE, f"{_shown(name)} is not a file", "name the file itself")
    if not os.access(path, os.R_OK):
        raise refuse(Code.MISSING_FILE, f"{_shown(name)} may not be read", "change its permissions")
    return path


def _nearest_file(path: Path) -> str:
    from difflib import get_close_matches

    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    except OSError:
        return "put it into the module's folder"
    near = get_close_matches(path.name.lower(), [name.lower() for name in names], 1)
    found = next((name for name in names if near and name.lower() == near[0]), None)
    return f"did you mean `{found}`?" if found else "put it into the module's folder"


def _read_video(path: Path, context: Context) -> Video:
    try:
        return read_video(path)
    except FilmError as error:
        raise refuse(Code.BAD_FILM, error.text, error.help) from None


def _read_captions(path: Path, context: Context) -> Captions:
    captions, problems = read_captions(path)
    context.problems += [problem for problem in problems if problem not in context.problems]
    return captions


def _read_transcript(path: Path, context: Context) -> Transcript:
    transcript, problems = read_transcript(path)
    context.problems += [problem for problem in problems if problem not in context.problems]
    return transcript


def _read_picture(path: Path, context: Context) -> Path:
    with path.open("rb") as stream:
        head = stream.read(8)
    endings = next((endings for magic, endings in _PICTURES.items() if head.startswith(magic)), ())
    if path.suffix.lower() not in endings:
        raise refuse(
            Code.BAD_PICTURE, f"`{path.name}` is not a JPEG or PNG picture, or its ending says another", "export it as .jpg or .png"
        )
    return path


def _context(info: ValidationInfo) -> Context:
    assert isinstance(info.context, Context)
    return info.context


def _shown(value: Any) -> str:
    text = str(value) if isinstance(value, str) else "a list or map"
    return f"`{text if len(text) <= 60 else text[:57] + '…'}`" if isinstance(value, str) else text


Id = Annotated[str, BeforeValidator(_id)]
Flag = Annotated[bool, PlainValidator(_flag)]
Version = Annotated[str, BeforeValidator(_version)]
Language = Annotated[str, BeforeValidator(_language)]
TimerSeconds = Annotated[int, PlainValidator(_timer)]
Text = Annotated[Mapping[str, str], PlainValidator(_text), TextMark()]
Title = Annotated[Mapping[str, str], PlainValidator(_title), TextMark()]
Videos = Annotated[Mapping[str, Video], _files(_read_video, shared=True)]
Pictures = Annotated[Mapping[str, Path], _files(_read_picture, shared=True)]
CaptionFiles = Annotated[Mapping[str, Captions], _files(_read_captions, shared=False)]
Transcripts = Annotated[Mapping[str, Transcript], _files(_read_transcript, shared=False)]
