"""Somebody whose LMS launched the package with xAPI or cmi5: the package is the page itself, no frame around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from browser.server import Site
from launch import judge_cmi5, judge_tincan
from launch.judge import verb
from launch.lms import Exchange, Launch, Lms
from playwright.sync_api import ConsoleMessage, Page, expect

MODULE = "https://larande.example.se/provmodul"


@dataclass
class Launched:
    """A browser page; `noise` is what a test expects the console to say. A 404 is none: nothing was kept yet, nothing is wished."""

    page: Page
    site: Site
    lms: Lms
    format: str
    noise: tuple[str, ...] = ("status of 404",)
    complaints: list[str] = field(default_factory=list)
    sessions: list[tuple[Launch, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to what the page complains of."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def launch(self, *, begun: bool = True, **options: object) -> Launch:
        """Launch the package, and wait until the player stands and says what became of its session; not `begun`: only until it stands."""
        given: dict[str, Any] = dict(options)
        launch = self.lms.cmi5(publisher=MODULE, **given) if self.format == "cmi5" else self.lms.tincan(activity=MODULE, **given)
        self.go(launch, launch.url, begun=begun)
        return launch

    def go(self, launch: Launch, url: str, *, begun: bool = True) -> None:
        """Follow a launch's address, or another that stands for it."""
        self.sessions.append((launch, len(self.lms.log)))
        self.page.goto(url)
        expect(self.page.locator("[data-do=begin]").first).to_be_enabled()
        if begun:
            expect(self.page.locator(".saved").first).not_to_be_empty()

    def press(self, name: str) -> None:
        """Press the button of that name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def begin(self, start: str = "Starta", heading: str = "Film och fråga") -> None:
        """From the start to the film and the question."""
        self.page.get_by_role("button", name=start).click()
        expect(self.page.get_by_role("heading", name=heading)).to_be_visible()

    def watch(self) -> None:
        """Watch the film of two seconds to its end."""
        self.page.evaluate("() => { const video = document.querySelector('video'); video.muted = true; void video.play(); }")
        expect(self.page.get_by_text("Filmen är slut.")).to_be_attached()

    def read(self) -> None:
        """Read the text version instead."""
        self.press("Läs filmen som text")
        self.press("Jag har läst textversionen")

    def says(self, text: str) -> None:
        """See the sentence on the page."""
        expect(self.page.get_by_text(text, exact=True).filter(visible=True).first).to_be_visible()

    def finish(self) -> None:
        """Watch, go on, and see that it is done."""
        self.begin()
        self.watch()
        self.press("Klar")
        self.says("Du är klar.")
        self.says("Du kan stänga fönstret.")

    def close(self) -> None:
        """Close the tab, and wait until the LMS has heard of it."""
        self.page.close(run_before_unload=True)
        self.ended()

    def ended(self) -> None:
        """Wait for the last session's end; one that an earlier session could not tell is not taken for it."""
        launch, _ = self.sessions[-1]

        def has_ended(log: list[Exchange]) -> bool:
            earlier = self._before(launch, len(log), taken=False)
            own = [exchange for exchange in log if exchange.taken and exchange.authorization == launch.authorization]
            told = [one for exchange in own for one in exchange.statements if one["id"] not in earlier]
            return any(verb(one) == "terminated" and one["object"]["id"] == launch.activity for one in told)

        self.lms.wait(has_ended)

    def kept(self, text: str) -> None:
        """Wait until the LRS's State holds the text."""
        self.lms.wait(
            lambda log: any(
                text in exchange.request.body.decode().replace("\\", "")
                for exchange in log
                if exchange.taken and exchange.resource == "state" and exchange.request.method == "PUT"
            )
        )

    def log(self, session: int = -1) -> list[Exchange]:
        """What one session sent: by its authorization, for what a closing page sends may come late.

        What an earlier one had sent is not counted again: a closing page cannot hear what became of its last statements. In cmi5 those
        that were not taken belong to the session that sends them anew.
        """
        launch, start = self.sessions[session]
        later = [at for _, at in self.sessions if at > start]
        span = range(start, later[0] if later else len(self.lms.log))
        known = {one.authorization for one in self.lms.launches}
        return [
            exchange.without(self._before(launch, at, taken=self.format == "cmi5"))
            for at, exchange in enumerate(self.lms.log)
            if (exchange.authorization == launch.authorization if exchange.authorization in known else at in span)
        ]

    def _before(self, launch: Launch, at: int, *, taken: bool) -> set[str]:
        """The ids that other sessions had sent before an exchange; those alone that were `taken`."""
        log = [one for one in self.lms.log[:at] if one.authorization != launch.authorization and (one.taken or not taken)]
        return {statement["id"] for exchange in log for statement in exchange.statements}

    def judge(self, session: int = -1, *, closed: bool = True) -> list[str]:
        """What the format's strict judge says of one session."""
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
            one for one in before if one["context"].get("registration") == launch.registration and one["object"]["id"] == launch.activity
        ]
        return judge_cmi5.complaints(self.log(session), launch, closed=closed, earlier=earlier)

    def check(self, *, closed: bool = True) -> None:
        """Fail for what the judge or the console held against the package."""
        for session in range(len(self.sessions)):
            found = self.judge(session, closed=closed)
            assert found == [], found
        unexpected = [text for text in self.complaints if not any(re.search(noise, text) for noise in self.noise)]
        assert unexpected == [], unexpected

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)
