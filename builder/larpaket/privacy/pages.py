"""The privacy sheet as pages, one per language: in the package, and beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from larpaket.definition.gathered import Described
from larpaket.definition.privacy import NAMES
from larpaket.definition.publisher import Publisher
from larpaket.files import PackageFile
from larpaket.html import environment
from larpaket.player.strings import Texts, strings
from larpaket.player.texts import SHEET
from larpaket.privacy.notice import notice
from larpaket.privacy.sheet import LEARNS, Sheet
from larpaket.templates import templates
from larpaket.theme.style import style_sheet

STYLE = "dataskydd.css"


def privacy_files(module: Described, publisher: Publisher, found: Sheet, format: str) -> list[PackageFile]:
    """The sheet in every language for the package, and its style sheet."""
    pages = [
        PackageFile(NAMES[tag], (_page(tag, module, publisher, found, format, style="").encode(),))
        for tag in NAMES
    ]
    return [*pages, PackageFile(STYLE, (_style(publisher).encode(),))]


def privacy_pages(
    module: Described, publisher: Publisher, found: Sheet, format: str, package: str
) -> dict[str, bytes]:
    """The same pages to put beside the package of that name: `{package}-dataskydd.html` …, with inline
    styles.
    """
    names, style = {tag: f"{package}-{name}" for tag, name in NAMES.items()}, _style(publisher)
    return {
        names[tag]: _page(tag, module, publisher, found, format, style=style, names=names).encode()
        for tag in NAMES
    }


def _style(publisher: Publisher) -> str:
    return style_sheet(publisher.theme.color, None, "privacy/style.css", "paper.css", "privacy/print.css")


def _page(
    language: str,
    module: Described,
    publisher: Publisher,
    found: Sheet,
    format: str,
    *,
    style: str,
    names: Mapping[str, str] = NAMES,
) -> str:
    texts: dict[str, Any] = json.loads(
        (templates() / "privacy" / "strings" / f"{language}.json").read_text("utf-8")
    )
    texts |= {
        key.removeprefix(SHEET): text
        for key, text in strings(language).forms.items()
        if key.startswith(SHEET)
    }
    return (
        environment(templates() / "privacy")
        .get_template("page.html.jinja")
        .render(
            language=language,
            t=Texts(language, texts, SHEET),
            sheet=found,
            learns=LEARNS,
            module=module,
            title=module.title.get(language) or module.title[module.languages[0]],
            title_language=language if language in module.title else module.languages[0],
            stated=notice(publisher, language),
            format=format,
            style=Markup(style),
            stylesheet=STYLE,
            others={tag: name for tag, name in names.items() if tag != language},
        )
    )
