"""The outbox in Chromium with LRSs that have habits: nothing lost, nothing duplicated, no id in two requests,
order kept within a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from browser.outbox import EVENT, Outbox, allow
from browser.server import Site, serve
from larpaket.preview.lrs import Request, Response
from launch.habits import HABITS, Habit
from launch.lms import Lms, serve_lms

PLAYER = Path(__file__).parents[2] / "templates" / "player"
EACH = 50

habits = pytest.mark.parametrize("habit", list(HABITS))


@pytest.fixture(scope="module")
def player() -> Iterator[Site]:
    with serve(Site(PLAYER)) as running:
        yield running


@pytest.fixture
def lms() -> Iterator[Lms]:
    with serve_lms("", duplicates="conflict") as running:
        allow(running)
        yield running


def events(lms: Lms) -> list[int]:
    """Return the events in the LRS, in the order in which it stored them."""
    return [int(one["object"]["id"].removeprefix(EVENT)) for one in lms.lrs.statements()]


@habits
@pytest.mark.parametrize(
    "count", [100, pytest.param(2000, marks=[pytest.mark.soak, pytest.mark.timeout(1800)])]
)
def test_nothing_is_lost_or_duplicated(
    context: BrowserContext, player: Site, lms: Lms, habit: str, count: int
) -> None:
    seen = Habit(lms, habit)
    lms.fault = seen
    outbox = Outbox(context.new_page(), player, lms)
    outbox.open(faster=5, wait=15_000)
    for first in range(0, count, EACH):
        outbox.burst(range(first, first + EACH))
        outbox.empty()
    assert events(lms) == list(range(count))
    assert (seen.overlapping, seen.doubled) == ([], [])
    print(
        f"{habit}: {seen.posts / count:.3f} POSTs a statement; {sum(times > 1 for times in seen.sent.values())} ids sent again"
    )


@pytest.mark.parametrize(
    "count", [40, pytest.param(2000, marks=[pytest.mark.soak, pytest.mark.timeout(3000)])]
)
def test_pages_that_close_before_one_that_checks_and_inserts(
    context: BrowserContext, player: Site, lms: Lms, count: int
) -> None:
    """At real speed: a page closes while its request is in flight, and the next one opens at once."""
    seen = Habit(lms, "check, then insert")
    lms.fault = seen
    each = 20 if count < EACH else 100
    for first in range(0, count, each):
        page = Outbox(context.new_page(), player, lms, box="one")
        page.open(faster=1, wait=15_000)
        page.page.evaluate("() => addEventListener('pagehide', () => leave())")
        page.burst(range(first, first + each - 1))
        page.page.evaluate("(event) => { void burst([event]); }", first + each - 1)
        page.page.close(run_before_unload=True)
    last = Outbox(context.new_page(), player, lms, box="one")
    last.open(faster=1, wait=15_000)
    last.empty()
    assert sorted(events(lms)) == list(range(count))
    assert (seen.overlapping, seen.doubled) == ([], [])
    assert [id for id, times in seen.sent.items() if times > 1] == []


@pytest.mark.parametrize("status", [307, 308])
def test_a_redirect_that_keeps_the_request_works(
    context: BrowserContext, player: Site, lms: Lms, status: int
) -> None:
    redirected: list[Request] = []

    def elsewhere(request: Request) -> Response | None:
        if request.method != "POST" or redirected:
            return None
        redirected.append(request)
        return Response(HTTPStatus(status), headers={"Location": f"{lms.url}/xapi/statements"})

    lms.fault = elsewhere
    outbox = Outbox(context.new_page(), player, lms)
    outbox.open()
    outbox.burst(range(3))
    outbox.empty()
    assert events(lms) == [0, 1, 2]
    assert redirected
