"""Somebody who uses a package in the test LMS, in the words of what they do."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Error, Frame, Page

from browser.visitor import Visitor

LOOKING = {
    "review": "Du tittar tillbaka på något avslutat. Inget ändras.",
    "browse": "Du tittar bara. Det du gör här sparas inte.",
}
"""What the page says when nothing may be written, by mode."""


@dataclass
class Learner(Visitor):
    """Somebody at the LMS's page, which has the package in a frame."""

    violations: list[str] = field(default_factory=list)
    goodbye = "Sparat i lärplattformen."

    def open(self, *, host: str = "127.0.0.1", begun: bool = True, **query: object) -> None:
        """Open the LMS's page with the package in its frame, and wait until the player stands and says what
        became of its session.

        Not `begun`: do not wait for that. A session that still runs is left first.
        """
        self.leave()
        address = urlencode({"package": "/package/index.html", **query})
        self.page.goto(f"http://{host}:{self.site.port}/lms/lms.html?{address}")
        self.stands(begun=begun)

    def leave(self) -> None:
        """Go elsewhere, and wait until the LMS has recorded the end of the session, if one had begun that
        records anything.
        """
        self.note()
        running = self.page.evaluate(
            "window.judge?.calls.some((c) => c.method === 'SetValue') && !window.judge.ended()"
        )
        before = self.site.ends
        self.page.goto("about:blank")
        if running:
            self.site.wait_for(lambda: self.site.ends > before)

    @property
    def sco(self) -> Frame:
        """The package's frame."""
        frame = self.page.locator("iframe").element_handle().content_frame()
        assert frame is not None
        return frame

    @property
    def root(self) -> Frame:
        """Where the player is."""
        return self.sco

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The calls of this page's session."""
        found: list[dict[str, Any]] = self.page.evaluate("window.judge.calls")
        return found

    def written(self, element: str) -> list[str]:
        """The values that this session wrote to an element, in order."""
        return [
            call["args"][1]
            for call in self.calls
            if call["method"] == "SetValue" and call["args"][0] == element
        ]

    def wrote(self, element: str, value: str) -> None:
        """Wait until this session has written a value and committed it."""
        self.page.wait_for_function(
            """([element, value]) => {
                const at = judge.calls.findIndex(({ args }) => args[0] === element && args[1] === value);
                return at >= 0 && judge.calls.slice(at).some(({ method }) => method === "Commit");
            }""",
            arg=[element, value],
        )

    def record(self, learner: str = "a") -> dict[str, Any]:
        """What the LMS keeps for the learner."""
        found: Any = self.site.records.get(f"/record/{learner}", {}).get("cmi", {})
        return dict(found)

    def becomes(self, status: str) -> None:
        """Wait until that is the SCORM 1.2 status of the attempt that the LMS keeps."""
        self.site.wait_for(lambda: self.record()["core"]["lesson_status"] == status)

    def state(self) -> dict[str, Any]:
        """The player's state, as the LMS keeps it."""
        found: dict[str, Any] = json.loads(self.record().get("suspend_data") or "{}")
        return found

    def check(self) -> None:
        """Fail for what the judge or the console held against the package."""
        self.note()
        held = self.violations + self.site.verdicts
        assert held == [], held
        self.quiet()

    def note(self) -> None:
        """Keep the judge's verdict before the page goes."""
        if not self.page.is_closed():
            try:
                self.violations += self.page.evaluate("window.judge ? window.judge.violations.splice(0) : []")
            except Error as error:
                if "context was destroyed" not in str(error):
                    raise


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
