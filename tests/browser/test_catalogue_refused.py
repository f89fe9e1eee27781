"""A catalogue whose LMS does not save, or cannot be reached, while a module is open: the module's page says so,
never calls anything saved too early, and everything is saved in the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Route, expect

from browser.catalogues import FIRST, LaunchedReader, Reader, catalogue, write_catalogue
from browser.server import Site, serve
from browser.test_life import AWAY, LOST
from browser.visitor import SHOWN, freeze
from launch.lms import serve_lms

FAILED = "Det gick inte att spara. Stäng inte fönstret."
UNTRACKED = "Ingen lärplattform hittades. Inget sparas."
BOTH = pytest.mark.parametrize(
    ("format", "api"), [("scorm12", "API"), ("scorm2004-3rd", "API_1484_11")], indirect=["format"]
)
STATE = re.compile("/activities/state")
OFFLINE = ("status of 404", "ERR_INTERNET_DISCONNECTED")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(tmp_path_factory.mktemp("catalogue") / "project")


@pytest.fixture
def package(project: Path, format: str) -> Path:
    """The catalogue in a format, unpacked."""
    made = project.parent / format / "unpacked"
    return made if made.exists() else catalogue(project, format, made.parent)


@pytest.fixture
def reader(package: Path, context: BrowserContext) -> Iterator[Reader]:
    """A learner at the LMS; afterwards the judge and the console may have nothing to complain about."""
    with serve(Site(package)) as site:
        someone = Reader(context.new_page(), site)
        yield someone
        someone.check()


@pytest.fixture
def launched(package: Path, context: BrowserContext) -> Iterator[LaunchedReader]:
    """A learner whose LMS launches the catalogue with xAPI."""
    with serve(Site(package)) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        yield LaunchedReader(context.new_page(), site, lms=lms, format="xapi", noise=OFFLINE)


def unsaid(root: Frame, *sentences: str) -> None:
    """Fail if one of the sentences is on the page."""
    for sentence in sentences:
        shown = root.locator(SHOWN).get_by_text(sentence, exact=True).filter(visible=True)
        expect(shown).to_have_count(0)


def until_said(reader: Reader, sentence: str) -> None:
    """Let time pass until the page says that."""
    said = reader.root.locator(SHOWN).get_by_text(sentence, exact=True).filter(visible=True)
    while not said.count():
        reader.page.clock.run_for(1000)


@BOTH
def test_a_module_says_that_the_lms_does_not_save_and_saves_in_the_end(reader: Reader, api: str) -> None:
    reader.page.clock.install()
    reader.open(api=api)
    reader.enter(FIRST)
    reader.begin()
    reader.says("Sparat")
    freeze(reader.page)
    reader.page.evaluate("window.refuse = Infinity")
    reader.read()
    reader.press("Klar")
    reader.says("Ni är klara.")
    reader.says("Vänta lite. Det ni har gjort sparas.")
    until_said(reader, FAILED)
    unsaid(reader.root, "Sparat", reader.goodbye)
    assert "provmodul" not in reader.state().get("a", {})
    reader.press("Försök igen nu")
    reader.says(FAILED)
    reader.back()
    until_said(reader, AWAY)
    unsaid(reader.root, "Sparat")
    reader.enter(FIRST, saved=False)
    until_said(reader, AWAY)
    unsaid(reader.root, "Sparat")
    reader.page.evaluate("window.refuse = 0")
    reader.page.clock.resume()
    reader.press("Klar")
    reader.press("Försök igen nu")
    reader.says(reader.goodbye)
    assert reader.state()["a"]["provmodul"]["d"] == 1
    reader.back()
    reader.says("Sparat")


@BOTH
def test_a_module_says_that_the_lms_has_ended_the_session(reader: Reader, api: str) -> None:
    reader.open(api=api)
    reader.enter(FIRST)
    reader.begin()
    reader.says("Sparat")
    reader.note()
    reader.page.evaluate("(code) => { window.gone = code; }", "301" if api == "API" else "143")
    reader.read()
    reader.press("Klar")
    reader.says(LOST)
    reader.back()
    reader.says(LOST)
    reader.enter(FIRST)
    reader.says(LOST)
    reader.page.evaluate("window.judge.violations.splice(0)")  # the refusals come from the LMS here


@pytest.mark.parametrize("format", ["xapi"], indirect=True)
def test_a_module_says_that_it_is_offline_and_saves_once_it_is_not(
    launched: LaunchedReader, context: BrowserContext
) -> None:
    launched.page.clock.install()
    launched.launch()
    launched.enter(FIRST)
    launched.begin()
    launched.says("Sparat")
    context.set_offline(True)
    launched.read()
    launched.says(AWAY)
    launched.press("Klar")
    launched.says(FAILED)
    unsaid(launched.root, "Sparat", launched.goodbye)
    launched.press("Försök igen nu")
    launched.says(FAILED)
    expect(launched.root.get_by_role("button", name="Kopiera tekniska uppgifter")).to_be_visible()
    context.set_offline(False)
    launched.says(launched.goodbye)
    launched.kept('"provmodul":{')
    launched.back()
    launched.says("Sparat")
    launched.close()
    assert len(launched.lms.sent()) == len({one["id"] for one in launched.lms.sent()})
    launched.check()


@pytest.mark.parametrize("format", ["xapi"], indirect=True)
def test_a_module_that_is_open_before_the_lms_has_answered_waits_for_it(launched: LaunchedReader) -> None:
    held: list[Route] = []
    launched.page.clock.install()
    launched.page.route(STATE, lambda route: held.append(route))
    launched.launch(begun=False)
    launched.enter(FIRST, saved=False)
    launched.begin()
    launched.read()
    launched.page.clock.run_for(12_000)
    unsaid(launched.root, UNTRACKED, "Sparat")
    for route in held:
        route.continue_()
    launched.page.unroute(STATE)
    launched.press("Klar")
    launched.says(launched.goodbye)
    launched.kept('"provmodul":{')
    launched.close()
    launched.check()
