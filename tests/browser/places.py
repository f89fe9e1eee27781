"""Where a package is played: in a SCORM LMS, launched from one with an LRS, or in a browser alone. One
playbook covers all of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from browser.launched import MODULE, Launched
from browser.learner import Learner
from browser.server import Site
from browser.visitor import Visitor
from larpaket.preview.lrs import Response
from launch.lms import Lms, serve_lms

KEPT = """() => new Promise((done) => {
    const open = indexedDB.open("larpaket", 1);
    open.onsuccess = () => { open.result.transaction("sessions").objectStore("sessions").get("provmodul").onsuccess = (e) => done(e.target.result); };
})"""
FILM = '"film":{"d":1'


class Place(ABC):
    """The same learner at the same place, visit after visit; `visitor` does what learners do."""

    visitor: Visitor
    nowhere = "Ingen lärplattform hittades. Inget sparas."
    """What is said where nothing can be kept."""
    at_home = nowhere
    """What is said after a double-click."""

    @abstractmethod
    def open(self, *, host: str = "127.0.0.1") -> None:
        """Visit, for the first time or again."""

    def close(self) -> None:
        """Close the tab, and wait for what must arrive."""
        self.visitor.page.close(run_before_unload=True)

    @abstractmethod
    def is_over(self) -> None:
        """Wait until the session has ended, after "Avsluta"."""

    @abstractmethod
    def film_is_kept(self) -> None:
        """Wait until it is recorded that the film was seen or read."""

    @abstractmethod
    def completed(self) -> bool:
        """Return whether the completion is recorded."""

    @abstractmethod
    def refuse(self) -> None:
        """From here on nothing is recorded."""

    @abstractmethod
    def recover(self) -> None:
        """From here on everything is recorded again."""

    @abstractmethod
    def open_nowhere(self) -> None:
        """Open a page that cannot record anything, and see that it says so."""

    def address(self) -> str:
        """Return the address for a frame on another site's page."""
        return "/package/index.html"

    def policy(self) -> str:
        """Return the Content-Security-Policy that `dist/index.html` recommends."""
        return "default-src 'self'"

    def check(self) -> None:
        """Fail if the format's judge or the console has complained about the package."""
        self.visitor.quiet()


class Scorm(Place):
    """The test LMS with scorm-again, and a strict judge of each call."""

    def __init__(self, page: Page, site: Site, format: str) -> None:
        self.visitor = self.learner = Learner(page, site)
        self.api, self.status = (
            ("API", "lesson_status") if format == "scorm12" else ("API_1484_11", "completion_status")
        )

    def open(self, *, host: str = "127.0.0.1") -> None:
        self.learner.open(host=host, api=self.api)

    def close(self) -> None:
        self.learner.note()
        before = self.learner.site.ends
        super().close()
        self.learner.site.wait_for(lambda: self.learner.site.ends > before)

    def is_over(self) -> None:
        self.learner.page.wait_for_function("judge.ended()")

    def film_is_kept(self) -> None:
        self.learner.site.wait_for(lambda: self.learner.state().get("a", {}).get("film", {}).get("d") == 1)

    def completed(self) -> bool:
        record = self.learner.record()
        return bool(record.get("core", record).get(self.status) == "completed")

    def refuse(self) -> None:
        self.learner.page.evaluate("window.refuse = Infinity")

    def recover(self) -> None:
        self.learner.page.evaluate("window.refuse = 0")

    def open_nowhere(self) -> None:
        self.learner.page.clock.install()
        self.learner.open(noapi=1, begun=False)
        self.learner.page.clock.run_for(11_000)  # an LMS may load the package before its API
        self.learner.begin()
        self.learner.says(self.nowhere)

    def check(self) -> None:
        self.learner.check()


class Lrs(Place):
    """The test LMS that launches xAPI and cmi5, its LRS, and a strict judge of each session."""

    def __init__(self, page: Page, site: Site, format: str, lms: Lms) -> None:
        self.visitor = self.someone = Launched(page, site, lms=lms, format=format)
        self.lms = lms
        self.registration: dict[str, Any] = {}

    def open(self, *, host: str = "127.0.0.1") -> None:
        self.lms.package = f"http://{host}:{self.someone.site.port}/package/index.html"
        launch = self.someone.launch(**self.registration)
        self.registration = {"registration": launch.registration}

    def close(self) -> None:
        self.someone.close()

    def is_over(self) -> None:
        self.someone.ended()
        expect(
            self.someone.page.get_by_role("button", name="Avsluta")
        ).to_be_hidden()  # the page has received the answer too

    def film_is_kept(self) -> None:
        self.someone.kept(FILM)

    def completed(self) -> bool:
        launched = self.someone.sessions[0][0].activity
        return any(
            one["verb"]["id"].endswith("/completed") and one["object"]["id"] == launched
            for one in self.lms.sent()
        )

    def refuse(self) -> None:
        self.lms.fault = lambda request: Response(503)

    def recover(self) -> None:
        self.lms.fault = lambda request: None

    def open_nowhere(self) -> None:
        self.someone.page.goto(f"{self.someone.site.url}/package/index.html")
        self.someone.begin()
        self.someone.says(self.nowhere)
        expect(self.someone.page.get_by_role("button", name="Avsluta")).to_be_hidden()
        assert self.lms.log == []

    def address(self) -> str:
        launch = (
            self.lms.cmi5(publisher=MODULE)
            if self.someone.format == "cmi5"
            else self.lms.tincan(activity=MODULE)
        )
        self.someone.sessions.append((launch, len(self.lms.log)))
        return launch.url

    def policy(self) -> str:
        return f"default-src 'self'; connect-src 'self' {self.lms.url}"

    def check(self) -> None:
        if self.someone.sessions and not self.visitor.page.is_closed():
            self.someone.close()
        self.someone.check()


class Browser(Place):
    """No LMS: the browser itself keeps the record."""

    nowhere = "Den här webbläsaren sparar inget. Allt försvinner när fönstret stängs."
    at_home = "Sparat"

    def __init__(self, page: Page, site: Site) -> None:
        self.visitor = Visitor(page, site)

    def open(self, *, host: str = "127.0.0.1") -> None:
        self.visitor.page.goto(f"http://{host}:{self.visitor.site.port}/package/index.html")
        self.visitor.stands()

    def is_over(self) -> None:
        expect(self.visitor.page.get_by_role("button", name="Avsluta", exact=True)).to_be_hidden()

    def film_is_kept(self) -> None:
        kept = f"((await ({KEPT})())?.state ?? '').includes('{FILM}')"
        self.visitor.page.evaluate(
            f"async () => {{ while (!({kept})) await new Promise((next) => setTimeout(next, 20)); }}"
        )

    def completed(self) -> bool:
        return bool((self.visitor.page.evaluate(KEPT) or {}).get("complete"))

    def refuse(self) -> None:
        self.visitor.page.evaluate(
            """() => {
                window.put = IDBObjectStore.prototype.put;
                IDBObjectStore.prototype.put = function () { this.transaction.abort(); };
            }"""
        )

    def recover(self) -> None:
        self.visitor.page.evaluate("() => { IDBObjectStore.prototype.put = window.put; }")

    def open_nowhere(self) -> None:
        self.visitor.page.add_init_script(
            "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } })"
        )
        self.open()
        self.visitor.begin()
        self.visitor.says(self.nowhere)


@contextmanager
def place_for(page: Page, site: Site, format: str) -> Iterator[Place]:
    """Return the place for a format's package."""
    if format.startswith("scorm"):
        yield Scorm(page, site, format)
    elif format == "web":
        yield Browser(page, site)
    else:
        with serve_lms(f"{site.url}/package/index.html") as lms:
            yield Lrs(page, site, format, lms)


def framed(place: Place) -> Learner:
    """Return the place's visitor at a page with the package in a sandboxed frame: no storage, no API, and an
    opaque origin.
    """
    visitor = place.visitor
    address = urlencode({"noapi": 1, "sandbox": 1, "package": place.address()})
    visitor.page.goto(f"{visitor.site.url}/lms/lms.html?{address}")
    inside = Learner(visitor.page, visitor.site)
    inside.stands(begun=False)
    return inside
