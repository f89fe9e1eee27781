"""A long session: an hour on the projector leaves nothing behind."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.learner import Learner
from browser.visitor import SHOWN

MOST_HEAP = 8_000_000
"""Of the script, in bytes, after everything that can be collected was collected."""


@pytest.mark.parametrize("format", ["scorm12"], indirect=True)
def test_an_hour_with_the_timer_run_ten_times_stays_small(learner: Learner) -> None:
    learner.page.clock.install()
    learner.open()
    learner.begin()
    browser = learner.page.context.new_cdp_session(learner.page)

    def heap() -> int:
        browser.send("HeapProfiler.collectGarbage")
        return int(browser.send("Runtime.getHeapUsage")["usedSize"])

    before = heap()
    for _ in range(10):
        learner.press("Börja om tiden")
        learner.press("Starta tiden")
        learner.page.clock.run_for(6 * 60_000)
        expect(
            learner.sco.locator(SHOWN).get_by_text("Tiden är slut. Fortsätt gärna om ni vill.").first
        ).to_be_attached()
    after = heap()
    assert after <= MOST_HEAP, (before, after)
    assert after - before < 1_000_000, (before, after)
