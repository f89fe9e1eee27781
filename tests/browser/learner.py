"""A learner who uses a package in the test LMS, with methods named after what learners do."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import urlencode

from playwright.sync_api import Error, Frame, Page

from browser.visitor import Visitor

LOOKING = {
    "review": "Det här är avslutat sedan tidigare. Inget ändras.",
    "browse": "Det här är en förhandsvisning. Inget sparas.",
}
"""What the page says when nothing may be written, by mode."""


@dataclass
class Learner(Visitor):
    """A learner at the LMS's page, which has the package in a frame."""

    violations: list[str] = field(default_factory=list)
    goodbye: ClassVar[str] = "Sparat i lärplattformen."

    def open(self, *, host: str = "127.0.0.1", begun: bool = True, **query: object) -> None:
        """Open the LMS's page with the package in its frame, and wait until the player is ready and shows the
        state of its session.

        Without `begun`, do not wait for that. A session that is still running is left first.
        """
        self.leave()
        address = urlencode({"package": "/package/index.html", **query})
        self.page.goto(f"http://{host}:{self.site.port}/lms/lms.html?{address}")
        self.stands(begun=begun)

    def leave(self) -> None:
        """Leave the page, and wait until the LMS has recorded the end of the session, if there was one that
        records.
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
        """Return the package's frame."""
        frame = self.page.locator("iframe").element_handle().content_frame()
        assert frame is not None
        return frame

    @property
    def root(self) -> Frame:
        """Return the frame that contains the player."""
        return self.sco

    @property
    def calls(self) -> list[dict[str, Any]]:
        """Return the calls of this page's session."""
        found: list[dict[str, Any]] = self.page.evaluate("window.judge.calls")
        return found

    def written(self, element: str) -> list[str]:
        """Return the values that this session wrote to an element, in order."""
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
        """Return the LMS's record of the learner."""
        found: Any = self.site.records.get(f"/record/{learner}", {}).get("cmi", {})
        return dict(found)

    def becomes(self, status: str) -> None:
        """Wait until this is the SCORM 1.2 status of the attempt in the LMS."""
        self.site.wait_for(lambda: self.record()["core"]["lesson_status"] == status)

    def state(self) -> dict[str, Any]:
        """Return the player's state as stored in the LMS."""
        found: dict[str, Any] = json.loads(self.record().get("suspend_data") or "{}")
        return found

    def check(self) -> None:
        """Fail if the judge or the console has complained about the package."""
        self.note()
        held = self.violations + self.site.verdicts
        assert held == [], held
        self.quiet()

    def note(self) -> None:
        """Keep the judge's verdict before the page closes."""
        if not self.page.is_closed():
            try:
                self.violations += self.page.evaluate("window.judge ? window.judge.violations.splice(0) : []")
            except Error as error:
                if "context was destroyed" not in str(error):
                    raise


def pause_at(page: Page, seconds: float) -> None:
    """Stop the film at a place."""
    page.evaluate(
        """(seconds) => new Promise((done) => {
            const video = document.querySelector("video");
            video.pause();
            video.addEventListener("seeked", () => requestAnimationFrame(done), { once: true });
            video.currentTime = seconds;
        })""",
        seconds,
    )
