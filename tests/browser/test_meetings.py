"""Meetings in a browser: one continues through a relaunch, and Ny grupp begins another; the rest is tested in
node (meetings.test.mjs).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from browser.axe import violations
from browser.launched import Launched
from browser.learner import Learner
from browser.server import Site, serve
from browser.visitor import Visitor
from launch.lms import Lms, serve_lms
from preview.learning_locker import refusals

Variant = Callable[..., Path]
EXTENSION = "https://larande.example.se/_extensions/"


def told(lms: Lms) -> list[tuple[str, int | None, str | None]]:
    """Return each responded statement's meeting, its head count, and what it replaces."""
    answers = [one for one in lms.sent() if one["verb"]["id"].endswith("/responded")]
    return [
        (
            one["context"]["team"]["account"]["name"],
            one["result"]["extensions"].get(f"{EXTENSION}head-count"),
            one["context"].get("extensions", {}).get(f"{EXTENSION}replaces"),
        )
        for one in answers
    ]


def meet(someone: Visitor, heads: str) -> None:
    someone.root.get_by_label("Hur många är ni? (frivilligt)").fill(heads)
    someone.press("Klar")
    someone.says(someone.goodbye)


def go_on(someone: Visitor, lms: Lms, relaunch: Callable[[], None]) -> None:
    """A group that corrects its head count after a relaunch; and another group."""
    someone.begin()
    someone.read()
    expect(someone.root.get_by_role("button", name="Ny grupp")).to_have_count(0)
    meet(someone, "8")
    relaunch()
    someone.says("Film och fråga")
    expect(someone.root.get_by_label("Hur många är ni? (frivilligt)")).to_have_value("8")
    meet(someone, "6")
    lms.wait(lambda log: len(told(lms)) == 2)
    # Everything was done and the end was seen: the next press on the start begins another meeting.
    someone.root.locator("[data-view='@end']").get_by_role("button", name="Tillbaka").click()
    someone.press("Tillbaka")
    expect(someone.root.get_by_role("button", name="Ny grupp")).to_have_count(0)
    someone.begin()
    expect(someone.root.get_by_label("Hur många är ni? (frivilligt)")).to_have_value("")
    someone.root.get_by_label("Hur många är ni? (frivilligt)").fill("3")
    someone.root.get_by_label("Hur många är ni? (frivilligt)").blur()


def another(someone: Visitor) -> None:
    """The earlier meeting continues; Ny grupp begins another one at the start, and the heading is read."""
    someone.says("Film och fråga")
    someone.press("Tillbaka")
    button = someone.root.get_by_role("button", name="Ny grupp")
    expect(button).to_be_visible()
    assert violations(someone.root) == []
    button.click()
    expect(someone.root.get_by_role("heading", name="Film och fråga")).to_be_focused()
    expect(someone.root.get_by_label("Hur många är ni? (frivilligt)")).to_have_value("")
    meet(someone, "4")


def agree(lms: Lms, locker: str) -> None:
    lms.wait(lambda log: len(told(lms)) == 3)
    (first, eight, nothing), (same, six, old), (other, four, none) = told(lms)
    assert first == same != other
    assert (eight, six, four) == (8, 6, 4)
    assert nothing is None
    assert none is None
    assert old is not None
    assert refusals(locker, lms.sent()) == []


@pytest.mark.parametrize("format", ["xapi", "cmi5"])
def test_meetings_in_one_registration(
    context: BrowserContext, variant: Variant, format: str, locker: str
) -> None:
    with serve(Site(variant(format))) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(context.new_page(), site, lms=lms, format=format)
        launch = someone.launch()

        def relaunch() -> None:
            someone.close()
            someone.move(context.new_page())
            someone.launch(registration=launch.registration)

        go_on(someone, lms, relaunch)
        someone.kept('"h":3')
        relaunch()
        another(someone)
        agree(lms, locker)
        someone.close()
        someone.check()


@pytest.mark.parametrize(("format", "api"), [("scorm12", "API"), ("scorm2004-3rd", "API_1484_11")])
def test_meetings_in_one_attempt(
    context: BrowserContext, variant: Variant, format: str, api: str, locker: str
) -> None:
    with (
        serve_lms("", anonymous=True) as lms,
        serve(Site(variant(format, publisher=f"lrs:\n  endpoint: {lms.url}/xapi\n"))) as site,
    ):
        learner = Learner(context.new_page(), site)
        learner.open(api=api)

        def relaunch() -> None:
            lms.wait(lambda log: len(told(lms)) > 0)
            learner.open(api=api)

        go_on(learner, lms, relaunch)
        site.wait_for(lambda: learner.state().get("h") == 3)
        relaunch()
        another(learner)
        agree(lms, locker)
        learner.check()
