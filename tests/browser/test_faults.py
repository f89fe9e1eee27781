"""Faults of real LMSs: nothing confirmed is lost, nothing untrue is said, and the player never stops."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Route, expect

from browser.learner import LOOKING, Learner
from browser.server import Site
from browser.visitor import SHOWN, freeze

Kill = Callable[[Path], AbstractContextManager[tuple[Page, Callable[[], None]]]]


def test_reload_resumes_where_it_was(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.press("Klar")
    learner.says("Sparat")
    learner.open()
    expect(learner.sco.get_by_role("heading", name="Film och fråga")).to_be_visible()
    learner.read()
    learner.press("Klar")
    learner.says(learner.goodbye)
    # The second session began as a resumed one and did not write incomplete again.
    assert learner.written("cmi.core.lesson_status") == ["completed"]


def test_a_completed_attempt_stays_completed(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.read()
    learner.press("Klar")
    learner.says(learner.goodbye)
    learner.open()
    learner.says("Film och fråga")
    learner.press("Klar")
    learner.says(learner.goodbye)
    assert learner.written("cmi.core.lesson_status") == []
    assert learner.written("cmi.core.score.raw") == []
    assert learner.record()["core"]["lesson_status"] == "completed"


def test_a_tab_closed_midway_ends_the_session_and_loses_nothing(
    learner: Learner, context: BrowserContext
) -> None:
    learner.open()
    learner.begin()
    learner.read()
    learner.press("Lägg till 1 minut")
    learner.note()
    assert "samtal/fraga" not in learner.state().get("a", {})  # nothing of it was committed yet
    learner.page.close(run_before_unload=True)
    learner.site.wait_for(lambda: learner.state()["a"] == {"film": {"d": 1}, "samtal/fraga": {"s": 360}})
    second = Learner(context.new_page(), learner.site)
    second.open()
    second.says("Film och fråga")
    second.press("Klar")
    second.says("Ni är klara.")
    second.check()


def test_leaving_the_page_ends_the_session_once(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.sco.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }))")
    methods = [call["method"] for call in learner.calls]
    assert methods.count("Finish") == 1
    assert methods[-1] == "Finish"
    learner.sco.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert [call["method"] for call in learner.calls] == methods


def test_hiding_saves_and_continues_the_session(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.sco.evaluate(
        """() => {
            Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
            parent.before = parent.judge.calls.length;
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    learner.page.wait_for_function("judge.calls.slice(before).some((call) => call.method === 'Commit')")
    assert "Finish" not in [call["method"] for call in learner.calls]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
def test_after_a_kill_at_any_moment_the_next_session_has_what_was_confirmed(
    playwright: Playwright, site: Site, tmp_path: Path, kill: Kill, seed: int
) -> None:
    chance = random.Random(seed)
    acts = ["Läs filmen som text", "Vi har läst textversionen", "Starta tiden", "Lägg till 1 minut", "Klar"]
    with kill(tmp_path / "first") as (page, sigkill):
        first = Learner(page, site)
        first.open()
        first.begin()
        for name in acts[: chance.randint(0, len(acts))]:
            first.press(name)
        if chance.random() < 0.5:
            first.sco.evaluate("setTimeout(() => document.dispatchEvent(new Event('visibilitychange')), 0)")
        sigkill()
    confirmed = first.record()
    with kill(tmp_path / "second") as (page, _):
        second = Learner(page, site)
        second.open()
        second.says("Film och fråga" if confirmed["core"]["lesson_location"] else "Att prova & lära")
        status = confirmed["core"]["lesson_status"]
        assert second.record()["core"]["lesson_status"] == status
        second.check()


def test_a_refused_commit_is_retried_and_reported(learner: Learner) -> None:
    learner.page.clock.install()
    learner.open()
    learner.begin()
    learner.says("Sparat")
    learner.read()
    freeze(learner.page)
    learner.page.evaluate("window.refuse = 5")
    learner.press("Klar")
    learner.says("Ni är klara.")
    learner.says("Vänta lite. Det ni har gjort sparas.")
    assert learner.record()["core"]["lesson_status"] == "incomplete"
    # The wait for the next attempt starts when the browser has stored the record, at a moment that this clock
    # does not know.
    for left in (4, 3, 2, 1):
        while learner.page.evaluate("refuse") > left:
            learner.page.clock.run_for(200)
        assert learner.page.evaluate("refuse") == left
    learner.says("Det gick inte att spara. Stäng inte fönstret.")
    expect(learner.sco.locator(SHOWN).get_by_text(learner.goodbye)).to_be_hidden()
    learner.press("Försök igen nu")  # the fifth refusal
    learner.says("Det gick inte att spara. Stäng inte fönstret.")
    learner.press("Försök igen nu")
    learner.page.clock.resume()
    learner.says(learner.goodbye)
    assert learner.record()["core"]["lesson_status"] == "completed"


def test_a_late_api_is_found_and_what_was_done_before_counts(learner: Learner) -> None:
    learner.open(late=3000, begun=False)
    learner.begin()
    learner.read()
    learner.press("Klar")
    learner.says(learner.goodbye)
    assert learner.record()["core"]["lesson_status"] == "completed"


@pytest.mark.parametrize("mode", ["review", "browse"])
def test_looking_back_writes_nothing(learner: Learner, mode: str) -> None:
    learner.open()
    learner.begin()
    learner.says("Sparat")
    learner.leave()
    before = learner.record()
    learner.open(mode=mode)
    learner.says(LOOKING[mode])
    learner.read()
    learner.press("Klar")
    learner.says("Ni är klara.")
    assert {call["method"] for call in learner.calls} <= {"Initialize", "GetValue", "GetLastError"}
    assert learner.record() == before


def test_a_reloaded_frame_asks_to_reload_the_whole_page(learner: Learner) -> None:
    learner.noise = ("",)
    learner.open()
    learner.begin()
    learner.says("Sparat")
    learner.note()
    learner.sco.evaluate("location.reload()")
    learner.says("Lärplattformen svarar inte längre här. Ladda om hela sidan för att fortsätta.")
    # It takes another Initialize to find out; nothing may be written after it.
    writes = [call for call in learner.calls if call["method"] == "SetValue"]
    learner.begin()
    learner.read()
    assert [call for call in learner.calls if call["method"] == "SetValue"] == writes
    learner.page.evaluate("window.judge.violations.length = 0")


def test_a_film_that_failed_before_the_script_ran_is_noticed(learner: Learner) -> None:
    learner.site.refused = r"\.mp4$"
    learner.noise = ("404",)
    video = "document.querySelector('iframe').contentDocument?.querySelector('video')"
    failed = f"() => {{ const video = {video}; video?.play().catch(() => {{}}); return video?.error; }}"
    with_script = learner.page.wait_for_function

    def later(route: Route) -> None:
        """Deliver the script only after the film has failed."""
        with_script(failed)
        route.continue_()

    learner.page.route("**/player.js", later)
    learner.open()
    learner.begin()
    learner.says("Filmen går inte att spela. Läs textversionen i stället.")


def test_the_page_names_no_other_host(learner: Learner) -> None:
    learner.open()
    hosts = set(re.findall(r"https?://[^\s\"'<>]+", (learner.site.package / "index.html").read_text("utf-8")))
    assert hosts == set()


def test_the_help_desk_is_given_technical_details(context: BrowserContext, learner: Learner) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    learner.page.clock.install()
    learner.open(refuse=100, begun=False)
    learner.begin()
    learner.read()
    learner.press("Klar")
    learner.says_at_last("Det gick inte att spara. Stäng inte fönstret.")
    learner.sco.evaluate(
        "() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }"
    )
    learner.press("Kopiera tekniska uppgifter")
    learner.says("Kopierat.")
    copied = learner.sco.evaluate("window.copied").split("\n")
    assert copied[:2] == ["waiting", "provmodul 1.0"]
    assert "SCORM 1.2" in copied
