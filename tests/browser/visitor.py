"""A learner who uses a package, with methods named after what learners do; subclasses know where the package
is played.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import ClassVar

from playwright.sync_api import ConsoleMessage, Frame, Page, expect

from browser.server import Site

UNTIL_NOTHING_WAITS = """() => new Promise((done, fail) => {
    const opening = indexedDB.open("larpaket");
    opening.onerror = fail;
    opening.onsuccess = () => {
        const count = () => {
            const counting = opening.result.transaction("outbox").objectStore("outbox").count();
            counting.onsuccess = () => {
                if (counting.result) return setTimeout(count, 20);
                opening.result.close();
                done();
            };
        };
        count();
    };
})"""


def wait_for_script(root: Page | Frame) -> None:
    """Wait until the player's script is running; earlier presses are only noted (pending-press.js)."""
    expect(root.locator("[data-do=begin]:not([popovertarget])").first).to_be_attached()


START = re.compile("^Starta( filmen( och samtalet)?)?$")
"""The button that begins, whatever it starts."""
SHOWN = "body > :not([data-voice])"
"""What can be seen: the region that is only read out repeats some of it."""


@dataclass
class Visitor:
    """A browser page; `noise` lists what a test expects on the console, as patterns."""

    page: Page
    site: Site
    noise: tuple[str, ...] = ()
    complaints: list[str] = field(default_factory=list)
    goodbye: ClassVar[str] = "Sparat i den här webbläsaren."

    def __post_init__(self) -> None:
        """Listen for the page's complaints."""
        self.move(self.page)

    def move(self, page: Page) -> None:
        """Continue in another tab or browser."""
        self.page = page
        page.on("console", self._hear)
        page.on("dialog", lambda dialog: dialog.accept())  # "leave the page?", where a text would be lost
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    @property
    def root(self) -> Page | Frame:
        """Return the frame that contains the player."""
        return self.page

    def stands(self, *, begun: bool = True) -> None:
        """Wait until the player is ready and, if `begun`, shows the state of its session."""
        wait_for_script(self.root)
        if begun:
            expect(self.root.locator(".saved").first).not_to_be_empty()

    def press(self, name: str) -> None:
        """Press the button of that name."""
        self.root.get_by_role("button", name=name, exact=True).click()

    def begin(self, start: str | re.Pattern[str] = START, heading: str = "Film och fråga") -> None:
        """Go from the start to the film and the question."""
        self.root.get_by_role("button", name=start).click()
        expect(self.root.get_by_role("heading", name=heading)).to_be_visible()

    def watch(self) -> None:
        """Watch the two-second film to its end, at twice its speed, as browsers' own menus offer."""
        self.root.evaluate(
            """() => {
                const video = document.querySelector("video");
                Object.assign(video, { muted: true, playbackRate: 2 });
                void video.play();
            }"""
        )
        expect(self.root.locator("[data-voice]")).to_contain_text("Filmen är slut.")

    def read(self) -> None:
        """Read the text version instead."""
        self.press("Läs filmen som text")
        self.press("Vi har läst textversionen")

    def tab_to(self, name: str) -> None:
        """Press Tab until the element of that name has the focus, which must be visible."""
        walked = []
        for _ in range(40):
            self.page.keyboard.press("Tab")
            here = self.root.evaluate(
                """() => {
                    const e = document.activeElement;
                    const style = getComputedStyle(e);
                    const name = e.getAttribute("aria-label") ?? e.textContent.trim();
                    return [name, e.matches(":focus-visible"), style.outlineStyle, style.outlineWidth];
                }"""
            )
            walked.append(here[0])
            if here[0] == name:
                assert here[1:] == [True, "solid", "3px"], here
                return
        raise AssertionError(f"{name} was not reached; passed {walked}")

    def cues(self) -> int:
        """Return how many cues the shown captions have, once there are some."""
        count = """[...document.querySelector("video").textTracks].filter((track) => track.mode === "showing")
            .reduce((sum, track) => sum + (track.cues?.length ?? 0), 0)"""
        self.root.wait_for_function(f"() => {count} > 0")
        return int(self.root.evaluate(count))

    def a_minute_ago(self) -> None:
        """From here on this page's clock is a minute behind: the next page need not wait until whatever this one
        has just sent must have been answered.
        """
        self.root.evaluate("() => { const now = Date.now; Date.now = () => now() - 60_000; }")

    def confirmed(self) -> None:
        """Wait until the LRS has answered: a page left before that repeats what is in flight, and an LRS may
        answer 409.
        """
        self.root.evaluate(UNTIL_NOTHING_WAITS)

    def says(self, text: str | re.Pattern[str]) -> None:
        """Expect the sentence on the page."""
        expect(
            self.root.locator(SHOWN).get_by_text(text, exact=True).filter(visible=True).first
        ).to_be_visible()

    def says_at_last(self, text: str) -> None:
        """Let the page's time pass, two minutes at most, until the sentence is there; its clock must have been
        installed before it was opened.
        """
        shown = self.root.locator(SHOWN).get_by_text(text, exact=True).filter(visible=True).first
        for _ in range(120):
            if shown.is_visible():
                return
            self.page.clock.run_for(1000)
        expect(shown).to_be_visible()

    def quiet(self) -> None:
        """Fail if the console has complained unexpectedly."""
        unexpected = [
            text for text in self.complaints if not any(re.search(noise, text) for noise in self.noise)
        ]
        assert unexpected == [], unexpected

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


def freeze(page: Page) -> None:
    """From here on time passes only when the test says so; the page's clock must have been installed before
    it was opened.
    """
    page.clock.pause_at(
        page.evaluate("Date.now()") / 1000 + 10
    )  # a stall of this many seconds on the way would be an error
