"""The types of a definition's amounts: durations, a film's length and size."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, pydantic_error, shown
from larpaket.definition.shapes import Shape, any_case, written

_DURATION = re.compile(r"([0-9]{1,6}) ?([^\W\d_]+)")
_LENGTH = re.compile(r"(?:([0-9]{1,2}) h ?)?(?:([0-9]{1,4}) min ?)?(?:([0-9]{1,5}(?:\.[0-9]{1,3})?) s)?")
_SIZE = re.compile(r"([0-9]{1,5}(?:[.,][0-9]{1,3})?) (kB|MB|GB)")
_BYTES = {"kB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
_SECONDS = {
    **dict.fromkeys(("s", "sek", "sekund", "sekunder", "sec", "secs", "second", "seconds"), 1),
    **dict.fromkeys(("min", "mins", "minut", "minuter", "minute", "minutes"), 60),
    **dict.fromkeys(("day", "days", "dag", "dagar"), 86_400),
    **dict.fromkeys(("week", "weeks", "vecka", "veckor"), 604_800),
}


def seconds(value: Any) -> int:
    """A duration in seconds; DefinitionError if it is not one."""
    match = _DURATION.fullmatch(_spaced(value)) if isinstance(value, str) else None
    unit = _SECONDS.get(match[2].lower()) if match else None
    if not match or not unit:
        raise DefinitionError(
            Code.BAD_DURATION,
            f"{shown(value)} is not a duration",
            "write `30 s`, `5 min`, `3 days` or `6 weeks`",
        )
    return int(match[1]) * unit


def _spaced(text: str) -> str:
    """With single, plain spaces: text from Word or a web page often has no-break ones."""
    return " ".join(text.split())


def _timer(value: Any) -> int:
    try:
        found = value if isinstance(value, int) else seconds(value)
        if not 60 <= found <= 3000:
            raise DefinitionError(
                Code.BAD_DURATION,
                f"{shown(value)} is not between 1 and 50 minutes",
                "the timer runs for 1 to 50 minutes: write `5 min`, for example",
            )
    except DefinitionError as error:
        raise pydantic_error(error) from None
    return found


def length(value: Any) -> float:
    """A film's length in seconds; DefinitionError if it is not one."""
    match = _LENGTH.fullmatch(_spaced(value)) if isinstance(value, str) else None
    hours, minutes, rest = (float(group or 0) for group in match.groups()) if match else (0, 0, 0)
    found = hours * 3600 + minutes * 60 + rest
    if not 0 < found <= 24 * 3600:
        raise DefinitionError(
            Code.BAD_DURATION,
            f"{shown(value)} is not the length of a film",
            "write it as `3 min 12 s`, `45 s` or `1 h 5 min`",
        )
    return found


def size(value: Any) -> int:
    """A file's size in bytes; DefinitionError if it is not one."""
    match = _SIZE.fullmatch(_spaced(value)) if isinstance(value, str) else None
    found = round(float(match[1].replace(",", ".")) * _BYTES[match[2]]) if match else 0
    if not found:
        raise DefinitionError(
            Code.BAD_SIZE,
            f"{shown(value)} is not the size of a file",
            "write it as `24 MB`, `800 kB` or `1.2 GB`",
        )
    return found


def _words(each: int) -> str:
    return "|".join(any_case(word) for word, seconds in _SECONDS.items() if seconds == each)


# From 1 to 50 minutes.
_TIMER = (
    rf"^\s*(0{{0,5}}([1-9]|[1-4][0-9]|50)\s*({_words(60)})"
    rf"|0{{0,4}}([6-9][0-9]|[1-9][0-9]{{2}}|[12][0-9]{{3}}|3000)\s*({_words(1)}))\s*$"
)
LENGTH: Shape = {
    "type": "string",
    "pattern": r"^\s*(?=\S)([0-9]{1,2}\s+h\s*)?([0-9]{1,4}\s+min\s*)?([0-9]{1,5}(\.[0-9]{1,3})?\s+s)?\s*$",
}
SIZE: Shape = {"type": "string", "pattern": r"^\s*[0-9]{1,5}([.,][0-9]{1,3})?\s+(kB|MB|GB)\s*$"}

TimerSeconds = Annotated[int, BeforeValidator(_timer), written({"type": "string", "pattern": _TIMER})]
