"""Everybody can use it: axe, keyboard only, narrow and enlarged, both languages."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import expect

from browser.axe import violations
from browser.learner import Learner
from browser.pairs import SCHEMES, WIDTHS, in_turn
from browser.visitor import SHOWN

VIEWS = ["start", "film", "text", "left", "end", "failed"]


def go(learner: Learner, view: str) -> None:
    """Bring the player to the view."""
    if view == "start":
        return
    if view == "failed":
        learner.site.refused = r"\.mp4$"
        learner.noise = ("404",)
        learner.open()
    learner.begin()
    if view == "text":
        learner.press("Läs filmen som text")
    if view == "left":
        learner.press("Klar")
    if view == "end":
        learner.read()
        learner.press("Klar")
        learner.says(learner.goodbye)


@pytest.mark.parametrize(("view", "width", "scheme"), in_turn(VIEWS, WIDTHS, SCHEMES))
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    learner: Learner, view: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    learner.page.set_viewport_size({"width": width, "height": 720})
    learner.page.emulate_media(color_scheme=scheme)
    learner.open()
    go(learner, view)
    assert violations(learner.sco) == []
    assert learner.sco.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("view", VIEWS)
def test_at_200_percent(learner: Learner, view: str) -> None:
    learner.page.set_viewport_size({"width": 640, "height": 400})  # 1280 × 800, enlarged twice
    learner.open()
    go(learner, view)
    assert learner.sco.evaluate("document.documentElement.scrollWidth") == 640


@pytest.mark.parametrize("view", VIEWS)
def test_targets_are_at_least_44_pixels(learner: Learner, view: str) -> None:
    learner.page.set_viewport_size({"width": 320, "height": 640})
    learner.open()
    go(learner, view)
    small = learner.sco.evaluate(
        """[...document.querySelectorAll("button, a:not(.skip), summary")].filter((e) => e.checkVisibility())
            .map((e) => [e.textContent, e.getBoundingClientRect()]).filter(([, r]) => r.width < 44 || r.height < 44).map(([t]) => t)"""
    )
    assert small == []


def test_both_languages_everywhere(learner: Learner) -> None:
    learner.open()
    learner.press("English")
    assert learner.sco.evaluate("document.documentElement.lang") == "en"
    expect(learner.sco.get_by_role("heading", name="To try & learn")).to_be_visible()
    learner.press("Start the film and discussion")
    learner.press("Read the film as text")
    expect(learner.sco.locator(SHOWN).get_by_text("– We try.")).to_be_visible()
    expect(learner.sco.locator(SHOWN).get_by_text("– Vi provar.")).to_be_hidden()
    assert learner.sco.evaluate("document.title") == "Film and question – To try & learn"
    swedish = learner.sco.evaluate(
        "[...document.querySelectorAll('[data-t]')].map((e) => e.textContent).filter((t) => /[åäö]/i.test(t) && t !== 'Svenska')"
    )
    assert swedish == []
    learner.press("I have read the text version")
    learner.press("Done")
    learner.says("Saved in the learning platform.")
    assert violations(learner.sco) == []
    learner.press("Svenska")
    learner.says(learner.goodbye)


def test_the_learners_language_is_taken_from_the_lms(learner: Learner) -> None:
    learner.site.records["/record/a"] = {"cmi": {"student_preference": {"language": "en-GB"}}}
    learner.open()
    expect(learner.sco.get_by_role("heading", name="To try & learn")).to_be_visible()


def test_captions_can_be_switched_off_and_on(learner: Learner) -> None:
    learner.open()
    learner.begin()
    button = learner.sco.get_by_role("button", name="Undertexter")
    mode = "[...document.querySelector('video').textTracks].map((track) => `${track.language} ${track.mode}`)"
    assert learner.sco.evaluate(mode) == ["sv hidden", "en disabled"]
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert learner.sco.evaluate(mode) == ["sv showing", "en disabled"]
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert learner.sco.evaluate(mode) == ["sv hidden", "en disabled"]
    button.click()
    learner.press("English")
    assert learner.sco.evaluate(mode) == ["sv disabled", "en showing"]


def test_speech_is_marked_up_as_a_quotation(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.press("Läs filmen som text")
    expect(learner.sco.get_by_role("blockquote")).to_have_text("– Vi provar.")


def test_nothing_jumps_while_the_page_loads(learner: Learner) -> None:
    """Cumulative layout shift is 0, in the page itself and in its frame."""
    learner.page.goto(f"{learner.site.url}/package/index.html")
    learner.page.wait_for_function("document.querySelector('video').readyState > 0")
    shifts = learner.page.evaluate(
        """() => new Promise((done) => {
            const seen = [];
            new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.value))).observe({ type: "layout-shift", buffered: true });
            requestAnimationFrame(() => requestAnimationFrame(() => done(seen)));
        })"""
    )
    assert shifts == []
    learner.complaints.clear()  # when the page is opened alone, the browser asks for the site's icon
