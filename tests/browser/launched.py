"""A learner whose LMS launched the package with xAPI or cmi5: the package is the page itself, without a
frame.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

from browser.visitor import Visitor
from launch import judge_cmi5, judge_tincan
from launch.judge import verb
from launch.lms import Exchange, Launch, Lms

MODULE = "https://larande.example.se/provmodul"


@dataclass
class Launched(Visitor):
    """A learner whose page is the package. A 404 is no complaint: nothing has been saved yet, or there are no
    preferences.
    """

    lms: Lms = field(kw_only=True)
    format: str = field(kw_only=True)
    noise: tuple[str, ...] = ("status of 404",)
    sessions: list[tuple[Launch, int]] = field(default_factory=list)
    goodbye: ClassVar[str] = "Sparat i lärplattformen."

    def launch(self, *, begun: bool = True, **options: object) -> Launch:
        """Launch the package, and wait until the player is ready and shows the state of its session. Without
        `begun`, wait only until the player is ready.
        """
        given: dict[str, Any] = dict(options)
        launch = (
            self.lms.cmi5(publisher=MODULE, **given)
            if self.format == "cmi5"
            else self.lms.tincan(activity=MODULE, **given)
        )
        self.go(launch, launch.url, begun=begun)
        return launch

    def go(self, launch: Launch, url: str, *, begun: bool = True) -> None:
        """Open a launch's address, or another one in its place."""
        self.sessions.append((launch, len(self.lms.log)))
        self.page.goto(url)
        self.stands(begun=begun)

    def finish(self) -> None:
        """Watch the film, go on, and see that the module is complete."""
        self.begin()
        self.watch()
        self.press("Klar")
        self.says(re.compile(r"^(Du är klar|Ni är klara)\.$"))
        self.says(self.goodbye)

    def close(self) -> None:
        """Close the tab, and wait until the LMS has received the end."""
        self.vanish()
        self.ended()

    def vanish(self) -> None:
        """Close the tab, whether or not its end is sent: it is not sent while a completion is in flight
        (9.3.6).
        """
        with self.page.expect_event("close"):
            self.page.close(run_before_unload=True)

    def ended(self) -> None:
        """Wait for the last session's end; an end that an earlier session could not send does not count."""
        launch, _ = self.sessions[-1]

        def has_ended(log: list[Exchange]) -> bool:
            earlier = self._before(launch, len(log), taken=False)
            own = [
                exchange
                for exchange in log
                if exchange.taken and exchange.authorization == launch.authorization
            ]
            told = [one for exchange in own for one in exchange.statements if one["id"] not in earlier]
            return any(verb(one) == "terminated" and one["object"]["id"] == launch.activity for one in told)

        self.lms.wait(has_ended)

    def kept(self, text: str) -> None:
        """Wait until the LRS's State contains the text."""
        self.lms.wait(
            lambda log: any(
                text in exchange.request.body.decode().replace("\\", "")
                for exchange in log
                if exchange.taken and exchange.resource == "state" and exchange.request.method == "PUT"
            )
        )

    def log(self, session: int = -1) -> list[Exchange]:
        """Return what one session sent, identified by its authorization, because a closing page's requests
        may arrive late.

        What an earlier session had sent is not counted again: a closing page never learns the outcome of its
        last statements. In cmi5, those that were not accepted belong to the session that sends them again.
        """
        launch, start = self.sessions[session]
        later = [at for _, at in self.sessions if at > start]
        span = range(start, later[0] if later else len(self.lms.log))
        known = {one.authorization for one in self.lms.launches}
        return [
            exchange.without(self._before(launch, at, taken=self.format == "cmi5"))
            for at, exchange in enumerate(self.lms.log)
            if (
                exchange.authorization == launch.authorization
                if exchange.authorization in known
                else at in span
            )
        ]

    def _before(self, launch: Launch, at: int, *, taken: bool) -> set[str]:
        """Return the ids that other sessions had sent before an exchange, or only those that were `taken`."""
        log = [
            one
            for one in self.lms.log[:at]
            if one.authorization != launch.authorization and (one.taken or not taken)
        ]
        return {statement["id"] for exchange in log for statement in exchange.statements}

    def judge(self, session: int = -1, *, closed: bool = True) -> list[str]:
        """Return the verdict of the format's strict judge on one session."""
        launch, start = self.sessions[session]
        if self.format != "cmi5":
            return judge_tincan.complaints(self.log(session), launch, closed=closed)
        before = [
            one
            for exchange in self.lms.log[:start]
            if exchange.taken and exchange.authorization != launch.authorization
            for one in exchange.statements
        ]
        earlier = [
            one
            for one in before
            if one["context"].get("registration") == launch.registration
            and one["object"]["id"] == launch.activity
        ]
        return judge_cmi5.complaints(self.log(session), launch, closed=closed, earlier=earlier)

    def check(self, *, closed: bool = True) -> None:
        """Fail if the judge or the console has complained about the package."""
        for session in range(len(self.sessions)):
            found = self.judge(session, closed=closed)
            assert found == [], found
        self.quiet()
