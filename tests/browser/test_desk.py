"""The desk: a package is walked in it, in every format and persona, and the desk says what an LMS was told."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from browser.axe import violations
from browser.packages import write_module
from desk.running import Running, running
from larpaket.formats import FORMATS
from larpaket.preview.desk import PERSONAS

SCORM = [name for name in FORMATS if name.startswith("scorm")]
PAIRS = [
    *(("scorm12", persona) for persona in PERSONAS),
    *((name, "moodle") for name in SCORM if name != "scorm12"),
    ("scorm2004-3rd", "openedx"),
    *((name, "") for name in FORMATS if name not in SCORM),
]


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_module(tmp_path_factory.mktemp("project"))


@pytest.fixture
def own(module: Path, tmp_path: Path) -> Path:
    """A module that may be changed."""
    shutil.copytree(module.parent, tmp_path / "project")
    return tmp_path / "project" / module.name


@pytest.fixture
def desk(own: Path) -> Iterator[Running]:
    with running(own) as made:
        yield made


def player(page: Page) -> Frame:
    """The package's frame, once its session has begun."""
    inner = page.frame_locator("[data-fit] iframe").frame_locator("iframe")
    expect(inner.locator('[data-do="begin"]:not([popovertarget])').first).to_be_attached()
    element = inner.locator("body").element_handle()
    frame = element.owner_frame()
    assert frame is not None
    return frame


def press(frame: Frame, selector: str) -> None:
    """Press by script: the frame is scaled, which the driver's pointer does not know."""
    frame.locator(selector).first.evaluate("(element) => element.click()")


def finish(page: Page) -> None:
    """Read the film's text, talk, and end."""
    frame = player(page)
    press(frame, '[data-do="begin"]')
    if frame.locator('[data-do="text"]').get_attribute("aria-expanded") == "false":
        press(frame, '[data-do="text"]')
    press(frame, '[data-do="read"]')
    press(frame, '[data-view]:not([hidden]) [data-do="onward"]')
    expect(frame.locator('[data-view="@end"] h1.head')).to_be_visible()


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f'[data-name="{name}"] select').select_option(value)


@pytest.mark.parametrize(("format", "persona"), PAIRS)
def test_a_walk_is_completed_and_told(
    context: BrowserContext, desk: Running, format: str, persona: str
) -> None:
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(desk.address)
    if format != "scorm12":
        choose(page, "format", format)
        desk.wait(lambda: len([e for e in desk.preview.feed.since(0) if e["kind"] == "built"]) == 2)
    if persona and persona != "moodle":
        choose(page, "persona", persona)
    expect(page.locator("[data-name=format] select")).to_have_value(format)
    finish(page)
    if format == "web":
        expect(page.locator("h1")).to_contain_text("Ingen lärplattform")
        assert complaints == []
        return
    expect(page.locator("h1")).to_contain_text(re.compile("klar|godkänd"))
    assert desk.picture()["standing"]["status"] in ("done", "passed")
    wrong = [event for event in desk.events("call") if event["wrong"]]
    assert wrong == []
    if not persona:
        sentences = page.locator(".calls summary").all_inner_texts()
        assert any("öppnade modulen" in one for one in sentences), sentences
        assert all(event["status"] < 300 for event in desk.events("statement"))
    press_close(page)
    expect(page.locator("h1")).to_contain_text(re.compile("klar|godkänd"))
    assert complaints == []


def press_close(page: Page) -> None:
    """Close and reopen: the LMS still knows."""
    page.get_by_role("button", name="Stäng och öppna igen").click()
    player(page)


@pytest.mark.parametrize("width", [1920, 1280, 750, 320])
def test_the_page_is_accessible(context: BrowserContext, desk: Running, width: int) -> None:
    assert context.browser
    own = context.browser.new_context(bypass_csp=True, viewport={"width": width, "height": 800})
    page = own.new_page()
    page.goto(desk.address)
    finish(page)
    expect(page.locator("h1")).to_contain_text("klar")
    assert violations(page.main_frame) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Sparat läge").click()
    expect(page.locator(".kept")).to_be_visible()
    assert violations(page.main_frame) == []
    own.close()
