"""Texts and files by language: one value, or a map with a value for every language of the module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, InstanceOf, ValidationInfo

from larpaket.definition.codes import Code
from larpaket.definition.errors import Context, DefinitionError, context_of, pydantic_error, shown
from larpaket.definition.fields import TextMark, did_you_mean, language_error, plain_text
from larpaket.definition.folder import among, read_picture
from larpaket.definition.shapes import FILE, TEXT, TITLE, written
from larpaket.definition.shapes import by_language as shape_by_language
from larpaket.problems import Problem
from larpaket.text.markdown import Transcript, read_transcript, rendered

T = TypeVar("T")


def by_language(
    value: Any, languages: tuple[str, ...], read: Callable[[Any], T], *, shared: bool
) -> dict[str, T]:
    """What `read` returns for each language's value; all errors are raised as one.

    A single value serves all languages if the module has only one, or if it is `shared`: a film needs no
    translation, a text does.
    """
    errors: list[DefinitionError] = []
    found: dict[str, T] = {}
    if isinstance(value, dict):
        errors += _strangers(value, languages)
        if missing := [language for language in languages if language not in value]:
            names = ", ".join(f"`{language}`" for language in missing)
            errors.append(
                DefinitionError(
                    Code.MISSING_TRANSLATION,
                    f"{names} is missing",
                    "translate it, or remove the language from `languages`",
                )
            )
    elif len(languages) > 1 and not shared and isinstance(value, str):
        names = ", ".join(f"`{language}`" for language in languages)
        help = "give one value for each language, below the key: " + ", ".join(
            f"`{language}: …`" for language in languages
        )
        errors.append(
            DefinitionError(
                Code.MISSING_TRANSLATION, f"this is one value, but the module has the languages {names}", help
            )
        )
    for language, each in value.items() if isinstance(value, dict) else [("", value)]:
        try:
            found[language] = read(each)
        except DefinitionError as error:
            errors.append(error.below(language) if language else error)
    if errors:
        raise pydantic_error(*errors)
    return {language: found.get(language) or found[""] for language in languages} if languages else found


def _strangers(value: dict[str, Any], languages: tuple[str, ...]) -> list[DefinitionError]:
    if not languages:
        return []
    known = ", ".join(f"`{language}`" for language in languages)
    return [
        DefinitionError(
            Code.MISSING_TRANSLATION,
            f"{shown(key)} is not a language of the module",
            did_you_mean(key, list(languages)) or f"its languages are {known}",
            (key,),
            key=True,
        )
        for key in value
        if key not in languages
    ]


def _texts(*, title: bool) -> BeforeValidator:
    def validate(value: Any, info: ValidationInfo) -> Any:
        context = context_of(info)
        if context is None:
            return value
        return by_language(value, context.languages, lambda each: plain_text(each, title=title), shared=False)

    return BeforeValidator(validate)


def _stated(*, title: bool) -> BeforeValidator:
    """A publisher's text: one for every language, at "", or a map by language."""

    def validate(value: Any) -> Any:
        errors: list[DefinitionError] = []
        found: dict[str, str] = {}
        if value == {}:
            errors.append(DefinitionError(Code.BAD_TEXT, "the text is empty", "write one, or remove the key"))
        for language, each in value.items() if isinstance(value, dict) else [("", value)]:
            if isinstance(value, dict) and (error := language_error(language)):
                errors.append(replace(error, at=(language,), key=True))
                continue
            try:
                found[language] = plain_text(each, title=title)
            except DefinitionError as error:
                errors.append(error.below(language) if language else error)
        if errors:
            raise pydantic_error(*errors)
        return found

    return BeforeValidator(validate)


def stated_in(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """A publisher's text in `language`, else in its first one; and the language that it is in, "" if one text
    serves all.
    """
    for tag in (language, language.split("-")[0], "", next(iter(texts))):
        if tag in texts:
            return texts[tag], tag
    raise KeyError(language)


def files(kind: str, read: Callable[[Path, Context], Any], *, shared: bool) -> BeforeValidator:
    """A field whose values name files in the module's folder, by language; `kind` tells apart different
    readings of one file.
    """

    def validate(value: Any, info: ValidationInfo) -> Any:
        context = context_of(info)
        if context is None:
            return value
        return by_language(
            value, context.languages, lambda name: read_once(kind, name, read, context), shared=shared
        )

    return BeforeValidator(validate)


def read_once(kind: str, name: Any, read: Callable[[Path, Context], T], context: Context) -> T:
    """What `read` returns for the file of that name in the folder, read only once; or a DefinitionError."""
    path = context.paths[name] = among(context.folders, name)
    if (kind, name) not in context.read:
        try:
            context.read[kind, name] = read(path, context)
        except OSError as error:
            help = "check that the file is complete and that you may read it"
            raise DefinitionError(
                Code.MISSING_FILE, f"{shown(name)} cannot be read: {error.strerror}", help
            ) from None
    found: T = context.read[kind, name]
    return found


def with_problems(reader: Callable[[Path], tuple[T, list[Problem]]]) -> Callable[[Path, Context], T]:
    """A reader that carries on despite problems, and adds them to the context."""

    def read(path: Path, context: Context) -> T:
        found, problems = reader(path)
        context.problems += problems
        return found

    return read


def _markdown(kind: str) -> BeforeValidator:
    """A field whose values are Markdown by language: the text, or a file whose name ends with `.md`."""

    def validate(value: Any, info: ValidationInfo) -> Any:
        context = context_of(info)
        if context is None:
            return value

        def read(each: Any) -> Transcript:
            if isinstance(each, str) and each.strip().endswith(".md"):
                return read_once(kind, each, with_problems(read_transcript), context)
            return rendered(context.folder / "module.yaml", plain_text(each, title=False))

        return by_language(value, context.languages, read, shared=False)

    return BeforeValidator(validate)


FILES = written(shape_by_language(FILE))
"""How the names of files are written."""

_TEXTS = written(shape_by_language(TEXT))
_TITLES = written(shape_by_language(TITLE))

Text = Annotated[Mapping[str, str], _texts(title=False), TextMark(), _TEXTS]
Title = Annotated[Mapping[str, str], _texts(title=True), TextMark(), _TITLES]
StatedText = Annotated[Mapping[str, str], _stated(title=False), TextMark(), _TEXTS]
StatedTitle = Annotated[Mapping[str, str], _stated(title=True), TextMark(), _TITLES]
Pictures = Annotated[
    Mapping[str, Path], files("picture", lambda path, context: read_picture(path), shared=True), FILES
]
Guides = Annotated[
    Mapping[str, InstanceOf[Transcript]], files("guide", with_problems(read_transcript), shared=False), FILES
]
Markdown = Annotated[Mapping[str, InstanceOf[Transcript]], _markdown("next"), TextMark(), _TEXTS]
