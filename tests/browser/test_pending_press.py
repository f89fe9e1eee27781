"""Pressing start before the script runs: the page can be pressed as soon as it is visible, and no press is
lost.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, Route, expect

from browser.axe import violations
from browser.launched import MODULE, Launched
from browser.learner import Learner
from browser.server import Site, serve
from browser.visitor import SHOWN, START, wait_for_script
from launch.lms import serve_lms

ALONE = "Jag gör det själv"
TWO_STEPS = (
    "          - id: samtal\n",
    "      - id: prat\n        title:\n          sv: Prat\n          en: Talk\n        activities:\n          - id: samtal\n",
)


@pytest.fixture
def script(context: BrowserContext) -> list[Route]:
    """The requests for the script, held back until a test releases them."""
    held: list[Route] = []
    context.route("**/player.js", lambda route: held.append(route))
    return held


@pytest.fixture
def page(context: BrowserContext, site: Site, script: list[Route]) -> Page:
    """Open the start page without its script."""
    opened = context.new_page()
    opened.goto(f"{site.url}/package/index.html", wait_until="commit")
    expect(opened.get_by_role("button", name=START)).to_be_visible()
    return opened


def arrive(page: Page | Frame, script: list[Route]) -> None:
    """Release the script."""
    script[0].continue_()
    wait_for_script(page)


def press(page: Page, way: str) -> None:
    """Press start with the pointer or a key."""
    if way == "pointer":
        page.get_by_role("button", name=START).click()
    else:
        page.get_by_role("button", name=START).press(way)


@pytest.mark.parametrize("way", ["pointer", "Enter", "Space"])
def test_a_press_is_acknowledged_at_once_and_takes_effect_later(
    page: Page, script: list[Route], way: str
) -> None:
    waiting = page.get_by_role("status").get_by_text("Startar …")
    expect(waiting).to_be_hidden()
    press(page, way)
    expect(waiting).to_be_visible()
    press(page, way)  # impatient further presses undo nothing
    expect(waiting).to_be_visible()
    arrive(page, script)
    expect(page.get_by_role("heading", name="Film och fråga")).to_be_focused()
    expect(waiting).to_have_count(0)


def test_esc_cancels_the_press(page: Page, script: list[Route]) -> None:
    press(page, "Enter")
    page.keyboard.press("Escape")
    expect(page.locator(SHOWN).get_by_text("Startar …")).to_be_hidden()
    arrive(page, script)
    page.wait_for_function(
        "document.querySelector('video').readyState > 0"
    )  # a press would have taken effect by now
    expect(page.get_by_role("button", name=START)).to_be_visible()


def test_nothing_starts_without_a_press(page: Page, script: list[Route]) -> None:
    arrive(page, script)
    page.wait_for_function("document.querySelector('video').readyState > 0")
    expect(page.get_by_role("button", name=START)).to_be_visible()
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Film och fråga")).to_be_focused()


@pytest.mark.parametrize("format", ["cmi5"], indirect=True)
def test_nothing_large_is_requested_before_the_script(page: Page, script: list[Route], site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="commit")
    press(page, "Enter")
    expect(
        page.locator(SHOWN).get_by_text("Startar …")
    ).to_be_visible()  # the page is up and has had time to request
    assert [address.rsplit("/", 1)[-1] for address in asked] == ["index.html", "player.css", "player.js"]


@pytest.mark.parametrize("width", [1280, 320])
def test_the_wait_message_is_accessible_and_fits(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    press(page, "pointer")
    expect(page.locator(SHOWN).get_by_text("Startar …")).to_be_visible()
    assert violations(page.main_frame) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_choice_made_before_the_script_counts(
    context: BrowserContext, script: list[Route], variant: Callable[..., Path]
) -> None:
    with serve(Site(variant("scorm12", ("            mode: group\n", "            mode: either\n")))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html", wait_until="commit")
        page.get_by_role("button", name=ALONE).click()
        expect(page.locator(SHOWN).get_by_text("Startar …").filter(visible=True)).to_have_count(1)
        arrive(page, script)
        expect(page.get_by_role("heading", name="Film och fråga")).to_be_focused()
        expect(page.get_by_role("heading", name="Filmen som text")).to_be_visible()  # as for one person


@pytest.mark.parametrize("mode", ["group", "either"])
def test_it_resumes_at_the_saved_place(
    context: BrowserContext, script: list[Route], variant: Callable[..., Path], mode: str
) -> None:
    edits = (TWO_STEPS, ("            mode: group\n", f"            mode: {mode}\n"))
    with serve(Site(variant("scorm12", *edits))) as site:
        state = json.dumps({"v": 1, "m": "1.0", "g": 1, "a": {}})
        core = {"lesson_status": "incomplete", "exit": "suspend", "lesson_location": "samtal"}
        site.records["/record/a"] = {"cmi": {"core": core, "suspend_data": state}}
        learner = Learner(context.new_page(), site)
        learner.page.goto(f"{site.url}/lms/lms.html?package=/package/index.html", wait_until="commit")
        start = learner.sco.locator(
            "[data-do=begin]"
        ).last  # the choice that differs from last time, where there are two
        start.click()
        learner.says("Startar …")
        arrive(learner.sco, script)
        expect(learner.sco.get_by_role("heading", name="Prat")).to_be_visible()
        assert learner.sco.locator(SHOWN).get_by_text("Startar …").filter(visible=True).count() == 0
        assert learner.sco.get_by_role("button", name="Visa på stor skärm").filter(visible=True).count() == (
            mode == "group"
        )
        learner.leave()
        assert learner.record()["core"]["lesson_location"] == "samtal"
        learner.check()


def test_an_unresponsive_lms_delays_nobody(page: Page, script: list[Route]) -> None:
    press(page, "pointer")
    arrive(page, script)  # there is no LMS around this page, and the player looks for one for ten seconds
    expect(page.get_by_role("heading", name="Film och fråga")).to_be_focused(timeout=8_000)


@pytest.mark.parametrize("format", ["xapi", "cmi5"], indirect=True)
def test_the_statements_keep_their_order(
    context: BrowserContext, script: list[Route], site: Site, format: str
) -> None:
    with serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(context.new_page(), site, lms=lms, format=format)
        launch = lms.cmi5(publisher=MODULE) if format == "cmi5" else lms.tincan(activity=MODULE)
        someone.sessions.append((launch, len(lms.log)))
        someone.page.goto(launch.url, wait_until="commit")
        someone.press("Starta filmen och samtalet")
        someone.says("Startar …")
        script[0].continue_()
        someone.watch()
        someone.press("Klar")
        someone.says(someone.goodbye)
        someone.close()
        assert lms.verbs() == ["initialized", "completed", "responded", "completed", "terminated"]
        someone.check()
