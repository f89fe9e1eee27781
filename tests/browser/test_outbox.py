"""Nothing lost and nothing duplicated: the outbox in Chromium with faults, kills, two tabs and blocked
storage.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page

from browser.outbox import EVENT, Outbox, allow, close, stored, wait_for_more
from browser.server import Site, serve
from larpaket.preview.lrs import Request, Response
from larpaket.preview.lrs.access import Scope
from launch.faults import Faults
from launch.lms import Lms, serve_lms
from preview.learning_locker import learning_locker

PLAYER = Path(__file__).parents[2] / "templates" / "player"
Kill = Callable[[Path], AbstractContextManager[tuple[Page, Callable[[], None]]]]

both = pytest.mark.parametrize("duplicates", ["ignore", "conflict"])
soak = pytest.param(2000, marks=[pytest.mark.soak, pytest.mark.timeout(1200)])
# Enough that each kind of fault happens, which the tests see to; `make soak` has the full numbers.
singles = pytest.mark.parametrize("events", [120, soak])
bursts = pytest.mark.parametrize("events", [400, soak])


@pytest.fixture(scope="module")
def player() -> Iterator[Site]:
    with serve(Site(PLAYER)) as running:
        yield running


@pytest.fixture
def duplicates() -> Literal["ignore", "conflict"]:
    return "ignore"


@pytest.fixture
def lms(duplicates: Literal["ignore", "conflict"]) -> Iterator[Lms]:
    with serve_lms("", duplicates=duplicates) as running:
        allow(running)
        yield running


@pytest.fixture
def faults(lms: Lms) -> Iterator[Faults]:
    made = Faults(lms)
    yield made
    made.release()


@pytest.fixture
def outbox(context: BrowserContext, player: Site, lms: Lms) -> Outbox:
    return Outbox(context.new_page(), player, lms)


def spent(faults: Faults, events: int, most: float) -> None:
    share = faults.requests / events
    print(f"{share:.3f} requests a statement: {faults.requests} for {events}; {faults.happened}")
    assert share <= most, faults.happened


@both
@singles
def test_one_by_one_under_faults(outbox: Outbox, lms: Lms, faults: Faults, events: int) -> None:
    lms.fault = faults
    outbox.open()
    outbox.single(range(events))
    assert stored(lms) == dict.fromkeys(range(events), 1)
    assert set(faults.happened) == set(faults.kinds)
    spent(faults, events, 1.7)


def in_bursts(outbox: Outbox, lms: Lms, events: int) -> None:
    for first in range(0, events, 200):
        outbox.burst(range(first, first + 200))
        outbox.empty()
    assert stored(lms) == dict.fromkeys(range(events), 1)


@both
@bursts
def test_bursts_under_faults(outbox: Outbox, lms: Lms, faults: Faults, events: int) -> None:
    lms.fault = faults
    outbox.open()
    in_bursts(outbox, lms, events)
    spent(faults, events, 0.1)


def test_a_burst_with_learning_locker(outbox: Outbox, lms: Lms, faults: Faults, tmp_path: Path) -> None:
    """An LRS other than ours, which accepts an identical statement again and answers 409 to a different one."""
    lms.fault = faults
    with learning_locker(tmp_path) as endpoint:
        lms.statements = endpoint
        outbox.open()
        outbox.burst(range(100))
        outbox.empty()
        query = Request.to("GET", "/xapi/statements?limit=500", {"X-Experience-API-Version": "1.0.3"})
        kept = [
            one["object"]["id"].removeprefix(EVENT)
            for one in json.loads(lms.upstream(query).body)["statements"]
        ]
    assert sorted(kept, key=int) == [str(event) for event in range(100)]


@pytest.mark.parametrize("duplicates", ["conflict"])
@bursts
def test_bursts_with_a_key_that_can_only_write(outbox: Outbox, lms: Lms, faults: Faults, events: int) -> None:
    allow(lms, Scope.WRITE_STATEMENTS)
    lms.fault = faults
    outbox.open()
    in_bursts(outbox, lms, events)
    spent(faults, events, 0.5)


@dataclass
class Killed:
    """The fate of statements sent in bursts while the browser was killed at seeded moments."""

    persisted: list[int] = field(default_factory=list)
    deleted: set[int] = field(default_factory=set)
    """Persisted before the browser deleted all its databases, as Chromium does when a kill tore a write."""
    deletions: int = 0


def kill_again_and_again(
    kill: Kill, profile: Path, player: Site, lms: Lms, events: int, kills: int, seed: int = 1
) -> Killed:
    chance = random.Random(seed)
    each = events // kills
    found = Killed()

    def opened(page: Page, number: int) -> Outbox:
        outbox = Outbox(page, player, lms, box="the learner's", persisted=found.persisted)
        if not outbox.open() and number:
            found.deletions += 1
            found.deleted |= set(found.persisted)
        return outbox

    for number in range(kills):
        with kill(profile) as (page, now):
            left = [chance.randrange(1, each)]
            # Every third time the tab is closed the way people close it, and the browser is killed a moment
            # later.
            close = number % 3 == 2

            def hear(
                event: int, left: list[int] = left, now: Callable[[], None] = now, close: bool = close
            ) -> None:
                left[0] -= 1
                if not left[0] and not close:
                    now()

            page.expose_function("soon", hear)
            opened(page, number)
            page.evaluate(
                "([first, count]) => { for (let i = first; i < first + count; i += 1) void burst([i]).then(() => soon(i)); }",
                [number * each, each],
            )
            if close:
                page.close(run_before_unload=True)
            if not page.is_closed():
                page.wait_for_event("close")
    with kill(profile) as (page, _):
        last = opened(page, kills)
        last.empty()
        assert page.evaluate("() => news().aside") == 0
    return found


def check_killed(lms: Lms, killed: Killed) -> None:
    found = stored(lms)
    assert [event for event in killed.persisted if not found[event] and event not in killed.deleted] == []
    assert [event for event, times in found.items() if times > 1] == []


@both
def test_killed_at_random_moments(kill: Kill, tmp_path: Path, player: Site, lms: Lms, faults: Faults) -> None:
    lms.fault = faults
    killed = kill_again_and_again(kill, tmp_path, player, lms, events=100, kills=5)
    check_killed(lms, killed)
    assert len(killed.persisted) > 20


@pytest.mark.soak
@pytest.mark.timeout(1200)
@both
def test_killed_seventy_times(kill: Kill, tmp_path: Path, player: Site, lms: Lms, faults: Faults) -> None:
    lms.fault = faults
    killed = kill_again_and_again(kill, tmp_path, player, lms, events=2000, kills=70, seed=2)
    check_killed(lms, killed)
    print(
        f"{len(killed.persisted)} persisted; Chromium deleted its databases {killed.deletions} times in 70 kills"
    )


# What existing clients do (xapi.md section 3): the file, the code there, and the code to put in its place.
FORGETFUL = {
    "it persists nothing": ("outbox-store.js", {"if (!storage || !items.length) return false;": "return true;", "if (items.length) window.localStorage": "if (false) window.localStorage"}),
    "it forgets before the answer": ("outbox-store.js", {"if (!storage || !items.length) return false;": "const sent = items.filter((item) => item.tried); await storage('outbox', 'readwrite', (table) => [table.count(), ...sent.map((item) => table.delete(item.id))][0]); items = items.filter((item) => !item.tried); if (!items.length) return true;", "if (items.length) window.localStorage": "if (false) window.localStorage"}),
}  # fmt: skip
CARELESS = {
    "it takes every answer for a yes": ("sending.js", {"if (taken(answer)) return accepted(batch, answer);": "return outcome(\"confirm\");"}),
}  # fmt: skip


def break_outbox(context: BrowserContext, file: str, changes: dict[str, str]) -> None:
    script = (PLAYER / "delivery" / file).read_text("utf-8")
    for old, new in changes.items():
        assert old in script, "the outbox changed: this test breaks nothing"
        script = script.replace(old, new)
    context.route(
        f"**/delivery/{file}", lambda route: route.fulfill(body=script, content_type="text/javascript")
    )


@pytest.mark.parametrize("how", ["as it is", *FORGETFUL])
def test_an_outbox_that_forgets_is_caught(context: BrowserContext, player: Site, lms: Lms, how: str) -> None:
    if how in FORGETFUL:
        break_outbox(context, *FORGETFUL[how])
    lms.fault = lambda request: Response(503)
    first = Outbox(context.new_page(), player, lms, box="one")
    first.open(faster=0.001)
    first.burst(range(20))
    assert len(first.persisted) == 20  # so it says
    if how != "it persists nothing":  # the other one believes that another tab has sent all of it
        wait_for_more(lms, 0)
    close(first)
    second = Outbox(context.new_page(), player, lms, box="one")
    second.open()
    lms.fault = lambda request: (
        None
    )  # not before: the first page's last request may still have been on its way
    second.empty()
    assert (len(stored(lms)) < 20) == (how in FORGETFUL)


@pytest.mark.parametrize("how", ["as it is", *CARELESS])
def test_an_outbox_that_misreads_answers_is_caught(
    context: BrowserContext, player: Site, lms: Lms, faults: Faults, how: str
) -> None:
    if how in CARELESS:
        break_outbox(context, *CARELESS[how])
    lms.fault = faults
    outbox = Outbox(context.new_page(), player, lms)
    outbox.open()
    outbox.single(range(60))
    counts = stored(lms)
    assert (len(counts) < 60 or max(counts.values()) > 1) == (how in CARELESS)


def test_two_tabs_share_an_outbox(context: BrowserContext, player: Site, lms: Lms, faults: Faults) -> None:
    lms.fault = faults
    tabs = [Outbox(context.new_page(), player, lms, box="shared") for _ in range(2)]
    for tab in tabs:
        tab.open()
    for first in range(0, 100, 20):
        for number, tab in enumerate(tabs):
            tab.burst(range(first + number * 10, first + number * 10 + 10))
    for tab in tabs:
        tab.empty()
    assert stored(lms) == dict.fromkeys(range(100), 1)


def test_two_tabs_without_web_locks(context: BrowserContext, player: Site, lms: Lms, faults: Faults) -> None:
    """On a plain-http intranet a lease in the database replaces the lock."""
    lms.fault = faults
    tabs = [Outbox(context.new_page(), player, lms, box="shared") for _ in range(2)]
    for tab in tabs:
        tab.open(host="intranet.example")
        assert tab.page.evaluate("() => navigator.locks === undefined")
    for first in range(0, 60, 20):
        for number, tab in enumerate(tabs):
            tab.burst(range(first + number * 10, first + number * 10 + 10))
    for tab in tabs:
        tab.empty()
    assert stored(lms) == dict.fromkeys(range(60), 1)


def test_the_next_tab_sends_what_a_closed_one_left(context: BrowserContext, player: Site, lms: Lms) -> None:
    lms.fault = lambda request: Response(503)
    first = Outbox(context.new_page(), player, lms, box="one")
    first.open()
    first.burst(range(30))
    first.page.close()
    lms.fault = lambda request: None
    second = Outbox(context.new_page(), player, lms, box="one")
    second.open()
    second.empty()
    assert stored(lms) == dict.fromkeys(range(30), 1)


@both
def test_partly_stored_marks_keep_the_order(context: BrowserContext, player: Site, lms: Lms) -> None:
    """A closing page marks all of its last request; items whose mark it had not yet stored stay unmarked,
    between others.
    """
    lms.fault = lambda request: Response(503)
    first = Outbox(context.new_page(), player, lms, box="one")
    first.open(faster=0.001)
    first.burst(range(5))
    close(first)
    second = Outbox(context.new_page(), player, lms, box="one")
    second.tear(0, 3)
    lms.fault = lambda request: None
    second.open()
    second.empty()
    assert list(stored(lms)) == list(range(5))


def test_another_learners_statements_stay_where_they_are(
    context: BrowserContext, player: Site, lms: Lms
) -> None:
    lms.fault = lambda request: Response(503)
    first = Outbox(context.new_page(), player, lms, box="learner A")
    first.open(faster=0.001)  # no second attempt while the page is closing
    first.burst(range(5))
    wait_for_more(lms, 0)
    close(first)
    lms.fault = lambda request: None
    second = Outbox(context.new_page(), player, lms, box="learner B")
    second.open()
    second.burst(range(5, 10))
    second.empty()
    assert set(stored(lms)) == set(range(5, 10))
    back = Outbox(context.new_page(), player, lms, box="learner A")
    back.open()
    back.empty()
    assert stored(lms) == dict.fromkeys(range(10), 1)
