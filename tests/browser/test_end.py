"""The end page: what it says about the window, and where the focus is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, expect

from browser.launched import Launched
from browser.learner import Learner
from browser.server import Site, serve
from browser.visitor import SHOWN, freeze
from launch.lms import serve_lms

Variant = Callable[..., Path]
FAILED = "Det gick inte att spara. Stäng inte fönstret."


def heading(learner: Learner, name: str) -> None:
    """Expect the heading of that name to have the focus."""
    expect(learner.sco.get_by_role("heading", name=name, level=1)).to_be_focused()


@pytest.mark.parametrize(
    ("language", "done", "saved"),
    [("Svenska", "Klar", "Sparat i lärplattformen."), ("English", "Done", "Saved in the learning platform.")],
)
def test_in_a_frame_nobody_is_told_to_close_the_lmss_window(
    learner: Learner, language: str, done: str, saved: str
) -> None:
    learner.open()
    learner.begin()
    learner.read()
    learner.press(language)
    learner.press(done)
    learner.says(saved)
    assert "fönst" not in learner.sco.locator("[data-view='@end']").inner_text()
    assert "window" not in learner.sco.locator("[data-view='@end']").inner_text()


def framed(context: BrowserContext, site: Site, address: str) -> Frame:
    """Open another site's page with the package in its frame."""
    page = context.new_page()
    page.goto(f"{site.url}/lms/outbox.html")
    page.evaluate(
        "(src) => document.body.append(Object.assign(document.createElement('iframe'), { src, width: 900, height: 700 }))",
        address,
    )
    found = page.locator("iframe").element_handle().content_frame()
    assert found is not None
    return found


def test_the_web_package_in_a_frame_says_where_it_saved(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web"))) as site:
        frame = framed(context, site, f"{site.url}/package/index.html")
        for name in (
            "Starta filmen och samtalet",
            "Läs filmen som text",
            "Vi har läst textversionen",
            "Klar",
        ):
            frame.get_by_role("button", name=name, exact=True).click()
        expect(frame.locator(SHOWN).get_by_text("Sparat i den här webbläsaren.")).to_be_visible()
        expect(frame.locator(SHOWN).get_by_text("Sparat i lärplattformen.")).to_have_count(0)


def test_leaving_early_in_a_frame_says_where_progress_is_saved(
    context: BrowserContext, variant: Variant
) -> None:
    with serve(Site(variant("xapi"))) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        frame = framed(context, site, lms.tincan(activity="https://larande.example.se/provmodul").url)
        for name in ("Starta filmen och samtalet", "Avsluta"):
            frame.get_by_role("button", name=name, exact=True).click()
        expect(frame.locator(SHOWN).get_by_text("Sparat i lärplattformen.")).to_be_visible()
        expect(frame.get_by_role("heading", name="Ni har avslutat för den här gången.")).to_be_focused()


def test_the_focus_is_on_the_visible_heading(learner: Learner) -> None:
    learner.page.clock.install()
    learner.open()
    learner.begin()
    learner.says("Sparat")
    freeze(learner.page)
    learner.page.evaluate("window.refuse = Infinity")
    learner.read()
    learner.press("Klar")
    heading(learner, "Ni är klara.")
    failed = learner.sco.get_by_role("heading", name=FAILED)
    while not failed.is_visible():
        learner.page.clock.run_for(1000)
    expect(failed).to_be_focused()
    learner.page.evaluate("window.refuse = 0")
    learner.press("Försök igen nu")
    learner.page.clock.resume()
    learner.says(learner.goodbye)
    heading(learner, "Ni är klara.")
    learner.press("Avsluta")
    expect(learner.sco.get_by_role("button", name="Avsluta")).to_have_count(0)
    heading(learner, "Ni är klara.")


def test_a_window_of_its_own_may_be_closed(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("xapi"))) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(context.new_page(), site, lms=lms, format="xapi")
        someone.launch()
        someone.finish()
        someone.close()
        someone.check()
