"""A catalogue in SCORM: one session for all its modules, complete when they all are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from browser.axe import violations
from browser.catalogues import (
    FIRST,
    SECOND,
    TITLE,
    ColleaguesReader,
    Reader,
    Reading,
    catalogue,
    write_catalogue,
)
from browser.server import Site, serve
from browser.test_personas import NOISE, PATHS

APIS = {"scorm12": "API", "scorm2004-3rd": "API_1484_11"}
BOTH = pytest.mark.parametrize("format", ["scorm12", "scorm2004-3rd"], indirect=True)
DONE = re.compile(r"^Klart \d+ \w+$")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The catalogues that were built, by format."""
    return {"": write_catalogue(tmp_path_factory.mktemp("catalogue") / "project")}


@pytest.fixture
def reader(built: dict[str, Path], format: str, context: BrowserContext, tmp_path: Path) -> Iterator[Reader]:
    """A learner at the LMS; afterwards the judge and the console may have nothing to complain about."""
    if format not in built:
        built[format] = catalogue(built[""], format, built[""].parent / format)
    with serve(Site(built[format])) as site:
        someone = Reader(context.new_page(), site)
        yield someone
        someone.check()


def status(reader: Reader) -> str:
    """The status in the LMS's record, whichever version keeps it."""
    record = reader.record()
    return str(record.get("completion_status") or record["core"]["lesson_status"])


@BOTH
def test_it_is_complete_when_all_its_modules_are_and_not_before(reader: Reader, format: str) -> None:
    reader.open(api=APIS[format])
    reader.says("Här finns två samtal.")
    reader.talk(FIRST)
    reader.says("Ni har haft ett av två samtal.")
    expect(reader.overview.locator(".talk", has_text=FIRST).locator(".state")).to_have_text(DONE)
    reader.says("Sparat")
    assert status(reader) == "incomplete"
    reader.talk(SECOND)
    reader.says("Ni är klara. Båda samtalen är gjorda.")
    reader.site.wait_for(lambda: status(reader) == "completed")
    score = reader.record().get("score") or reader.record()["core"]["score"]
    assert score["raw"] == "100"
    kept = reader.record()["objectives"]
    said = [(one["id"], one.get("completion_status") or one["status"]) for one in kept.values()]
    assert said == [("provmodul", "completed"), ("att-lyssna", "completed")]
    reader.press("Avsluta")
    reader.says(reader.goodbye)
    ends = [call["method"] for call in reader.calls]
    assert ends.count("Finish") + ends.count("Terminate") == 1


@BOTH
def test_what_was_done_is_there_in_the_next_session(reader: Reader, format: str) -> None:
    reader.open(api=APIS[format])
    reader.talk(SECOND)
    reader.enter(FIRST)
    reader.begin()
    reader.read()
    reader.stand(FIRST, "Påbörjat: filmen är sedd")  # the list has heard of it, behind the module
    reader.open(api=APIS[format])
    reader.stand(FIRST, "Påbörjat: filmen är sedd")
    expect(reader.overview.locator(".talk", has_text=SECOND).locator(".state")).to_have_text(DONE)
    reader.overview.get_by_role("link", name=f"Fortsätt med {FIRST}").click()
    reader.inside = True
    expect(reader.overview.frame_locator("iframe").locator(".way .been").first).to_be_attached()
    reader.press("Klar")
    reader.says("Ni är klara.")
    reader.site.wait_for(lambda: status(reader) == "completed")


def test_a_window_that_closes_saves_what_its_module_said_last(reader: Reader) -> None:
    reader.open()
    reader.enter(FIRST)
    reader.begin()
    reader.root.evaluate("document.querySelector('video').muted = true")
    reader.root.evaluate("document.querySelector('video').play()")
    reader.page.wait_for_function(
        "() => frames[0].frames[0].document.querySelector('video').currentTime > 1.2"
    )
    reader.leave()
    parts = reader.state()["a"]
    assert any(key.startswith("provmodul/film") for key in parts), parts


def test_a_module_that_is_done_can_be_opened_again_and_stays_done(reader: Reader) -> None:
    reader.open()
    reader.talk(FIRST)
    before = reader.row(FIRST)
    reader.enter(FIRST)
    expect(reader.root.locator(".way .been")).to_have_count(2)
    reader.back()
    reader.stand(FIRST, before)
    reader.says("Sparat")
    assert set(reader.state()["a"]) == {"provmodul"}


def test_the_way_back_moves_the_focus_to_the_module_that_was_open(reader: Reader) -> None:
    reader.open()
    assert reader.overview.title() == TITLE
    reader.enter(SECOND)
    assert reader.overview.title() == f"{SECOND} – {TITLE}"
    assert reader.overview.evaluate("document.activeElement.title") == SECOND
    reader.back()
    assert reader.overview.title() == TITLE
    assert reader.overview.evaluate("document.activeElement.dataset.module") == "att-lyssna"


def test_the_language_is_chosen_once_for_all(reader: Reader) -> None:
    reader.open()
    reader.enter(FIRST)
    reader.press("English")
    reader.says("To the overview")
    reader.root.get_by_role("button", name="To the overview").filter(visible=True).click()
    reader.inside = False
    reader.says("There are two talks here.")
    reader.enter("To listen")
    reader.says("To the overview")


@pytest.mark.parametrize("persona", list(PATHS))
@pytest.mark.parametrize(
    ("format", "version"), [("scorm12", "1.2"), ("scorm2004-3rd", "2004")], indirect=["format"]
)
def test_with_real_lmss_habits(
    built: dict[str, Path], format: str, version: str, persona: str, context: BrowserContext
) -> None:
    if format not in built:
        built[format] = catalogue(built[""], format, built[""].parent / format)
    with serve(Site(built[format])) as site:
        someone = ColleaguesReader(context.new_page(), site, noise=NOISE, version=version, persona=persona)
        someone.open()
        someone.talk(FIRST)
        someone.says("Sparat")
        assert someone.status == "incomplete"
        someone.talk(SECOND)
        site.wait_for(lambda: someone.status == "completed")
        someone.recorded()
        someone.quiet()


@pytest.mark.parametrize("where", ["file", "http"])
def test_without_an_lms_this_browser_keeps_it(
    built: dict[str, Path], where: str, context: BrowserContext
) -> None:
    if "web" not in built:
        built["web"] = catalogue(built[""], "web", built[""].parent / "web")
    with serve(Site(built["web"])) as site:
        address = f"file://{site.package}" if where == "file" else f"{site.url}/package"
        reader = Reading(context.new_page(), site)
        reader.page.goto(f"{address}/index.html")
        reader.stands()
        reader.talk(FIRST)
        reader.enter(SECOND)
        reader.begin()
        reader.read()
        reader.stand(SECOND, "Påbörjat: filmen är sedd")
        with reader.page.expect_event("close"):
            reader.page.close(run_before_unload=True)
        reader.move(context.new_page())
        reader.page.goto(f"{address}/index.html")
        reader.stands()
        reader.stand(SECOND, "Påbörjat: filmen är sedd")
        expect(reader.overview.locator(".talk", has_text=FIRST).locator(".state")).to_have_text(DONE)
        reader.quiet()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(reader: Reader, width: int, scheme: str) -> None:
    reader.page.set_viewport_size({"width": width, "height": 800})
    reader.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    reader.open()
    reader.talk(FIRST)
    assert violations(reader.overview) == []
    assert reader.overview.evaluate("document.documentElement.scrollWidth <= innerWidth")
