"""What happens to statements when the page closes, the login expires, the disk is full or the LRS stays away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from browser.outbox import Outbox, allow, close, stored, wait_for_more
from browser.server import Site, serve
from larpaket.preview.lrs import Request, Response
from launch.lms import Lms, serve_lms

PLAYER = Path(__file__).parents[2] / "templates" / "player"


@pytest.fixture(scope="module")
def player() -> Iterator[Site]:
    with serve(Site(PLAYER)) as running:
        yield running


@pytest.fixture
def lms() -> Iterator[Lms]:
    with serve_lms("") as running:
        allow(running)
        yield running


@pytest.fixture
def outbox(context: BrowserContext, player: Site, lms: Lms) -> Outbox:
    return Outbox(context.new_page(), player, lms)


def test_a_closing_page_sends_as_much_as_it_may(outbox: Outbox, lms: Lms) -> None:
    """A closing page may send 64 KiB, all requests together; the rest is kept for the next visit."""
    gate = threading.Event()

    def hold_first(request: Request) -> Response | None:
        if request.path.endswith("/statements"):
            gate.wait(10)
        return None

    outbox.open(wait=15_000)
    lms.fault = hold_first
    outbox.burst(range(100), "x" * 2000)
    outbox.page.evaluate("() => addEventListener('pagehide', () => leave())")
    outbox.page.goto("about:blank")
    gate.set()
    lms.wait(lambda log: len(stored(lms)) > 1)
    outbox.open()
    outbox.empty()
    assert stored(lms) == dict.fromkeys(range(100), 1)


def test_an_expired_login_loses_nothing(outbox: Outbox, lms: Lms) -> None:
    outbox.open()
    outbox.burst(range(3))
    outbox.empty()
    lms.fault = lambda request: Response(401)
    before = len(lms.log)
    outbox.burst(range(3, 9))
    outbox.page.wait_for_function("news().trouble === 'refused'")
    assert len(lms.log) - before == 1
    outbox.page.reload()
    lms.fault = lambda request: None
    outbox.open()
    outbox.empty()
    assert stored(lms) == dict.fromkeys(range(9), 1)


def test_a_full_disk_loses_nothing_while_the_page_is_open(outbox: Outbox, lms: Lms) -> None:
    outbox.open()
    outbox.page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    lms.fault = lambda request: Response(503)
    outbox.burst(range(3))
    assert outbox.persisted == []
    assert outbox.page.evaluate("() => news().loose") == 3
    lms.fault = lambda request: None
    outbox.page.evaluate("() => hurry()")
    outbox.empty()
    assert stored(lms) == dict.fromkeys(range(3), 1)


def test_what_cannot_be_sent_in_two_weeks_is_removed_with_a_notice(
    context: BrowserContext, player: Site, lms: Lms
) -> None:
    lms.fault = lambda request: Response(503)
    for number, days in enumerate((0, 13)):
        outbox = Outbox(context.new_page(), player, lms, box="one")
        refused = len(lms.log)
        outbox.open(days=days, faster=0.001)  # no second attempt while the page is closing
        outbox.burst([number])
        wait_for_more(lms, refused)  # none is in flight any more
        close(outbox)
    lms.fault = lambda request: None
    last = Outbox(context.new_page(), player, lms, box="one")
    last.open(days=15)
    last.empty()
    assert last.page.evaluate("() => news().expired") == 1
    assert stored(lms) == {1: 1}
