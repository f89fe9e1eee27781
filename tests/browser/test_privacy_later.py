"""The privacy sheet compared with the disk of a computer that others use too: after a crash, with a second
learner, after 15 days.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Page

from browser.disk import in_the_sheet, on_the_disk
from browser.launched import Launched
from browser.server import Site, serve
from larpaket.preview.lrs import Response
from launch.lms import serve_lms

Kill = Callable[[Path], AbstractContextManager[tuple[Page, Callable[[], None]]]]
WAITING = {"IndexedDB larpaket outbox", "IndexedDB larpaket-kept kept"}
COPIES = {"localStorage larpaket outbox", "localStorage larpaket kept"}
TAB = {"sessionStorage larpaket"}


def use(someone: Launched, learner: str) -> None:
    """Go as far as possible while the LRS accepts nothing: opened, a text sent, the text version read."""
    someone.launch(learner=learner, begun=False)
    someone.begin()
    someone.page.get_by_label("tankar (frivilligt)").fill("Hemligt")
    someone.press("Skicka")
    someone.press("Jag har läst textversionen")
    until(someone.page, lambda found: found >= WAITING)


def until(page: Page, condition: Callable[[set[str]], bool]) -> set[str]:
    """Wait until the disk's content makes it true."""
    end = time.monotonic() + 40
    while not condition(found := on_the_disk(page)):
        assert time.monotonic() < end, found
        page.wait_for_timeout(50)
    return found


def test_stored_data_is_named_kept_separate_and_removed(
    kill: Kill, variant: Callable[..., Path], tmp_path: Path
) -> None:
    package = variant(
        "xapi", ("            mode: group\n", "            mode: individual\n            notes: lrs\n")
    )
    said = {
        one
        for one in in_the_sheet(package)
        if one.startswith(("IndexedDB ", "localStorage ", "sessionStorage "))
    }
    with serve_lms("") as lms, serve(Site(package)) as site:
        lms.package, sheet = f"{site.url}/package/index.html", f"{site.url}/package/dataskydd.html"
        lms.fault = lambda request: Response(503)
        with kill(tmp_path / "profile") as (page, cut):
            use(Launched(page, site, lms=lms, format="xapi"), "a")
            page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")  # what a closing page does
            assert until(page, lambda found: found >= WAITING | COPIES) == said
            cut()
        with kill(tmp_path / "profile") as (page, _):
            page.goto(sheet)
            assert on_the_disk(page) <= said - TAB
            someone = Launched(page, site, lms=lms, format="xapi")
            use(someone, "a")  # again: a killed Chromium may have lost everything
            page.goto(sheet)
            lms.fault = lambda request: None
            someone.launch(learner="b")
            someone.finish()
            assert until(page, lambda found: "sessionStorage larpaket" in found) <= said
            assert {one["actor"]["account"]["name"] for one in lms.sent()} == {"b"}
            page.goto(sheet)
            assert on_the_disk(page) >= WAITING  # the other learner's
            page.clock.install(time=time.time() + 15 * 86_400)
            someone.launch(learner="b")
            until(page, lambda found: found == TAB)
            assert {one["actor"]["account"]["name"] for one in lms.sent()} == {"b"}
