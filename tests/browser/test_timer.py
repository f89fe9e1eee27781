"""The timer, with an injected clock: it never starts by itself, announces start, last minute and end, and
sleep changes nothing.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from browser.learner import Learner
from browser.visitor import freeze


@pytest.fixture
def timed(learner: Learner) -> Learner:
    learner.page.clock.install()
    learner.open()
    learner.begin()
    freeze(learner.page)
    return learner


def clock(learner: Learner) -> Locator:
    return learner.sco.get_by_role("timer")


def voice(learner: Learner) -> Locator:
    """The live region that a screen reader speaks."""
    return learner.sco.locator("[data-voice]")


def test_it_never_starts_by_itself(timed: Learner) -> None:
    timed.page.clock.run_for(600_000)
    expect(clock(timed)).to_have_text("5:00")
    expect(voice(timed)).to_have_text("")


def test_five_minutes_are_announced_at_start_last_minute_and_end(timed: Learner) -> None:
    timed.press("Starta tiden")
    expect(voice(timed)).to_have_text("Tiden har startat. 5 minuter.")
    timed.page.clock.run_for(60_020)  # the clock face is redrawn just after each whole second
    expect(clock(timed)).to_have_text("4:00")
    timed.page.clock.run_for(179_000)
    expect(voice(timed)).to_have_text("")  # it was heard long ago
    timed.page.clock.run_for(2_000)
    expect(voice(timed)).to_have_text("1 minut kvar")
    timed.page.clock.run_for(57_100)
    expect(voice(timed)).to_have_text("")
    timed.page.clock.run_for(2_900)
    expect(voice(timed)).to_have_text("Tiden är slut.")
    expect(timed.sco.locator(".end")).to_be_visible()
    expect(clock(timed)).to_be_hidden()
    assert timed.record()["core"]["lesson_status"] == "incomplete"  # the end changes nothing
    expect(timed.sco.get_by_role("button", name="Klar")).to_be_enabled()


def test_sleep_does_not_stop_it(timed: Learner) -> None:
    timed.press("Starta tiden")
    timed.page.clock.run_for(30_000)
    timed.page.clock.fast_forward(3_600_000)  # the lid is closed for an hour: timers fire once, late
    expect(voice(timed)).to_have_text("Tiden är slut.")


def test_pause_a_minute_more_and_reset(timed: Learner) -> None:
    timed.press("Starta tiden")
    timed.page.clock.run_for(61_000)
    timed.press("Pausa tiden")
    expect(voice(timed)).to_have_text("Tiden är pausad.")
    timed.page.clock.run_for(600_000)
    expect(clock(timed)).to_have_text("3:59")
    timed.press("Lägg till 1 minut")
    expect(clock(timed)).to_have_text("4:59")
    expect(voice(timed)).to_have_text("4:59 kvar")
    timed.page.clock.run_for(5_000)
    expect(clock(timed)).to_have_text("4:59")  # a paused timer stays paused
    timed.press("Börja om tiden")
    expect(clock(timed)).to_have_text("5:00")
    expect(timed.sco.get_by_role("button", name="Starta tiden")).to_be_visible()


def test_a_minute_more_after_the_end_continues(timed: Learner) -> None:
    timed.press("Starta tiden")
    timed.page.clock.run_for(301_000)
    timed.press("Lägg till 1 minut")
    timed.page.clock.run_for(1_020)
    expect(clock(timed)).to_have_text("0:59")


def test_it_is_never_longer_than_fifty_minutes(timed: Learner) -> None:
    for _ in range(47):
        timed.press("Lägg till 1 minut")
    expect(clock(timed)).to_have_text("50:00")


def test_hidden_it_keeps_running_and_announces_the_end(timed: Learner) -> None:
    timed.press("Dölj tiden")
    expect(clock(timed)).to_be_hidden()
    timed.press("Starta tiden")
    timed.page.clock.run_for(301_000)
    expect(voice(timed)).to_have_text("Tiden är slut.")
    timed.press("Visa tiden")
    expect(timed.sco.locator(".end")).to_be_visible()


def test_what_is_left_is_saved_as_the_page_is_hidden(timed: Learner) -> None:
    """It may never be visible again, and Firefox may stop its script before it has closed."""
    timed.press("Starta tiden")
    timed.page.clock.run_for(10_020)
    timed.sco.evaluate(
        """() => {
            Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    timed.site.wait_for(lambda: timed.state()["a"].get("samtal/fraga", {}).get("s") == 290)


def test_after_a_reload_it_is_paused_at_the_time_left(timed: Learner) -> None:
    timed.press("Starta tiden")
    timed.page.clock.run_for(100_000)
    timed.press("Pausa tiden")
    timed.page.clock.resume()  # a session is opened in a separate task
    timed.open()
    expect(clock(timed)).to_have_text("3:20")
    timed.page.clock.run_for(60_000)
    expect(clock(timed)).to_have_text("3:20")


def test_nothing_moves_when_the_time_is_up(timed: Learner) -> None:
    height = "document.querySelector('.ask').getBoundingClientRect().height"
    before = timed.sco.evaluate(height)
    timed.press("Starta tiden")
    timed.page.clock.run_for(301_000)
    expect(timed.sco.locator(".end")).to_be_visible()
    assert timed.sco.evaluate(height) == before


def test_the_gong_is_scheduled_on_the_audio_clock_by_the_press(timed: Learner) -> None:
    timed.sco.evaluate(
        """() => {
            window.planned = [];
            const start = OscillatorNode.prototype.start;
            OscillatorNode.prototype.start = function (at) {
                planned.push(at - this.context.currentTime);
                start.call(this, at);
            };
        }"""
    )
    assert timed.sco.evaluate("planned") == []
    timed.press("Starta tiden")
    planned = timed.sco.evaluate("planned")
    assert len(planned) == 3
    assert all(abs(seconds - 300) < 1 for seconds in planned)
