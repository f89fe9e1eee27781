"""The privacy sheet: what a package tells to whom, by which setting, for how long, how to erase it, what cannot be recalled.

It is made from the same settings and templates as the player, and the tests hold it against what is seen on the wire: every code with
`data-fact` in it is a thing that is sent or kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from builder.definition.model import LearningModule, Notes, Publisher, Reflection
from builder.files import PackageFile
from builder.html import environment
from builder.player.media import origins
from builder.statements import Template
from builder.templates import templates
from builder.theme.style import style_sheet
from builder.vocabulary import extension

STYLE = "dataskydd.css"
NAMES = {"sv": "dataskydd.html", "en": "privacy.html"}

_ELEMENTS = {
    "scorm12": ("cmi.suspend_data", "cmi.core.lesson_location", "cmi.core.session_time", "cmi.core.lesson_status", "cmi.core.exit"),
    "scorm2004": ("cmi.suspend_data", "cmi.location", "cmi.session_time", "cmi.progress_measure", "cmi.completion_status", "cmi.exit"),
}
_SCORES = {
    "scorm12": ("cmi.core.score.min", "cmi.core.score.max", "cmi.core.score.raw"),
    "scorm2004": ("cmi.score.min", "cmi.score.max", "cmi.score.raw", "cmi.score.scaled"),
}
_ANSWERS = {
    "scorm12": tuple(f"cmi.interactions.n.{name}" for name in ("id", "type", "time", "student_response", "result")),
    "scorm2004": tuple(f"cmi.interactions.n.{name}" for name in ("id", "type", "timestamp", "learner_response", "result")),
}
_LANGUAGE = {"scorm12": ("cmi.student_preference.language",), "scorm2004": ("cmi.learner_preference.language",)}


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of data: keys of texts, and the technical names of what is sent or kept."""

    what: str
    where: str
    kept: str
    erase: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a package in one format does with data. `identity` is the key of the text on who the learner is to the LRS, "" without one."""

    rows: tuple[Row, ...]
    events: tuple[tuple[str, str], ...]
    identity: str
    receiver: str


def sheet(
    module: LearningModule, publisher: Publisher, adapter: str, statements: Mapping[str, Template], notes: Mapping[str, Notes]
) -> Sheet:
    """The sheet's facts; `notes` by the reflections' ids, as they are in this format."""
    said = tuple(sorted({(_event(name), template["verb"]["id"]) for name, template in statements.items()}))
    to_publisher = bool(statements) and adapter in _ELEMENTS
    identity = "" if not said else f"who.{publisher.lrs.actor}" if to_publisher and publisher.lrs else "who.lms"
    receiver = urlsplit(publisher.lrs.endpoint).netloc if to_publisher and publisher.lrs else ""
    return Sheet(tuple(_rows(module, publisher, adapter, statements, notes)), said, identity, receiver)


def _rows(
    module: LearningModule, publisher: Publisher, adapter: str, statements: Mapping[str, Template], notes: Mapping[str, Notes]
) -> Iterator[Row]:
    wanted = set(notes.values())
    if adapter in _ELEMENTS:
        score = _SCORES[adapter] if publisher.score == "complete" else ()
        yield Row("what.progress", "where.lms", "kept.lms", "erase.lms", _ELEMENTS[adapter])
        if score:
            yield Row("what.score", "where.lms", "kept.lms", "erase.lms", score)
        yield Row("what.attempt", "where.lms", "kept.lms", "erase.lms", ("attempt in the saved state",))
    elif adapter == "web":
        yield Row("what.progress", "where.browser", "kept.browser", "erase.browser", ("IndexedDB sessions",))
    else:
        yield Row("what.progress", "where.lrs", "kept.lrs", "erase.lrs", ("activities/state larpaket",))
        yield Row("what.launch", "where.tab", "kept.tab", "erase.tab", ("sessionStorage",))
    if adapter != "web":
        yield Row(
            "what.kept", "where.browser", "kept.unconfirmed", "erase.browser", ("IndexedDB larpaket-kept", "localStorage larpaket kept")
        )
    lms = ("where.lms" if adapter in _ELEMENTS else "where.lrs", "kept.lms", "erase.lms")
    kept = ("where.browser", "kept.browser", "erase.browser") if adapter == "web" else lms
    if module.mode == "either":
        yield Row("what.choice", *kept, ("choice in the saved state",))
    if len(module.languages) > 1:
        yield Row("what.language", *kept, ("language in the saved state", *_LANGUAGE.get(adapter, ())))
    if elsewhere := origins(module):
        yield Row("what.film", "where.film", "kept.film", "erase.film", elsewhere)
    if statements:
        lrs = ("where.publisher" if adapter in _ELEMENTS else "where.lrs", "kept.lrs", "erase.lrs")
        yield Row("what.events", *lrs, ("timestamp", "registration", "language", "revision", "completion"))
        if any("score" in template.get("result", {}) for template in statements.values()):
            yield Row("what.score", *lrs, ("score",))
        planned = extension(publisher.base, "planned-seconds")
        reflections = [activity for activity in module.activities if isinstance(activity, Reflection)]
        if reflections:
            yield Row("what.time", *lrs, ("duration", planned, extension(publisher.base, "ended-early")))
        if module.mode != "individual":
            yield Row("what.either" if module.mode == "either" else "what.group", *lrs, (extension(publisher.base, "head-count"), "team"))
        if wanted - {"none"}:
            yield Row("what.length", *lrs, (extension(publisher.base, "length"),))
        if "lrs" in wanted:
            yield Row("what.sent", *lrs, ("response",))
        video = sorted({name for template in statements.values() for name in _video(template)})
        if video:
            yield Row("what.watching", *lrs, tuple(video))
        yield Row("what.waiting", "where.browser", "kept.waiting", "erase.browser", ("IndexedDB outbox",))
    # With an LRS the text goes there alone.
    if "lrs" in wanted and adapter in _ELEMENTS and not statements:
        yield Row("what.sent", "where.lms", "kept.lms", "erase.lms", _ANSWERS[adapter])
    if "lms" in wanted:
        yield Row(
            "what.notes", "where.lms" if adapter in _ELEMENTS else "where.lrs", "kept.lms", "erase.notes", ("notes in the saved state",)
        )
    if "device" in wanted:
        yield Row("what.device", "where.browser", "kept.device", "erase.notes", ("IndexedDB notes",))
    if wanted & {"private", "lrs"}:
        yield Row("what.draft", "where.page", "kept.page", "erase.page")


_WATCHING = {
    "progressed": ("progress",),
    "played": ("time",),
    "paused": ("time", "progress", "played-segments"),
    "seeked": ("time-from", "time-to"),
}


def _video(template: Template) -> Iterator[str]:
    """The Video Profile's extensions that go with a statement; those that the player adds are told by its verb."""
    yield from template["context"].get("extensions", {})
    verb = template["verb"]["id"].rpartition("/")[2]
    for name in _WATCHING.get(verb, ()):
        yield f"https://w3id.org/xapi/video/extensions/{name}"


def _event(name: str) -> str:
    """The key of an event's text: `event.responded` for `samtal.responded`, `event.module.completed` for the module's own."""
    return f"event.{name.rpartition('.')[2]}" if "." in name else f"event.module.{name}"


def privacy_files(module: LearningModule, publisher: Publisher, found: Sheet, format: str) -> list[PackageFile]:
    """The sheet in every language for the package, and its style."""
    pages = [PackageFile(NAMES[tag], (_page(tag, module, publisher, found, format, style="").encode(),)) for tag in NAMES]
    return [*pages, PackageFile(STYLE, (_style(publisher).encode(),))]


def privacy_pages(module: LearningModule, publisher: Publisher, found: Sheet, format: str, package: str) -> dict[str, bytes]:
    """The same pages for beside the package of that name: `{package}-dataskydd.html` …, with their style inside."""
    names, style = {tag: f"{package}-{name}" for tag, name in NAMES.items()}, _style(publisher)
    return {names[tag]: _page(tag, module, publisher, found, format, style=style, names=names).encode() for tag in NAMES}


def _style(publisher: Publisher) -> str:
    return style_sheet(publisher.theme.color, None, "privacy/style.css")


def _page(
    language: str,
    module: LearningModule,
    publisher: Publisher,
    found: Sheet,
    format: str,
    *,
    style: str,
    names: Mapping[str, str] = NAMES,
) -> str:
    texts: dict[str, Any] = json.loads((templates() / "privacy" / "strings" / f"{language}.json").read_text("utf-8"))
    return (
        environment(templates() / "privacy")
        .get_template("page.html.jinja")
        .render(
            language=language,
            t=texts,
            sheet=found,
            module=module,
            title=module.title.get(language) or module.title[module.languages[0]],
            title_language=language if language in module.title else module.languages[0],
            publisher=publisher,
            format=format,
            style=Markup(style),
            stylesheet=STYLE,
            others={tag: name for tag, name in names.items() if tag != language},
        )
    )
