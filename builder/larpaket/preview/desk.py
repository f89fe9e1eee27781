"""The desk: what is shown, to whom, in which LMS, and what goes wrong there. No sockets.

What an LMS stores is kept for each format and learner, through rebuilds, closing and relaunch.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from larpaket.definition.setting import Store
from larpaket.formats import FORMATS
from larpaket.preview import choices
from larpaket.preview.choices import FAULTS, LEARNERS, MODES, PERSONAS
from larpaket.preview.exchange import Exchange
from larpaket.preview.feed import Feed
from larpaket.preview.launches import Launch, Lms
from larpaket.preview.lrs import Request, Response
from larpaket.preview.marked import marked
from larpaket.preview.shown import Shown
from larpaket.preview.standing import Standing, of_record, of_statements, seconds_of
from larpaket.preview.subject import Subject
from larpaket.problems import LarpaketError, Problem, ProblemsError, UsageError

_TIME = {"1.2": "cmi.core.session_time", "2004": "cmi.session_time"}


@dataclass
class Attempt:
    """What the LMS has stored of a learner; `before` are the seconds of the sessions before this one."""

    registration: str = field(default_factory=lambda: str(uuid.uuid4()))
    values: dict[str, str] = field(default_factory=dict)
    before: float = 0


class Desk:
    """Everything the two pages, the desk and the stage around the player, ask for."""

    def __init__(self, subject: Subject, feed: Feed, *, stage: Callable[[], str], lrs: str) -> None:
        """`stage` is the current origin of the package, `lrs` that of the LRS."""
        self.subject = subject
        self.feed = feed
        self.stage = stage
        self._lrs = lrs
        self._systems: dict[tuple[str, str], Lms] = {}
        self.chosen = {
            "format": subject.formats[0],
            "persona": PERSONAS[0],
            "learner": next(iter(LEARNERS)),
            "language": "",
            "mode": MODES[0],
        }
        self.faults: set[str] = set()
        self.shown: Shown | None = None
        self.problems: tuple[Problem, ...] = ()
        self.stored = True
        self._attempts: dict[tuple[str, str], Attempt] = {}
        self._sessions: dict[str, list[dict[str, Any]]] = {}

    @property
    def lms(self) -> Lms:
        """The chosen format's LMS for launches. A SCORM package logs in to no LRS, as behind a gateway."""
        format, persona = self.chosen["format"], self.chosen["persona"]
        if (format, persona) not in self._systems:
            anonymous, suite = FORMATS[format].store is Store.LMS, persona == "catapult"
            made = self._systems[format, persona] = Lms("", anonymous=anonymous, suite=suite)
            made.url, made.fault = self._lrs, self._fault
        return self._systems[format, persona]

    # What is shown.

    def take(self, made: Shown | LarpaketError, seconds: float) -> None:
        """What a build made; the last good package stays if it failed. It took so many seconds."""
        if isinstance(made, Shown):
            self.shown, self.problems = made, made.problems
            if (personas := choices.personas(made)) and self.chosen["persona"] not in personas:
                self.chosen["persona"] = personas[0]
            self.feed.add("built", seconds=round(seconds, 1))
            return
        self.problems = made.problems if isinstance(made, ProblemsError) else ()
        self.feed.add("failed", text="" if self.problems else str(made))

    # What the desk's page asks for.

    def choose(self, name: str, value: str) -> None:
        """Choose what is played; UsageError if there is no such thing."""
        options = self.options()
        if value not in options.get(name, ()):
            raise UsageError(f"`{name}` cannot be `{value}`")
        self.chosen[name] = value

    def options(self) -> dict[str, Sequence[str]]:
        """What can be chosen now."""
        return choices.options(self.subject.formats, self.shown)

    def switch(self, fault: str, *, on: bool) -> None:
        """Switch a fault on or off."""
        if fault not in FAULTS:
            raise UsageError(f"there is no fault `{fault}`")
        (self.faults.add if on else self.faults.discard)(fault)
        self.feed.add("fault", fault=fault, on=on)

    def restart(self) -> None:
        """A new attempt: nothing is stored."""
        self._attempts.pop(self._whose(), None)
        self._sessions.pop(self._session(), None)
        self.stored = True

    def standing(self) -> Standing:
        """What the LMS would show of the chosen learner."""
        attempt = self.attempt()
        if self.shown is None:
            return Standing()
        if self.shown.scorm:
            return of_record(self.shown.scorm, attempt.values, attempt.before)
        return of_statements(self._activity(), self._sessions.get(self._session(), ()))

    def picture(self) -> dict[str, Any]:
        """All that the desk's page shows beside the log."""
        shown, attempt = self.shown, self.attempt()
        return {
            "title": shown.title if shown else "",
            "version": shown.version if shown else "",
            "ours": bool(shown and shown.ours),
            "scorm": shown.scorm if shown else "",
            "store": (shown.format if shown else FORMATS[self.chosen["format"]]).store.value,
            "limit": shown.format.state_limit if shown else 0,
            "standing": asdict(self.standing()),
            "stored": self.stored,
            "record": attempt.values,
            "chosen": self.chosen,
            "options": self.options(),
            "faults": sorted(self.faults),
            "available": choices.faults(shown),
            "problems": [marked(problem) for problem in self.problems],
            "watched": bool(self.subject.watched),
            "stage": self.stage() if shown else "",
            "path": self.stage_path(),
        }

    # What the stage around the player asks for.

    def stage_path(self) -> str:
        """The address of the stage: its LMS's own, because packages recognise some by it."""
        scorm = self.shown.scorm if self.shown else ""
        return (
            {"moodle": "/mod/scorm/player.php"}.get(self.chosen["persona"], "/lms/player.html")
            if scorm
            else "/"
        )

    def setup(self) -> dict[str, Any]:
        """What a launch begins with. The LMS adds the time of the session before to that of all before."""
        shown, attempt = self.shown, self.attempt()
        assert shown is not None
        attempt.before += seconds_of(attempt.values.pop(_TIME.get(shown.scorm, ""), ""))
        return {
            "attempt": attempt.registration,
            "scorm": shown.scorm,
            "persona": self.chosen["persona"],
            "ours": shown.ours,
            "learner": self.chosen["learner"],
            "name": LEARNERS[self.chosen["learner"]],
            "language": self.chosen["language"],
            "mode": self.chosen["mode"],
            "record": attempt.values,
            "before": attempt.before,
            "faults": sorted(self.faults),
            "page": f"/package/{shown.page}" if shown.scorm else self._launch(shown).url,
        }

    def store(self, registration: str, values: Mapping[str, str]) -> int:
        """What the LMS answers to an attempt's values: a status. What a page of an attempt that is no more
        sends as it goes is dropped.
        """
        attempt = next((one for one in self._attempts.values() if one.registration == registration), None)
        if attempt is None:
            return 200
        status = 403 if "session" in self.faults else 500 if "refuse" in self.faults else 200
        if status == 200:
            attempt.values.update(values)
        self.stored = status == 200
        self.feed.add("store", status=status)
        return status

    def attempt(self) -> Attempt:
        """The chosen learner's."""
        return self._attempts.setdefault(self._whose(), Attempt())

    # Statements.

    def answer(self, request: Request) -> Response:
        """What the LRS answers; statements and documents are logged."""
        count = len(self.lms.log)
        response = self.lms.answer(request)
        for exchange in self.lms.log[count:]:
            self._note(exchange)
        return response

    def _note(self, exchange: Exchange) -> None:
        status = int(exchange.response.status)
        said = "" if exchange.taken else exchange.response.body.decode("utf-8", "replace")[:500]
        unreadable = not exchange.taken and exchange.sends and not exchange.statements
        for statement in [{}] if unreadable else exchange.statements:
            self.feed.add("statement", status=status, statement=statement, said=said)
            if exchange.taken:
                self._sessions.setdefault(self._session(), []).append(statement)
        if exchange.resource in ("state", "profile") and exchange.asked.method != "GET":
            self.feed.add(
                "document",
                status=status,
                method=exchange.asked.method,
                name=exchange.query.get("stateId") or exchange.query.get("profileId", ""),
                body=exchange.asked.body.decode("utf-8", "replace"),
                said=said,
            )

    def _fault(self, request: Request) -> Response | None:
        if "lrs" in self.faults or "offline" in self.faults:
            return Response(503, b"the preview's LRS does not answer", {"Content-Type": "text/plain"})
        return None

    def _launch(self, shown: Shown) -> Launch:
        self.lms.package = f"{self.stage()}/package/{shown.page}"
        registration = self.attempt().registration
        learner = self.chosen["learner"] or "anonymous"
        if shown.format.store is Store.BROWSER:
            return Launch(self.lms.package, {}, "", "", "")
        language = self.chosen["language"]
        if choices.is_cmi5(shown.format):
            mode = self.chosen["mode"].capitalize()
            preferences = {"languagePreference": language} if language else None
            return self.lms.cmi5(
                learner=learner,
                registration=registration,
                publisher=shown.activity,
                mode=mode,
                preferences=preferences,
            )
        return self.lms.tincan(
            activity=shown.activity,
            learner=learner,
            registration=registration,
            **({"Accept-Language": language} if language else {}),
        )

    def _activity(self) -> str:
        return self.lms.launches[-1].activity if self.lms.launches else ""

    def _whose(self) -> tuple[str, str]:
        return self.chosen["format"], self.chosen["learner"]

    def _session(self) -> str:
        return self.attempt().registration
