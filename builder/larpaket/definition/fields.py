"""The types of a definition's single values: ids, versions, languages, names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_after_validator_function

from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, context_of, pydantic_error, shown
from larpaket.definition.shapes import FILE_ID, FLAG, ID, ID_PATH, LANGUAGE, TITLE, Shape, written
from larpaket.definition.source import FORBIDDEN
from larpaket.files import not_on_windows

LONGEST_TITLE = 200
_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
_ID_PATH = re.compile(rf"{_ID.pattern}(/{_ID.pattern})?")
_VERSION = re.compile(r"[0-9]+(\.[0-9]+){0,3}")
# The part of BCP 47 that LMSs understand: language, script, region.
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


class TextMark:
    """Marks a field whose value is an author's text."""


def is_id(value: Any) -> bool:
    """Whether this is a valid id."""
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def is_id_path(value: str) -> bool:
    """Whether this is an activity's id, or a question's after its activity's: `reflektion/fraga`."""
    return bool(_ID_PATH.fullmatch(value))


def is_language(value: Any) -> bool:
    """Whether this is a language tag."""
    return isinstance(value, str) and bool(_LANGUAGE.fullmatch(value))


def plain_text(value: Any, *, title: bool) -> str:
    """The text without surrounding white space; a title must be one line. DefinitionError if invalid."""
    if not isinstance(value, str):
        raise DefinitionError(
            Code.WRONG_VALUE, f"expected a text, found {shown(value)}", "if it is a text, put it in quotes"
        )
    text = value.strip()
    what = "title" if title else "text"
    if not text:
        raise DefinitionError(
            Code.BAD_TEXT, f"the {what} is empty", "write one, or remove the key if it is not needed"
        )
    if found := FORBIDDEN.search(text):
        raise DefinitionError(
            Code.BAD_TEXT, f"the {what} contains a control character, U+{ord(found[0]):04X}", "remove it"
        )
    if title and ("\n" in text or "\t" in text):
        raise DefinitionError(
            Code.BAD_TEXT, "a title must be one line without tabs", "write it on one line, or below `key: >-`"
        )
    if title and len(text) > LONGEST_TITLE:
        raise DefinitionError(
            Code.BAD_TEXT,
            f"the title has {len(text)} characters; at most {LONGEST_TITLE} are allowed",
            "shorten it",
        )
    return text


def _name(value: Any) -> str:
    try:
        return plain_text(value, title=True)
    except DefinitionError as error:
        raise pydantic_error(error) from None


def _id(value: Any) -> str:
    if not is_id(value):
        help = "use a-z, 0-9 and `-`, beginning with a letter, at most 60 characters"
        raise pydantic_error(DefinitionError(Code.BAD_ID, f"{shown(value)} is not an id", help))
    return str(value)


def _file_id(value: Any) -> str:
    """An id that becomes the name of a file."""
    if why := not_on_windows(id := _id(value)):
        help = f"write another one, such as `{id}-1`"
        raise pydantic_error(DefinitionError(Code.BAD_ID, f"{shown(id)} cannot be an id: {why}", help))
    return id


def _flag(value: Any) -> bool:
    if value not in ("true", "false", True, False):
        raise pydantic_error(
            DefinitionError(
                Code.WRONG_VALUE, f"{shown(value)} is neither true nor false", "write `true` or `false`"
            )
        )
    return value in ("true", True)


def _version(value: Any) -> str:
    if not isinstance(value, str) or not _VERSION.fullmatch(value) or len(value) > 20:
        raise pydantic_error(
            DefinitionError(
                Code.BAD_VERSION,
                f"{shown(value)} is not a version",
                'write it as `"1.0"`: numbers separated by full stops',
            )
        )
    return value


def _language(value: Any) -> str:
    if error := language_error(value):
        raise pydantic_error(error)
    return str(value)


def language_error(value: Any) -> DefinitionError | None:
    """What is wrong if this is not a language tag."""
    if is_language(value):
        return None
    help = "write a language tag such as `sv`, `en` or `sv-FI`"
    if isinstance(value, str) and is_language(near := _tidied(value)):
        help = f"write `{near}`"
    return DefinitionError(Code.BAD_LANGUAGE, f"{shown(value)} is not a language tag", help)


def _tidied(tag: str) -> str:
    """The tag with the capitals and hyphens that BCP 47 recommends."""
    language, *rest = re.split("[-_]", tag.lower())
    return "-".join([language, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


_UNIT = re.compile(r"[A-Za-z0-9.-]{1,64}")


def _unit(value: Any) -> str:
    """A code for a part of an organisation; statement-sender.js applies the same rule to a launch's."""
    if isinstance(value, str) and _UNIT.fullmatch(value):
        return value
    help = "write a code such as `skola-12`: letters a-z, digits, `-` and `.`, at most 64 characters"
    raise pydantic_error(DefinitionError(Code.BAD_UNIT, f"{shown(value)} is not a valid unit code", help))


def _renamed(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise pydantic_error(
            DefinitionError(
                Code.WRONG_VALUE,
                f"expected a map, found {shown(value)}",
                "write `old: new` below `renamed:`",
            )
        )
    help = "write activities as `film`, questions as `reflektion/fraga`"
    bad = [
        DefinitionError(Code.BAD_RENAME, f"{shown(old)} cannot have been an id", help, (old,), key=True)
        for old in value
        if not is_id_path(old)
    ]
    bad += [
        DefinitionError(Code.BAD_RENAME, f"{shown(new)} is not an id", help, (old,))
        for old, new in value.items()
        if not isinstance(new, str) or not is_id_path(new)
    ]
    if bad:
        raise pydantic_error(*bad)
    return value


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    if again := [
        DefinitionError(Code.DUPLICATE_ITEM, f"`{value}` is listed twice", "remove one of them", (at,))
        for at, value in enumerate(values)
        if value in values[:at]
    ]:
        raise pydantic_error(*again)
    return values


def nearest(name: str, known: list[str]) -> str:
    """The known name closest to `name`, or "" if none is close."""
    return next(iter(get_close_matches(name[:100], known, 1)), "")


def did_you_mean(name: str, known: list[str]) -> str:
    """A help text that suggests the closest known name, or "" if none is close."""
    near = nearest(name, known)
    return f"did you mean `{near}`?" if near else ""


Name = Annotated[str, BeforeValidator(_name), TextMark(), written(TITLE)]
Id = Annotated[str, BeforeValidator(_id), written(ID)]
FileId = Annotated[str, BeforeValidator(_file_id), written(FILE_ID)]
Flag = Annotated[bool, BeforeValidator(_flag), written(FLAG)]
Version = Annotated[
    str,
    BeforeValidator(_version),
    written(
        {"type": ["string", "number"], "minimum": 0, "maxLength": 20, "pattern": f"^{_VERSION.pattern}$"}
    ),
]
Language = Annotated[str, BeforeValidator(_language), written({"type": "string", "pattern": LANGUAGE})]
Unit = Annotated[
    str,
    BeforeValidator(_unit),
    written({"type": ["string", "number", "boolean"], "pattern": f"^{_UNIT.pattern}$"}),
]
Renamed = Annotated[
    Mapping[str, str],
    BeforeValidator(_renamed),
    written({"type": "object", "propertyNames": ID_PATH, "additionalProperties": ID_PATH}),
]


class _Distinct:
    """Marks a list whose values are all different."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(_distinct, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> Shape:
        return {**handler(core), "uniqueItems": True}


Distinct = _Distinct()


def _format_id(value: Any, info: ValidationInfo) -> Any:
    """The id of a registered format."""
    context = context_of(info)
    if context is None or value in context.formats:
        return value
    text = f"{shown(value)} is not a format"
    *most, last = (f"`{id}`" for id in context.formats)
    help = did_you_mean(value, list(context.formats)) if isinstance(value, str) else ""
    raise pydantic_error(
        DefinitionError(Code.WRONG_VALUE, text, help or f"write {', '.join(most)} or {last}")
    )


FormatId = Annotated[str, BeforeValidator(_format_id)]
