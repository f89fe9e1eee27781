"""The name of a new module, which is its folder's name and its id: checked, or made from the title."""

from __future__ import annotations

import re
import unicodedata

from larpaket.definition.fields import is_id
from larpaket.files import not_on_windows
from larpaket.problems import UsageError

_LONGEST = 60
_LETTERS = str.maketrans({"æ": "a", "ø": "o", "ß": "ss", "þ": "th", "ð": "d", "ł": "l", "œ": "oe"})
RULE = f"a-z, 0-9 and `-`, beginning with a letter, at most {_LONGEST} characters"


def name_from(text: str) -> str:
    """A name made from a title: `Må bra på jobbet` becomes `ma-bra-pa-jobbet`; "" if nothing is left."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    words = re.findall("[a-z0-9]+", kept)
    if words and words[0][0].isdigit():
        words.insert(0, "modul")
    name = "-".join(words)
    if len(name) > _LONGEST:
        name = name[:_LONGEST].rpartition("-")[0] or name[:_LONGEST]
    return f"{name}-1" if name and not_on_windows(name) else name


def check_name(name: str) -> str:
    """The name itself; UsageError, with a name that would do, if it cannot be a module's."""
    if is_id(name) and not (why := not_on_windows(name)):
        return name
    told = f"use {RULE}" if not is_id(name) else why
    instead = name_from(re.split(r"[/\\]", name.rstrip("/\\"))[-1])
    help = f"; try `larpaket new {instead}`" if instead else ""
    raise UsageError(f"`{name}` cannot be a module's name: {told}{help}")
