"""The privacy sheet's facts: what a package keeps where and for how long, which servers it speaks to, what it tells whom.

They are made from the same settings and templates as the player, and the tests hold them against the wire and the disk: every fact is a
thing that is sent or kept, by the name under which it is found there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from larpaket.definition.model import Film, LearningModule, Notes, Publisher, Reflection
from larpaket.player.media import origins
from larpaket.player.statement_templates import version_extensions
from larpaket.statements import Template
from larpaket.vocabulary import extension

NAMES = {"sv": "dataskydd.html", "en": "privacy.html"}
"""The sheet's files, by language."""

LEARNS = ("User-Agent", "Sec-CH-UA", "Sec-CH-UA-Mobile", "Sec-CH-UA-Platform", "Accept-Language", "Origin", "Referer")
"""What a browser tells any server of itself, beside its address: headers."""

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
class Server:
    """One that the page speaks to: keys of texts on who it is and what it logs, and its address, "" where only the launch names it."""

    who: str
    log: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a package in one format does with data. `identity` is the key of the text on who the learner is to the LRS, "" without one."""

    rows: tuple[Row, ...]
    servers: tuple[Server, ...]
    events: tuple[tuple[str, str], ...]
    identity: str


def sheet(
    module: LearningModule, publisher: Publisher, adapter: str, statements: Mapping[str, Template], notes: Mapping[str, Notes]
) -> Sheet:
    """The sheet's facts; `notes` by the reflections' ids, as they are in this format."""
    wanted = frozenset(notes.values())
    rows = [
        *_of_session(module, publisher, adapter),
        *(_of_statements(module, publisher, adapter, statements, wanted) if statements else ()),
        *_of_texts(adapter, wanted, told=bool(statements)),
        *_of_trouble(adapter, told=bool(statements)),
    ]
    said = tuple(sorted({(_event(name), template["verb"]["id"]) for name, template in statements.items()}))
    to_publisher = bool(statements) and adapter in _ELEMENTS and publisher.lrs
    identity = "" if not said else f"who.{publisher.lrs.actor}" if to_publisher and publisher.lrs else "who.lms"
    servers = tuple(_servers(module, publisher, adapter, told=bool(statements)))
    return Sheet(tuple(rows), servers, said, identity)


def _of_session(module: LearningModule, publisher: Publisher, adapter: str) -> Iterator[Row]:
    """What is kept so that one can go on where one was."""
    if adapter in _ELEMENTS:
        yield Row("what.progress", "where.lms", "kept.lms", "erase.lms", _ELEMENTS[adapter])
        if publisher.score == "complete":
            yield Row("what.score", "where.lms", "kept.lms", "erase.lms", _SCORES[adapter])
        yield Row("what.attempt", "where.lms", "kept.lms", "erase.lms", ("attempt in the saved state",))
    elif adapter == "web":
        yield Row("what.progress", "where.browser", "kept.browser", "erase.browser", ("IndexedDB larpaket sessions",))
    else:
        yield Row("what.progress", "where.lrs", "kept.lrs", "erase.lrs", ("activities/state larpaket",))
        yield Row("what.launch", "where.tab", "kept.tab", "erase.tab", ("sessionStorage larpaket",))
    lms = ("where.lms" if adapter in _ELEMENTS else "where.lrs", "kept.lms", "erase.lms")
    kept = ("where.browser", "kept.browser", "erase.browser") if adapter == "web" else lms
    if module.mode == "either":
        yield Row("what.choice", *kept, ("choice in the saved state",))
    if len(module.languages) > 1:
        yield Row("what.language", *kept, ("language in the saved state", *_LANGUAGE.get(adapter, ())))


def _of_statements(
    module: LearningModule, publisher: Publisher, adapter: str, statements: Mapping[str, Template], notes: frozenset[Notes]
) -> Iterator[Row]:
    """What the LRS is told: a row for each kind of thing that a statement may carry."""
    lrs = ("where.publisher" if adapter in _ELEMENTS else "where.lrs", "kept.lrs", "erase.lrs")
    films = [activity for activity in module.activities if isinstance(activity, Film)]
    carried = ("timestamp", "registration", "language", "revision", "completion", extension(publisher.base, "replaces"))
    yield Row("what.events", *lrs, carried)
    yield Row("what.unit", *lrs, (extension(publisher.base, "unit"),))
    if any("score" in template.get("result", {}) for template in statements.values()):
        yield Row("what.score", *lrs, ("score",))
    if any(isinstance(activity, Reflection) for activity in module.activities):
        times = (extension(publisher.base, name) for name in ("planned-seconds", "ended-early", "talking-seconds"))
        yield Row("what.time", *lrs, ("duration", *times))
        lms = ("where.lms" if adapter in _ELEMENTS else "where.lrs", "kept.lms", "erase.lms")
        yield Row("what.counts", *lms, ("counts in the saved state",))
    if module.mode != "individual":
        yield Row("what.either" if module.mode == "either" else "what.group", *lrs, (extension(publisher.base, "head-count"), "team"))
    if notes - {"none"}:
        yield Row("what.length", *lrs, (extension(publisher.base, "length"),))
    if "lrs" in notes:
        yield Row("what.sent", *lrs, ("response",))
    watching = {name for template in statements.values() for name in _video(template)}
    watching |= {name for film in films for version in version_extensions(film, publisher).values() for name in version}
    if watching:
        yield Row("what.watching", *lrs, tuple(sorted(watching)))


def _of_texts(adapter: str, notes: frozenset[Notes], *, told: bool) -> Iterator[Row]:
    """What people write, where no LRS gets it."""
    if "lrs" in notes and adapter in _ELEMENTS and not told:
        yield Row("what.sent", "where.lms", "kept.lms", "erase.lms", _ANSWERS[adapter])
    if "lms" in notes:
        where = "where.lms" if adapter in _ELEMENTS else "where.lrs"
        yield Row("what.notes", where, "kept.lms", "erase.notes", ("notes in the saved state",))
    if "device" in notes:
        yield Row("what.device", "where.browser", "kept.device", "erase.notes", ("IndexedDB larpaket notes",))
    if notes & {"private", "lrs"}:
        yield Row("what.draft", "where.page", "kept.page", "erase.page")


def _of_trouble(adapter: str, *, told: bool) -> Iterator[Row]:
    """What waits in the browser for as long as an LMS or LRS has not confirmed it."""
    if told:
        facts = ("IndexedDB larpaket outbox", "localStorage larpaket outbox")
        yield Row("what.waiting", "where.browser", "kept.waiting", "erase.browser", facts)
    if adapter != "web":
        facts = ("IndexedDB larpaket-kept kept", "localStorage larpaket kept")
        yield Row("what.kept", "where.browser", "kept.unconfirmed", "erase.browser", facts)


def _servers(module: LearningModule, publisher: Publisher, adapter: str, *, told: bool) -> Iterator[Server]:
    yield Server("server.page", "log.server")
    if told and adapter not in _ELEMENTS:
        yield Server("server.lrs", "log.server")
        if adapter == "cmi5":
            yield Server("server.fetch", "log.server")
    elif told and publisher.lrs:
        kind = "gateway" if publisher.lrs.auth == "gateway" else "publisher"
        yield Server(f"server.{kind}", "log.gateway" if kind == "gateway" else "log.server", _origin(publisher.lrs.endpoint))
    for address in origins(module):
        yield Server("server.film", "log.server", address)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


_WATCHING = {
    "progressed": ("progress",),
    "played": ("time", "session-id"),
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
