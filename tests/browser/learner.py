"""Somebody who uses a package in the test LMS, in the words of what they do."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from browser.server import Site
from playwright.sync_api import ConsoleMessage, Error, Frame, Page, expect

LOOKING = {
    "review": "Du tittar tillbaka på något avslutat. Inget ändras.",
    "browse": "Du tittar bara. Det du gör här sparas inte.",
}
"""What the page says when nothing may be written, by mode."""


@dataclass
class Learner:
    """A browser page with the LMS in it; `noise` is what a test expects the console to say."""

    page: Page
    site: Site
    noise: tuple[str, ...] = ()
    complaints: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to what the page complains of."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, *, host: str = "127.0.0.1", begun: bool = True, **query: object) -> None:
        """Open the LMS's page with the package in its frame, and wait until the player stands and says what became of its session.

        Not `begun`: do not wait for that. A session that still runs is left first.
        """
        self.leave()
        address = urlencode({"package": "/package/index.html", **query})
        self.page.goto(f"http://{host}:{self.site.port}/lms/lms.html?{address}")
        expect(self.sco.locator("[data-do=begin]").first).to_be_enabled()
        if begun:
            expect(self.sco.locator(".saved").first).not_to_be_empty()

    def leave(self) -> None:
        """Go elsewhere, and wait until the LMS has recorded the end of the session, if one had begun that records anything."""
        self.note()
        running = self.page.evaluate("window.judge?.calls.some((c) => c.method === 'SetValue') && !window.judge.ended()")
        before = self.site.ends
        self.page.goto("about:blank")
        if running:
            self.site.wait_for(lambda: self.site.ends > before)

    def freeze(self) -> None:
        """From here on time passes only when the test says so; the page's clock must have been installed before it was opened."""
        now = self.page.evaluate("Date.now()")
        self.page.clock.pause_at(now / 1000 + 10)  # a stall of so many seconds on the way there would be an error

    @property
    def sco(self) -> Frame:
        """The package's frame."""
        frame = self.page.locator("iframe").element_handle().content_frame()
        assert frame is not None
        return frame

    def press(self, name: str) -> None:
        """Press the button of that name."""
        self.sco.get_by_role("button", name=name, exact=True).click()

    def begin(self, start: str = "Starta", heading: str = "Film och fråga") -> None:
        """From the start to the film and the question."""
        self.sco.get_by_role("button", name=start).click()
        expect(self.sco.get_by_role("heading", name=heading)).to_be_visible()

    def watch(self) -> None:
        """Watch the film of two seconds to its end."""
        self.sco.evaluate("() => { const video = document.querySelector('video'); video.muted = true; void video.play(); }")
        expect(self.sco.get_by_text("Filmen är slut.")).to_be_attached()

    def read(self) -> None:
        """Read the text version instead."""
        self.press("Läs filmen som text")
        self.press("Jag har läst textversionen")

    def says(self, text: str) -> None:
        """See the sentence on the page."""
        expect(self.sco.get_by_text(text, exact=True).filter(visible=True).first).to_be_visible()

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The calls of this page's session."""
        found: list[dict[str, Any]] = self.page.evaluate("window.judge.calls")
        return found

    def written(self, element: str) -> list[str]:
        """The values that this session wrote to an element, in order."""
        return [call["args"][1] for call in self.calls if call["method"] == "SetValue" and call["args"][0] == element]

    def record(self, learner: str = "a") -> dict[str, Any]:
        """What the LMS keeps for the learner."""
        found: Any = self.site.records.get(f"/record/{learner}", {}).get("cmi", {})
        return dict(found)

    def state(self) -> dict[str, Any]:
        """The player's state, as the LMS keeps it."""
        found: dict[str, Any] = json.loads(self.record().get("suspend_data") or "{}")
        return found

    def check(self) -> None:
        """Fail for what the judge or the console held against the package."""
        self.note()
        held = self.violations + self.site.verdicts
        assert held == [], held
        unexpected = [text for text in self.complaints if not any(noise in text for noise in self.noise)]
        assert unexpected == [], unexpected

    def note(self) -> None:
        """Keep the judge's verdict before the page goes."""
        if not self.page.is_closed():
            try:
                self.violations += self.page.evaluate("window.judge ? window.judge.violations.splice(0) : []")
            except Error as error:
                if "context was destroyed" not in str(error):
                    raise

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


def pause_at(page: Page, seconds: float) -> None:
    """Let the film stand still at a place."""
    page.evaluate(
        """(seconds) => new Promise((done) => {
            const video = document.querySelector("video");
            video.pause();
            video.addEventListener("seeked", () => requestAnimationFrame(done), { once: true });
            video.currentTime = seconds;
        })""",
        seconds,
    )
