"""The desk's page and style sheet."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from markupsafe import Markup

from larpaket.html import environment
from larpaket.templates import templates
from larpaket.theme.palette import DEFAULT
from larpaket.theme.style import style_sheet

LANGUAGES = ("sv", "en")
_SHEETS = (
    "player/style/base.css",
    "player/style/part.css",
    "preview/log.css",
    "preview/desk.css",
    "preview/sizes.css",
)


@cache
def texts(language: str) -> dict[str, Any]:
    """The desk's texts in a language."""
    found: dict[str, Any] = json.loads(
        (templates() / "preview" / "strings" / f"{language}.json").read_text("utf-8")
    )
    return found


def desk_page(language: str) -> str:
    """The page, in Swedish if that language is not known."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    other = next(one for one in LANGUAGES if one != known)
    said = texts(known)
    page = environment(templates() / "preview").get_template("desk.html.jinja")
    data = Markup(json.dumps(said, ensure_ascii=False).replace("<", "\\u003c"))
    return page.render(language=known, other=other, t=said.__getitem__, texts=data)


@cache
def desk_style() -> str:
    """One style sheet: the player's own tokens and parts, and the desk's."""
    return style_sheet(DEFAULT, None, *_SHEETS)
