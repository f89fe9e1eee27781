"""What happens to a session in real life, and whether the page says it in a way that a tired person
understands.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Playwright, expect

from browser.conftest import CHROMIUM, FLAGS
from browser.launched import Launched
from browser.learner import LOOKING, Learner
from browser.server import Site, serve
from browser.visitor import SHOWN
from launch.lms import serve_lms

ELSEWHERE = "Modulen är öppen i ett nyare fönster. Fortsätt där. Här sparas inget mer."
LOST = "Lärplattformen svarar inte längre här. Ladda om hela sidan för att fortsätta."
CHANGED = "Modulen har ändrats sedan sist. Det som redan är gjort räknas."
AWAY = "Ingen kontakt just nu. Vi försöker igen."
scorm = pytest.mark.parametrize(
    ("format", "api"), [("scorm12", "API"), ("scorm2004-3rd", "API_1484_11")], indirect=["format"]
)


def writes(learner: Learner) -> list[dict[str, Any]]:
    return [call for call in learner.calls if call["method"] in ("SetValue", "Commit", "Finish", "Terminate")]


@scorm
def test_the_later_of_two_windows_continues(learner: Learner, context: BrowserContext, api: str) -> None:
    learner.open(api=api)
    learner.begin()
    learner.says("Sparat")
    second = Learner(context.new_page(), learner.site)
    second.open(api=api)
    second.begin()
    learner.says(ELSEWHERE)
    before = writes(learner)
    learner.read()
    learner.press("Klar")
    learner.says(ELSEWHERE)
    second.read()
    second.press("Klar")
    second.says(second.goodbye)
    learner.sco.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }))")
    assert writes(learner) == before
    second.check()
    assert '"completed"' in json.dumps(learner.record())


@scorm
def test_a_session_that_the_lms_has_ended_is_reported(learner: Learner, api: str) -> None:
    learner.open(api=api)
    learner.begin()
    learner.says("Sparat")
    learner.note()
    learner.page.evaluate("(code) => { window.gone = code; }", "301" if api == "API" else "143")
    learner.press("Klar")
    learner.says(LOST)
    asked = len(writes(learner))
    learner.read()
    learner.press("Klar")
    learner.says(LOST)
    assert len(writes(learner)) == asked
    # The refusals come from the LMS here.
    learner.page.evaluate("window.judge.violations.splice(0)")


@pytest.mark.parametrize("format", ["xapi", "cmi5"], indirect=True)
def test_going_offline_midway_is_reported_and_recovered(
    site: Site, context: BrowserContext, format: str
) -> None:
    with serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(
            context.new_page(),
            site,
            lms=lms,
            format=format,
            noise=("status of 404", "ERR_INTERNET_DISCONNECTED"),
        )
        someone.page.clock.install()
        someone.launch()
        someone.begin()
        someone.says("Sparat")
        context.set_offline(True)
        someone.read()
        someone.press("Klar")
        expect(someone.page.locator(SHOWN).get_by_text(someone.goodbye)).to_be_hidden()
        someone.says_at_last("Det gick inte att spara. Stäng inte fönstret.")
        someone.press("Tillbaka")
        someone.says(AWAY)
        expect(someone.page.get_by_role("button", name="Kopiera tekniska uppgifter")).to_be_visible()
        context.set_offline(False)  # the browser itself reports it to the page
        someone.says("Sparat")
        expect(someone.page.get_by_role("button", name="Kopiera tekniska uppgifter")).to_be_hidden()
        someone.close()
        assert lms.verbs() == ["initialized", "experienced", "responded", "completed", "terminated"]
        someone.check()


def test_a_new_version_counts_what_was_done_in_the_old_one(learner: Learner) -> None:
    done = json.dumps({"v": 1, "m": "0.9", "a": {"film": {"d": 1}, "gone": {"d": 1}}})
    core = {"lesson_status": "incomplete", "exit": "suspend", "lesson_location": "film"}
    learner.site.records["/record/a"] = {"cmi": {"core": core, "suspend_data": done}}
    learner.open()
    learner.says(CHANGED)
    learner.press("Klar")
    learner.says(learner.goodbye)
    expect(learner.sco.locator(SHOWN).get_by_text(CHANGED)).to_be_hidden()
    learner.note()
    assert learner.state()["m"] == "1.0"
    assert learner.state()["a"]["gone"] == {"d": 1}  # nothing of an activity that may come back is lost
    learner.open()
    learner.says("Film och fråga")
    expect(learner.sco.locator(SHOWN).get_by_text(CHANGED)).to_be_hidden()


@pytest.mark.parametrize("mode", ["review", "browse"])
def test_review_and_browse_cannot_change_anything(
    context: BrowserContext, variant: Callable[..., Path], mode: str
) -> None:
    notes = ("            mode: group\n", "            mode: individual\n            notes: lms\n")
    with serve(Site(variant("scorm12", notes))) as site:
        saved = json.dumps({"v": 1, "m": "1.0", "a": {"samtal": {"n": "Som det var"}}})
        core = {"lesson_status": "completed", "exit": "", "lesson_location": "film"}
        site.records["/record/a"] = {"cmi": {"core": core, "suspend_data": saved}}
        learner = Learner(context.new_page(), site)
        learner.open(mode=mode)
        learner.says(LOOKING[mode])
        field = learner.sco.get_by_label("Dina tankar (frivilligt)")
        expect(field).to_have_value("Som det var")
        expect(field).to_have_js_property("readOnly", True)
        expect(learner.sco.get_by_role("button", name="Ta bort texten")).to_be_hidden()
        learner.check()


@pytest.fixture
def remembering(playwright: Playwright) -> Iterator[BrowserContext]:
    """Return a browser with a back-forward cache, which Playwright disables."""
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache", "--disable-features=BackForwardCache"],
    )
    context = browser.new_context(locale="sv-SE")
    yield context
    browser.close()


@pytest.mark.parametrize("format", ["xapi", "cmi5"], indirect=True)
def test_back_from_the_back_forward_cache_the_session_continues(
    site: Site, remembering: BrowserContext, format: str
) -> None:
    site.kept = True
    with serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(remembering.new_page(), site, lms=lms, format=format)
        someone.page.add_init_script(
            "addEventListener('pageshow', (event) => { window.cached = event.persisted; })"
        )
        someone.launch()
        someone.begin()
        someone.says("Sparat")
        someone.page.goto(f"{site.url}/lms/outbox.html")
        someone.page.go_back(wait_until="commit")
        someone.page.wait_for_function("window.cached === true")
        someone.read()
        someone.press("Klar")
        someone.says(someone.goodbye)
        someone.close()
        assert lms.verbs() == ["initialized", "experienced", "responded", "completed", "terminated"]
        someone.check()
