"""What the page calls saved is on record, with real LMSs' habits: the personas of docs/lms.md, in a real
browser.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import BrowserContext, Frame, expect

from browser.server import Site
from browser.visitor import SHOWN, Visitor

HOST = "intranet.example"
PATHS = {
    "moodle": "/mod/scorm/player.php",
    "loose": "/lms/loose.html",
    "frappe": "/lms/frappe.html",
    "openedx": "/lms/openedx.html",
}
SAVED = "Sparat i lärplattformen."
FAILED = "Det gick inte att spara. Stäng inte fönstret."
RESTORED = "Det som inte hann sparas förra gången är sparat nu."
NOISE = ("Failed to load resource", "Failed to fetch", "ERR_", "XMLHttpRequest")

both = pytest.mark.parametrize(
    ("format", "version"), [("scorm12", "1.2"), ("scorm2004-3rd", "2004")], indirect=["format"]
)


@dataclass
class Colleague(Visitor):
    """A learner at an LMS with a persona's habits, which is not on their own machine."""

    persona: str = "moodle"
    version: str = "1.2"

    def open(self, learner: str = "a") -> None:
        query = urlencode(
            {
                "persona": self.persona,
                "version": self.version,
                "learner": learner,
                "package": "/package/index.html",
            }
        )
        self.page.goto(f"http://{HOST}:{self.site.port}{PATHS[self.persona]}?{query}")
        self.stands()

    @property
    def root(self) -> Frame:
        frame = self.page.locator("iframe").element_handle().content_frame()
        assert frame is not None
        return frame

    def finish(self) -> None:
        self.read()
        self.press("Klar")

    def record(self, learner: str = "a") -> dict[str, Any]:
        return dict(self.site.records.get(f"/record/{learner}", {}))

    @property
    def status(self) -> object:
        return self.record().get(
            "cmi.core.lesson_status" if self.version == "1.2" else "cmi.completion_status"
        )

    def recorded(self) -> None:
        """Assert that the LMS has the completion, the score and the state."""
        record = self.record()
        assert self.status == "completed", record
        assert float(str(record["cmi.core.score.raw" if self.version == "1.2" else "cmi.score.raw"])) == 100
        assert json.loads(str(record["cmi.suspend_data"]))["c"] == 1


@pytest.fixture
def colleague(context: BrowserContext, site: Site, version: str) -> Iterator[Colleague]:
    someone = Colleague(context.new_page(), site, noise=NOISE, version=version)
    yield someone
    someone.quiet()


@both
@pytest.mark.parametrize("persona", list(PATHS))
def test_without_faults_everything_is_saved(colleague: Colleague, persona: str) -> None:
    colleague.persona = persona
    colleague.open()
    colleague.begin()
    colleague.finish()
    colleague.says(SAVED)
    colleague.recorded()


@both
def test_a_save_refused_by_the_server_is_repeated(colleague: Colleague) -> None:
    colleague.open()
    colleague.begin()
    colleague.says("Sparat")
    colleague.site.status = 502
    colleague.finish()
    colleague.says("Vänta lite. Det ni har gjort sparas.")
    expect(colleague.root.locator(SHOWN).get_by_text(SAVED)).to_be_hidden()
    assert colleague.status == "incomplete"
    colleague.site.status = 200
    colleague.says(SAVED)
    colleague.recorded()


@both
@pytest.mark.parametrize("persona", list(PATHS))
def test_going_offline_is_reported_and_recovered(
    colleague: Colleague, context: BrowserContext, persona: str
) -> None:
    colleague.persona = persona
    colleague.open()
    colleague.begin()
    colleague.says("Sparat")
    context.set_offline(True)
    colleague.finish()
    colleague.says(FAILED)
    assert colleague.status == "incomplete"
    context.set_offline(False)
    colleague.says(SAVED)
    colleague.recorded()


@both
def test_an_outage_during_one_commit_is_noticed(colleague: Colleague) -> None:
    colleague.open()
    colleague.begin()
    colleague.says("Sparat")
    colleague.read()
    colleague.site.cut = 0.3
    colleague.press("Klar")
    colleague.says(SAVED)
    assert colleague.site.cut_until
    colleague.recorded()


@both
def test_the_next_session_saves_what_a_lost_one_could_not(colleague: Colleague) -> None:
    colleague.open()
    colleague.begin()
    colleague.says("Sparat")
    colleague.site.logged_out = True
    colleague.finish()
    colleague.says("Vänta lite. Det ni har gjort sparas.")
    colleague.page.goto("about:blank")  # Moodle redirects the window to its login page
    assert colleague.status == "incomplete"
    colleague.site.log_in_again()
    colleague.open("b")
    colleague.says("Starta filmen och samtalet")
    expect(colleague.root.locator(SHOWN).get_by_text(RESTORED)).to_be_hidden()
    colleague.open()
    colleague.says(RESTORED)
    colleague.recorded()


@both
def test_a_hidden_page_saves_again_when_visible(colleague: Colleague, context: BrowserContext) -> None:
    colleague.open()
    colleague.begin()
    colleague.says("Sparat")
    colleague.read()
    hide = """(hidden) => {
        for (const one of [document, parent.document]) {
            Object.defineProperty(one, "visibilityState", { configurable: true, get: () => (hidden ? "hidden" : "visible") });
            one.dispatchEvent(new Event("visibilitychange"));
        }
    }"""
    context.set_offline(True)
    colleague.root.evaluate(hide, True)
    context.set_offline(False)
    colleague.root.evaluate(hide, False)
    colleague.press("Klar")
    colleague.says(SAVED)
    colleague.recorded()
