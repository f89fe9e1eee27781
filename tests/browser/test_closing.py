"""A closing page has 64 KiB in all for its requests: what does not fit is sent at the next start, and the
console shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from browser.outbox import Outbox, allow, stored
from browser.server import Site, serve
from larpaket.preview.lrs import Response
from launch.lms import Exchange, Lms, serve_lms

PLAYER = Path(__file__).parents[2] / "templates" / "player"
MOST = 65_536


@pytest.fixture
def lms() -> Iterator[Lms]:
    with serve_lms("") as running:
        allow(running)
        yield running


@pytest.mark.parametrize("state", [0, 30_000, 60_000])
def test_state_and_statements_share_a_closing_pages_64_kib(
    context: BrowserContext, lms: Lms, state: int
) -> None:
    complaints: list[str] = []
    with serve(Site(PLAYER)) as player:
        first = Outbox(context.new_page(), player, lms, box="one")
        first.page.on("console", lambda message: complaints.append(message.text))
        lms.fault = lambda request: Response(503)
        first.open(faster=0.001)  # no second attempt before the page closes
        first.burst(range(60), "å" * 1000)
        lms.wait(lambda log: len(log) > 0)
        # The answer has reached the page as well: what is in flight takes of the room.
        first.page.wait_for_function("() => isRoomy()")
        lms.fault = lambda request: None
        before = len(lms.log)
        first.page.evaluate("(bytes) => addEventListener('pagehide', () => leave(bytes))", state)
        first.page.goto("about:blank")

        def left(log: list[Exchange]) -> bool:
            resources = {exchange.resource for exchange in log[before:]}
            return resources >= ({"statements", "state"} if state else {"statements"})

        if state < MOST - 10_000:
            lms.wait(left)
        assert sum(len(exchange.request.body) for exchange in lms.log[before:]) <= MOST
        assert [text for text in complaints if "503" not in text] == []
        first.open()
        first.empty()
        assert stored(lms) == dict.fromkeys(range(60), 1)
