"""The player's outbox in Chromium, on a page of its own, with an LMS on another origin."""

from __future__ import annotations

import time
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from playwright.sync_api import Page

from browser.server import Site
from larpaket.preview.lrs import Credential, account
from larpaket.preview.lrs.access import Scope
from launch.lms import Lms

BASE = int(time.time() * 1000)
"""From here on time passes faster for a page, if it does."""
TOKEN = "b3V0Ym94Om91dGJveA=="
EVENT = "https://larande.example.se/events/"


def allow(lms: Lms, scope: Scope = Scope.ALL) -> None:
    """Accept the outbox's credentials."""
    lms.lrs.access.allow(Credential(TOKEN, account("outbox"), scope))


@dataclass
class Outbox:
    """A tab with an outbox; `persisted` is what the browser has confirmed as stored."""

    page: Page
    site: Site
    lms: Lms
    box: str = field(default_factory=lambda: uuid.uuid4().hex)
    persisted: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Record what was persisted."""
        self.page.expose_function("persisted", lambda event: self.persisted.append(event))

    def open(self, *, host: str = "127.0.0.1", faster: float = 50, wait: int = 2000, days: int = 0) -> bool:
        """Open the page and the outbox, which sends at once what an earlier one left. Return whether the
        browser still has its databases.
        """
        self._go(host)
        settings = {
            "endpoint": f"{self.lms.url}/xapi",
            "authorization": f"Basic {TOKEN}",
            "box": self.box,
            "faster": faster,
            "answerWait": wait,
            "base": BASE,
            "ahead": days * 86_400_000,
        }
        return bool(self.page.evaluate("(settings) => begin(settings)", settings))

    def tear(self, *places: int) -> None:
        """Before opening: make the stored rows look as if their page had closed before it had marked all of
        its last request.
        """
        self._go()
        self.page.evaluate("(places) => tear(places)", places)

    def _go(self, host: str = "127.0.0.1") -> None:
        self.page.goto(f"{self.site.url.replace('127.0.0.1', host)}/lms/outbox.html")
        self.page.wait_for_function("window.begin !== undefined")

    def burst(self, events: Iterable[int], padding: str = "") -> None:
        """Send all at once; return when all are persisted."""
        self.page.evaluate("([events, padding]) => burst(events, padding)", [list(events), padding])

    def single(self, events: Iterable[int]) -> None:
        """Send one after the other, each confirmed before the next."""
        self.page.evaluate("(events) => single(events)", list(events))

    def empty(self) -> None:
        """Wait until everything is confirmed."""
        self.page.evaluate("() => empty()")


def stored(lms: Lms) -> Counter[int]:
    """Count how often each event is in the LRS."""
    return Counter(int(one["object"]["id"].removeprefix(EVENT)) for one in lms.lrs.statements())


def wait_for_more(lms: Lms, than: int) -> None:
    lms.wait(lambda log: len(log) > than)


def close(outbox: Outbox) -> None:
    """Close the tab so that it can send nothing."""
    outbox.page.evaluate("() => { window.fetch = () => new Promise(() => {}); }")
    outbox.page.close(run_before_unload=True)
