"""The player's own texts: one file per language under `templates/player/strings/`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from larpaket.definition.page import Addressed, Plural, Text
from larpaket.problems import LarpaketError
from larpaket.templates import templates

Address = Literal["du", "ni"]
_PLACE = re.compile(r"\{(\w+)\}")


class TextError(LarpaketError):
    """A text that a page shows does not exist."""


class Texts(dict[str, Text]):
    """A page's texts in one language, by key. A missing one is an error that says where to add it.

    `prefix` is what the keys begin with in the player's strings.
    """

    def __init__(self, language: str, texts: Mapping[str, Text], prefix: str = "") -> None:
        super().__init__(texts)
        self.language, self.prefix = language, prefix

    def __missing__(self, key: str) -> Text:
        """A TextError."""
        file = f"templates/player/strings/{self.language}.json"
        where = file if self.prefix else f"{file}, or to `texts` of the activity type"
        raise TextError(f"there is no text `{self.prefix}{key}` in `{self.language}`: add it to {where}")


@dataclass(frozen=True, slots=True)
class Strings:
    """A language of the player; `reviewed` if a native speaker has read it."""

    language: str
    direction: Literal["ltr", "rtl"]
    reviewed: bool
    forms: Mapping[str, str | Mapping[str, str]]

    def texts(self, address: Address | None) -> Texts:
        """The texts for a group (`ni`) or for one person (`du`), or both if that is still unknown."""
        return Texts(self.language, {key: _resolve(form, address) for key, form in self.forms.items()})


def available() -> tuple[str, ...]:
    """The languages of the player."""
    return tuple(sorted(path.stem for path in (templates() / "player" / "strings").glob("*.json")))


@cache
def strings(language: str) -> Strings:
    """The player's texts in `language`, or in its base language (`sv` for `sv-FI`). KeyError if it has
    neither.
    """
    for tag in (language, language.split("-")[0]):
        path = templates() / "player" / "strings" / f"{tag}.json"
        if path.is_file():
            data = json.loads(path.read_text("utf-8"))
            return Strings(data["language"], data["direction"], data["reviewed"], data["texts"])
    raise KeyError(language)


def fill(text: Text, n: int | None = None, address: Address = "ni", **values: object) -> str:
    """The form of `text` for the number `n`, with `{n}` and the other values filled in, as the player's `t`
    does.

    Only the player's own texts are given values; braces in an author's text stay as typed. A page that asks
    who uses it begins in the form for a group.
    """
    form = getattr(text, address) if isinstance(text, Addressed) else text
    if isinstance(form, Plural):
        form = form.one if n == 1 else form.other
    given = values if n is None else {"n": n, **values}
    return _PLACE.sub(lambda found: str(given.get(found[1], found[0])), form)


def _resolve(form: str | Mapping[str, str], address: Address | None) -> Text:
    if isinstance(form, str):
        return form
    if "one" in form:
        return Plural(one=form["one"], other=form["other"])
    return form[address] if address else Addressed(du=form["du"], ni=form["ni"])
