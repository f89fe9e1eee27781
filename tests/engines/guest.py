"""Somebody who uses a package in whichever engine: one walk for all of them.

Elements are found by `data-do` and the like, so that the walk holds whatever the page's texts are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from browser.server import Site
from engines.engine import Engine

UNTIL = """async (...values) => {
    for (const end = Date.now() + 40_000; Date.now() < end; ) {
        const found = await (%s)(...values);
        if (found) return found;
        await new Promise((next) => setTimeout(next, 20));
    }
    throw new Error("never came");
}"""
"""In the page, so that a test does not depend on how fast the driver is; `Date` may have been moved."""
READY = """() => {
    window.complaints ??= addEventListener("error", ({ message }) => complaints.push(message)) ?? [];
    const there = document.querySelector("[data-do=begin]:not([popovertarget])");
    return there && [...document.querySelectorAll(".saved")].some((line) => line.textContent);
}"""
"""The script is running, and the session has begun."""
FRAMED = """() => {
    const { contentDocument: page } = document.querySelector("iframe") ?? {};
    return page?.URL !== "about:blank" && page?.readyState === "complete";
}"""
VOICE = 'document.querySelector("[data-voice]")'
FILM = 'document.querySelector("video")'


@dataclass
class Guest:
    """A person at the engine, and where the package is; in a frame where there is an LMS's page around it."""

    engine: Engine
    site: Site
    address: str
    frame: bool = False

    def open(self) -> None:
        """Open the package, and wait until its session has begun."""
        self.engine.open(self.address)
        if self.frame:
            self.engine.run(UNTIL % FRAMED)
        self.until(READY)

    def run(self, script: str, *values: object) -> Any:
        return self.engine.run(script, *values, frame=self.frame)

    def until(self, script: str, *values: object) -> Any:
        """Wait in the page until the function returns something true; return that."""
        try:
            return self.run(UNTIL % script, *values)
        except AssertionError as error:
            raise AssertionError(f"{error}: {script} {values}\n{self.run(SEEN)}") from None

    def press(self, selector: str) -> None:
        self.engine.press(selector, frame=self.frame)

    def begin(self) -> None:
        """Go from the start to the film and the question."""
        self.press("[data-do=begin]")
        self.stands_at_the_film()

    def stands_at_the_film(self) -> None:
        self.until(f"() => {FILM}.offsetHeight > 0")

    def play(self, place: float) -> None:
        """Play the film from a place, and see that it moves and that its captions are shown."""
        self.press("[data-do=captions]")
        self.run(f"(place) => Object.assign({FILM}, {{ muted: true, currentTime: place }}).play()", place)
        self.until(f"(place) => {FILM}.currentTime > place + 1.5", place)
        self.until(
            f"""() => [...{FILM}.textTracks].some(
                ({{ mode, activeCues }}) => mode === "showing" && activeCues.length)"""
        )

    def watch(self) -> None:
        """Play the film to its end."""
        self.run(f"() => Object.assign({FILM}, {{ muted: true }}).play()")
        self.until(f"() => {FILM}.ended && {VOICE}.textContent")

    def read(self) -> None:
        """Read the text version instead."""
        if self.run("() => document.querySelector('[data-do=text]').ariaExpanded === 'false'"):
            self.press("[data-do=text]")
        self.press("[data-do=read]")

    def show(self) -> None:
        """Put the question on the big screen, see that it fills the page with its clock, and go back."""
        self.press(".ask [data-do=big]")
        self.until(
            """() => {
                const [all, ...parts] = ["", " .question", " .clock"].map((part) =>
                    document.querySelector(`.ask.shown${part}`)?.getBoundingClientRect());
                return all && all.width >= innerWidth && all.height >= innerHeight && parts.every(
                    ({ height, left, top, right, bottom }) =>
                        height && left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight);
            }"""
        )
        self.press(".ask [data-do=big]")
        self.until("() => !document.fullscreenElement && !document.querySelector('.ask.shown')")

    def start_the_time(self) -> None:
        before = self.left()
        self.press("[data-do=toggle]")
        self.until(f"(before) => ({LEFT})() < before - 1", before)

    def end_the_time(self) -> None:
        """Let the time pass, and see that its end is said."""
        before = self.run(f"() => {VOICE}.textContent")
        self.move_clock(self.left())
        self.until(
            f"""(before) => document.querySelector(".ask .end").offsetHeight > 0
                && {VOICE}.textContent && {VOICE}.textContent !== before""",
            before,
        )

    def move_clock(self, seconds: int) -> None:
        """From here on this page's clock is so much ahead, or behind."""
        self.run("(ahead) => { const now = Date.now; Date.now = () => now() + ahead; }", seconds * 1000)

    def write(self, text: str) -> None:
        """Write the first note, all of it in a moment."""
        self.run(
            """(text) => {
                const area = document.querySelector("textarea");
                area.value = text;
                area.dispatchEvent(new Event("input", { bubbles: true }));
            }""",
            text,
        )

    def finish(self) -> None:
        """Say that the question is done, and see the end."""
        self.press("[data-do=onward]")
        self.until("() => document.querySelector('[data-view=\"@end\"]').offsetHeight > 0")

    def place(self) -> float:
        """Where the film is, in seconds."""
        return float(self.until(f"() => {FILM}.readyState > 0 && {FILM}.currentTime"))

    def left(self) -> int:
        """What the clock shows, in seconds."""
        return int(self.run(LEFT))

    def quiet(self) -> None:
        """Fail if the page's script has."""
        assert self.run("() => window.complaints") == []


LEFT = """() => {
    const [minutes, seconds] = document.querySelector(".clock").textContent.split(":");
    return 60 * minutes + Number(seconds);
}"""
SEEN = "() => document.body.innerText.slice(0, 2000)"
