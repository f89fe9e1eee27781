"""The desk: a package is walked in it, in every format and persona, and the desk says what an LMS was told."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

import flow
from browser.axe import violations
from browser.packages import write_module
from desk.running import Running, running
from larpaket.formats import FORMATS
from larpaket.preview.choices import PERSONAS

SCORM = [name for name in FORMATS if name.startswith("scorm")]
PAIRS = [
    *(("scorm12", persona) for persona in PERSONAS),
    *((name, "moodle") for name in SCORM if name != "scorm12"),
    ("scorm2004-3rd", "openedx"),
    *((name, "") for name in FORMATS if name not in SCORM),
    ("cmi5", "catapult"),
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
    if format not in SCORM:
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


def test_the_lms_that_refuses_is_told_of_in_three_voices(context: BrowserContext, desk: Running) -> None:
    """The desk's sentence, the log and the player say the same."""
    page = context.new_page()
    page.goto(desk.address)
    player(page)
    page.get_by_role("button", name="Lärplattformen vägrar spara").click()
    expect(page.locator(".calls .done").last).to_have_text(
        re.compile("Du slog på: Lärplattformen vägrar spara")
    )
    finish(page)
    expect(page.locator("h1")).to_contain_text("Moodle 4.5 visar fortfarande: påbörjad")
    expect(page.locator("[data-distance]")).to_have_text(
        "Det senaste är inte sparat: lärplattformen tog inte emot det."
    )
    page.get_by_role("button", name=re.compile("^Fel ")).click()
    expect(page.locator(".calls .bad:visible").first).to_contain_text("Fel 101")
    frame = player(page)
    expect(frame.locator('[data-view="@end"] h1[data-sentence]')).to_contain_text("Det gick inte att spara")
    assert desk.picture()["standing"]["status"] == "started"
    page.get_by_role("button", name="Lärplattformen vägrar spara").click()
    page.clock.install()
    expect(page.locator("h1")).to_contain_text("klar", timeout=90_000)


def test_without_a_network_the_log_says_what_a_browser_would_do_otherwise(
    context: BrowserContext, desk: Running
) -> None:
    page = context.new_page()
    page.goto(desk.address)
    choose(page, "format", "cmi5")
    desk.wait(lambda: len([e for e in desk.preview.feed.since(0) if e["kind"] == "built"]) == 2)
    frame = player(page)
    desk.wait(lambda: any(event["kind"] == "statement" for event in desk.preview.feed.since(0)))
    before = len(desk.events("statement"))
    page.get_by_role("button", name="Utan nät").click()
    expect(page.locator(".calls .done").last).to_contain_text("Webbläsaren själv tror att den är uppkopplad.")
    assert frame.evaluate("navigator.onLine")
    finish(page)
    assert frame.evaluate("fetch('/setup').then(() => 'came', (error) => error.name)") == "TypeError"
    assert len(desk.events("statement")) == before
    page.get_by_role("button", name="Utan nät").click()
    press_close(page)  # the next start sends at once what waits
    expect(page.locator("h1")).to_contain_text("klar")


def test_a_browser_that_stores_nothing(context: BrowserContext, desk: Running) -> None:
    page = context.new_page()
    page.goto(desk.address)
    player(page)
    page.get_by_role("button", name="Webbläsaren lagrar inget").click()
    press_close(page)
    frame = player(page)
    for name in ("localStorage", "sessionStorage", "indexedDB"):
        assert (
            frame.evaluate(
                f"(() => {{ try {{ window.{name}; return ''; }} catch (e) {{ return e.name; }} }})()"
            )
            == "SecurityError"
        )
    finish(page)
    expect(page.locator("h1")).to_contain_text("klar")


def test_a_change_reloads_the_page_and_a_fault_stands_before_the_controls(
    context: BrowserContext, desk: Running, own: Path
) -> None:
    page = context.new_page()
    page.goto(desk.address)
    frame = player(page)
    press(frame, '[data-do="begin"]')
    expect(page.locator("h1")).to_contain_text(": påbörjad")
    definition = own / "module.yaml"
    text = definition.read_text("utf-8")
    definition.write_text(text.replace("sv: Vad vill ni prova?", "sv: Vad vill ni testa?"), "utf-8")
    inner = page.frame_locator("[data-fit] iframe").frame_locator("iframe")
    expect(inner.get_by_text("Vad vill ni testa?").first).to_be_attached()
    definition.write_text(text.replace("time: 5 min", "tme: 5 min"), "utf-8")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Det går inte att bygga: ett fel i module.yaml, rad")
    expect(alert.locator("mark")).to_have_text("tme")
    expect(page.locator(".fit.old iframe")).to_be_visible()
    expect(page.locator("[data-lms]")).to_have_text(re.compile(r"Sidan från \d\d:\d\d"))
    expect(inner.get_by_text("Vad vill ni testa?").first).to_be_attached()
    definition.write_text(text, "utf-8")
    expect(alert).to_be_hidden()
    expect(inner.get_by_text("Vad vill ni prova?").first).to_be_attached()


def test_emptying_the_browser_gives_the_package_a_new_origin(context: BrowserContext, desk: Running) -> None:
    page = context.new_page()
    page.goto(desk.address)
    player(page)
    before = desk.stage
    page.get_by_role("button", name="Töm webbläsaren").click()
    expect(page.locator(".calls .done").last).to_contain_text("ny adress")
    player(page)
    assert desk.stage != before


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "web"])
def test_a_finished_zip_is_played_without_what_only_a_module_has(
    context: BrowserContext, module: Path, tmp_path: Path, format: str
) -> None:
    publisher, [built], problems = flow.read(module.parent / "publisher.yaml", [module])
    assert publisher, problems
    options = flow.BuildOptions(formats=(format,), output=tmp_path / "dist")
    [package] = flow.build(publisher, [built], options)
    with running(package.path) as desk:
        page = context.new_page()
        page.goto(desk.address)
        expect(page.locator("[data-built]")).to_contain_text("Läst")
        expect(page.locator("[data-name=format]")).to_have_count(0)
        finish(page)
        expect(page.locator("h1")).to_contain_text(re.compile("klar|godkänd"))
    assert not list(tmp_path.rglob("*.part"))


def test_a_package_reaches_no_other_server(context: BrowserContext, desk: Running) -> None:
    """Above all no LRS that learners use."""
    page = context.new_page()
    page.goto(desk.address)
    frame = player(page)
    came = frame.evaluate("fetch('http://127.0.0.1:9/statements').then(() => 'came', (error) => error.name)")
    assert came == "TypeError"
    expect(page.locator(".calls .done").last).to_contain_text("Det stoppades")
