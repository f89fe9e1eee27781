"""The privacy sheet's facts: what a package stores, where and for how long, which servers it contacts, and
what it sends to them.

They are derived from the same settings and templates as the player, and the tests compare them with what is
really sent and stored: every fact is something sent or stored, under its technical name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from larpaket.activities import ACTIVITIES
from larpaket.definition.gathered import Gathered
from larpaket.definition.model import LearningModule
from larpaket.definition.privacy import BROWSER, LRS, TAB, Group, Kept, Row
from larpaket.definition.setting import Store
from larpaket.player.setting import PageSetting
from larpaket.player.statement_templates import statement_templates
from larpaket.statements import Template
from larpaket.vocabulary import extension

LEARNS = (
    "User-Agent",
    "Sec-CH-UA",
    "Sec-CH-UA-Mobile",
    "Sec-CH-UA-Platform",
    "Accept-Language",
    "Origin",
    "Referer",
)
"""The headers in which a browser describes itself to any server, besides its address."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that the page contacts: keys of texts on who it is and what it logs, and its address, "" if
    only the launch names it.
    """

    who: str
    log: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a package in one format does with data. `identity` are keys of texts on how it, and the LRS, know
    who the learner is.
    """

    rows: tuple[Row, ...]
    servers: tuple[Server, ...]
    events: tuple[tuple[str, str], ...]
    identity: tuple[str, ...]


def sheet(setting: PageSetting, servers: Iterable[str]) -> Sheet:
    """The sheet's facts; `servers` are keys of texts on servers that only this format contacts."""
    statements = statement_templates(setting)
    rows = [
        *_of_session(setting),
        *_of_statements(setting, statements),
        *_of_activities(setting),
        *_of_trouble(setting),
    ]
    said = tuple(sorted({(_event(name), template["verb"]["id"]) for name, template in statements.items()}))
    ordered = sorted(_in_their_words(rows), key=lambda row: row.group)
    return Sheet(tuple(ordered), tuple(_servers(setting, servers)), said, tuple(_identity(setting)))


def together(sheets: Sequence[Sheet]) -> Sheet:
    """The sheet of a package that does what each of these says."""
    rows = dict.fromkeys(row for one in sheets for row in one.rows)
    return Sheet(
        tuple(sorted(rows, key=lambda row: row.group)),
        tuple(dict.fromkeys(server for one in sheets for server in one.servers)),
        tuple(sorted({event for one in sheets for event in one.events})),
        tuple(dict.fromkeys(who for one in sheets for who in one.identity)),
    )


def _identity(setting: PageSetting) -> Iterator[str]:
    """How it is known who the learner is: to the page, then to an LRS."""
    if setting.store is not Store.LRS:
        yield "who.read" if setting.elements else "who.nobody"
    if setting.tells:
        lrs = setting.publisher.lrs
        yield f"who.{lrs.actor}" if lrs and setting.store is not Store.LRS else "who.lms"


def _in_their_words(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, each once, those of every module in the words of an activity type that has more to say
    about them.
    """
    every = list(rows)
    instead = {row.instead: row.what for row in every if row.instead}
    said = (replace(row, what=instead.get(row.what, row.what)) for row in every if not row.instead)
    return iter(dict.fromkeys(said))


def _of_session(setting: PageSetting) -> Iterator[Row]:
    """What is stored so that learners can continue where they stopped."""
    elements = setting.elements
    if elements:
        yield Row(Group.SESSION, "what.done", setting.record, elements.progress)
        if setting.publisher.score == "complete":
            yield Row(Group.SESSION, "what.score", setting.record, elements.score)
        yield Row(Group.SESSION, "what.attempt", setting.record, ("attempt in the saved state",))
    elif setting.store is Store.BROWSER:
        facts = ("IndexedDB larpaket sessions", "localStorage larpaket place")
        yield Row(Group.SESSION, "what.done", setting.record, facts)
    else:
        yield Row(Group.SESSION, "what.done", LRS, ("activities/state larpaket",))
        yield Row(Group.SESSION, "what.launch", TAB, ("sessionStorage larpaket",))
    if setting.module.mode == "either":
        yield Row(Group.SESSION, "what.choice", setting.record, ("choice in the saved state",))
    if len(setting.module.languages) > 1:
        own = elements.language if elements else ()
        yield Row(Group.SESSION, "what.language", setting.record, ("language in the saved state", *own))


def _of_statements(setting: PageSetting, statements: Mapping[str, Template]) -> Iterator[Row]:
    """What goes to every LRS."""
    if not statements:
        return
    base, mode = setting.publisher.base, setting.module.mode
    carried = ("timestamp", "registration", "language", "revision", "completion", extension(base, "replaces"))
    yield Row(Group.TOLD, "what.reported", setting.lrs, carried)
    yield Row(Group.TOLD, "what.unit", setting.lrs, (extension(base, "unit"),))
    if any("score" in template.get("result", {}) for template in statements.values()):
        yield Row(Group.TOLD, "what.score", setting.lrs, ("score",))
    if mode != "individual":
        what = "what.either" if mode == "either" else "what.group"
        yield Row(Group.TOGETHER, what, setting.lrs, (extension(base, "head-count"), "team"))


def _of_activities(setting: PageSetting) -> Iterator[Row]:
    for name, kind in ACTIVITIES.items():
        yield from kind.privacy(
            [activity for activity in setting.module.activities if activity.type == name], setting
        )


def _of_trouble(setting: PageSetting) -> Iterator[Row]:
    """What waits in the browser until an LMS or LRS has confirmed it."""
    if setting.tells:
        facts = ("IndexedDB larpaket outbox", "localStorage larpaket outbox")
        yield Row(
            Group.UNCONFIRMED, "what.waiting", Kept(BROWSER.where, "kept.waiting", BROWSER.erase), facts
        )
    if setting.store is not Store.BROWSER:
        facts = ("IndexedDB larpaket-kept kept", "localStorage larpaket kept")
        yield Row(
            Group.UNCONFIRMED, "what.kept", Kept(BROWSER.where, "kept.unconfirmed", BROWSER.erase), facts
        )


def _servers(setting: PageSetting, own: Iterable[str]) -> Iterator[Server]:
    lrs = setting.publisher.lrs
    yield Server("server.page", "log.server")
    if setting.tells and setting.store is Store.LRS:
        yield Server("server.lrs", "log.server")
    elif setting.tells and lrs:
        kind = "gateway" if lrs.auth == "gateway" else "publisher"
        yield Server(
            f"server.{kind}", "log.gateway" if kind == "gateway" else "log.server", _origin(lrs.endpoint)
        )
    for who in own:
        yield Server(who, "log.server")
    for address in origins(setting.module):
        yield Server("server.film", "log.server", address)


def origins(module: LearningModule | Gathered) -> tuple[str, ...]:
    """The servers, other than their own, that the module's pages load files from."""
    return tuple(sorted({origin for activity in module.activities for origin in activity.origins()}))


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _event(name: str) -> str:
    """The key of an event's text: `event.responded` for `samtal.responded`, `event.module.completed` for the
    module itself.
    """
    return f"event.{name.rpartition('.')[2]}" if "." in name else f"event.module.{name}"
