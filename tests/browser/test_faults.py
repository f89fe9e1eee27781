"""What goes wrong in real LMSs: nothing that was confirmed is lost, nothing is said that is not so, the player never stops."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from browser.learner import Learner
from browser.server import Site
from playwright.sync_api import BrowserContext, Page, Playwright, Route, expect

Kill = Callable[[Path], AbstractContextManager[tuple[Page, Callable[[], None]]]]

STRICT = "default-src 'self'"


def captions(learner: Learner) -> int:
    """How many cues the shown captions have, once there are some."""
    count = (
        "[...document.querySelector('video').textTracks].filter((t) => t.mode === 'showing').reduce((n, t) => n + (t.cues?.length ?? 0), 0)"
    )
    learner.sco.wait_for_function(f"{count} > 0")
    return int(learner.sco.evaluate(count))


def test_reload_resumes_where_it_was(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.press("Klar")
    learner.says("Sparat")
    learner.note()
    learner.open()
    expect(learner.sco.get_by_role("heading", name="Film och fråga")).to_be_visible()
    learner.read()
    learner.press("Klar")
    learner.says("Du är klar.")
    # The second session began as a resumed one and did not write incomplete again.
    assert learner.written("cmi.core.lesson_status") == ["completed"]


def test_a_completed_attempt_stays_completed(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.read()
    learner.press("Klar")
    learner.says("Du kan stänga fönstret.")
    learner.note()
    learner.open()
    learner.says("Film och fråga")
    learner.press("Klar")
    learner.says("Du är klar.")
    assert learner.written("cmi.core.lesson_status") == []
    assert learner.written("cmi.core.score.raw") == []
    assert learner.record()["core"]["lesson_status"] == "completed"


def test_tab_closed_in_the_middle_ends_the_session_and_loses_nothing(learner: Learner, context: BrowserContext) -> None:
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
    second.says("Du är klar.")
    second.check()


def test_leaving_the_page_tells_the_end_once(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.sco.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }))")
    methods = [call["method"] for call in learner.calls]
    assert methods.count("Finish") == 1
    assert methods[-1] == "Finish"
    learner.sco.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert [call["method"] for call in learner.calls] == methods


def test_hidden_saves_and_goes_on(learner: Learner) -> None:
    learner.open()
    learner.begin()
    before = [call["method"] for call in learner.calls].count("Commit")
    learner.sco.evaluate(
        "Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' }); document.dispatchEvent(new Event('visibilitychange'))"
    )
    learner.page.wait_for_function(f"judge.calls.filter((call) => call.method === 'Commit').length === {before + 1}")
    assert "Finish" not in [call["method"] for call in learner.calls]


@pytest.mark.parametrize("seen", [False, True], ids=["begun", "completed"])
def test_a_killed_browser_loses_nothing_that_was_confirmed(
    playwright: Playwright, site: Site, tmp_path: Path, kill: object, seen: bool
) -> None:
    assert callable(kill)
    with kill(tmp_path) as (page, sigkill):
        first = Learner(page, site)
        first.open()
        first.begin()
        first.read()
        first.press("Klar" if seen else "Tillbaka")
        first.says("Du kan stänga fönstret." if seen else "Starta")
        first.sco.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        sigkill()
    assert site.records["/record/a"]["cmi"]["core"]["lesson_status"] == ("completed" if seen else "incomplete")  # type: ignore[index]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
def test_killed_at_any_moment_the_next_session_goes_on_from_what_was_confirmed(
    playwright: Playwright, site: Site, tmp_path: Path, kill: Kill, seed: int
) -> None:
    chance = random.Random(seed)
    acts = ["Läs filmen som text", "Jag har läst textversionen", "Starta tiden", "Lägg till 1 minut", "Klar"]
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


def test_a_refused_commit_is_tried_again_and_said(learner: Learner) -> None:
    learner.page.clock.install()
    learner.open()
    learner.begin()
    learner.says("Sparat")
    learner.read()
    learner.page.evaluate("window.refuse = 5")
    learner.press("Klar")
    learner.says("Du är klar.")
    learner.says("Vänta lite, det sparas.")
    assert learner.record()["core"]["lesson_status"] == "incomplete"
    for seconds in (1, 2, 4):
        learner.page.clock.run_for(seconds * 1000)
    learner.says("Det gick inte att spara att du är klar. Stäng inte fönstret.")
    expect(learner.sco.get_by_text("Du kan stänga fönstret.")).to_be_hidden()
    learner.press("Försök igen nu")  # the fifth refusal
    learner.says("Det gick inte att spara att du är klar. Stäng inte fönstret.")
    learner.press("Försök igen nu")
    learner.says("Du kan stänga fönstret.")
    assert learner.record()["core"]["lesson_status"] == "completed"


def test_without_an_api_it_plays_and_says_that_nothing_is_saved(learner: Learner) -> None:
    learner.page.clock.install()
    learner.open(noapi=1)
    learner.begin()
    learner.page.clock.run_for(11_000)
    learner.says("Ingen lärplattform hittades. Det du gör här sparas inte.")
    learner.read()
    learner.press("Klar")
    learner.says("Du är klar.")
    expect(learner.sco.get_by_text("Sparat", exact=True)).to_have_count(0)
    expect(learner.sco.get_by_text("Du kan stänga fönstret.")).to_be_hidden()


def test_an_api_that_comes_late_is_found_and_what_was_done_meanwhile_counts(learner: Learner) -> None:
    learner.open(late=3000)
    learner.begin()
    learner.read()
    learner.press("Klar")
    learner.says("Du kan stänga fönstret.")
    assert learner.record()["core"]["lesson_status"] == "completed"


@pytest.mark.parametrize("mode", ["review", "browse"])
def test_looking_back_writes_nothing(learner: Learner, mode: str) -> None:
    learner.open()
    learner.begin()
    learner.says("Sparat")
    learner.note()
    learner.page.goto("about:blank")
    learner.site.wait_for(lambda: learner.record()["core"]["lesson_location"] == "film")  # the first session's end is recorded
    before = learner.record()
    learner.open(mode=mode)
    learner.says("Du tittar tillbaka på något avslutat. Inget ändras.")
    learner.read()
    learner.press("Klar")
    learner.says("Du är klar.")
    assert {call["method"] for call in learner.calls} <= {"Initialize", "GetValue", "GetLastError"}
    assert learner.record() == before


def test_a_frame_that_was_reloaded_asks_for_the_whole_page(learner: Learner) -> None:
    learner.noise = ("",)
    learner.open()
    learner.begin()
    learner.says("Sparat")
    learner.note()
    learner.sco.evaluate("location.reload()")
    learner.says("Lärplattformen svarar inte längre här. Ladda om hela sidan för att fortsätta.")
    # Asking again is how it is found out; nothing may be written after it.
    writes = [call for call in learner.calls if call["method"] == "SetValue"]
    learner.begin()
    learner.read()
    assert [call for call in learner.calls if call["method"] == "SetValue"] == writes
    learner.page.evaluate("window.judge.violations.length = 0")


def test_everything_runs_under_a_strict_policy(learner: Learner) -> None:
    learner.site.policy = STRICT
    learner.open()
    learner.begin()
    assert captions(learner) == 1
    learner.watch()
    learner.press("Klar")
    learner.says("Du kan stänga fönstret.")


def test_a_server_without_ranges_is_not_asked_to_seek(learner: Learner) -> None:
    learner.site.ranges = False
    learner.open()
    learner.begin()
    learner.watch()
    learner.press("Klar")
    learner.says("Du är klar.")


def test_refused_captions_are_built_from_the_page(learner: Learner) -> None:
    learner.site.refused = r"\.vtt$"
    learner.noise = ("404",)
    learner.open()
    learner.begin()
    assert captions(learner) == 1


def test_a_film_that_fails_gives_way_to_its_text(learner: Learner) -> None:
    learner.site.refused = r"\.mp4$"
    learner.noise = ("404",)
    learner.open()
    learner.begin()
    learner.says("Filmen går inte att spela. Läs textversionen i stället.")
    learner.says("– Vi provar.")
    learner.site.refused = "(?!)"
    learner.press("Försök igen")
    learner.watch()


def test_a_film_that_failed_before_the_script_ran_is_noticed(learner: Learner) -> None:
    learner.site.refused = r"\.mp4$"
    learner.noise = ("404",)
    failed = "() => document.querySelector('iframe').contentDocument?.querySelector('video')?.error"
    with_script = learner.page.wait_for_function

    def later(route: Route) -> None:
        """Hand the script over only when the film has failed."""
        with_script(failed)
        route.continue_()

    learner.page.route("**/player.js", later)
    learner.open()
    learner.begin()
    learner.says("Filmen går inte att spela. Läs textversionen i stället.")


def test_opened_by_double_click(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    learner = Learner(
        page, site, noise=("Not allowed to load local resource", "has been blocked by CORS", "net::ERR_FAILED", "Unsafe attempt")
    )
    page.clock.install()
    page.goto(f"file://{site.package}/index.html")
    page.get_by_role("button", name="Starta", exact=True).click()
    page.clock.run_for(11_000)
    expect(page.get_by_text("Ingen lärplattform hittades.").filter(visible=True)).to_be_visible()
    cues = "[...document.querySelector('video').textTracks].filter((t) => t.mode === 'showing').map((t) => t.cues?.[0]?.text)"
    assert page.evaluate(cues) == ["Vi provar."]
    page.evaluate("() => { const video = document.querySelector('video'); video.muted = true; void video.play(); }")
    expect(page.get_by_text("Filmen är slut.")).to_be_attached()
    page.get_by_role("button", name="Klar").click()
    expect(page.get_by_role("heading", name="Du är klar.")).to_be_visible()
    assert [text for text in learner.complaints if not any(noise in text for noise in learner.noise)] == []


def test_a_sandboxed_frame_without_storage_or_api_plays_on(learner: Learner) -> None:
    learner.noise = ("Unsafe attempt to load URL",)  # the captions: another origin than its own
    learner.page.clock.install()
    learner.open(sandbox=1)
    learner.begin()
    assert learner.sco.evaluate("(() => { try { return !localStorage } catch { return true } })()")
    learner.page.clock.run_for(11_000)
    learner.says("Ingen lärplattform hittades. Det du gör här sparas inte.")
    assert captions(learner) == 1
    learner.read()
    learner.press("Klar")
    learner.says("Du är klar.")


def test_plain_http_without_a_secure_context(learner: Learner) -> None:
    learner.open(host="intranet.example")
    assert learner.sco.evaluate("isSecureContext") is False
    learner.begin()
    learner.read()
    learner.press("Klar")
    learner.says("Du kan stänga fönstret.")


def test_the_page_names_no_other_host(learner: Learner) -> None:
    learner.open()
    hosts = set(re.findall(r"https?://[^\s\"'<>]+", (learner.site.package / "index.html").read_text("utf-8")))
    assert hosts == set()


def test_the_help_desk_is_given_technical_details(context: BrowserContext, learner: Learner) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    learner.open(refuse=100)
    learner.begin()
    learner.read()
    learner.press("Klar")
    expect(learner.sco.get_by_text("Det gick inte att spara att du är klar. Stäng inte fönstret.")).to_be_visible(timeout=20_000)
    learner.sco.evaluate("() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }")
    learner.press("Kopiera tekniska uppgifter")
    learner.says("Kopierat.")
    copied = learner.sco.evaluate("window.copied").split("\n")
    assert copied[:2] == ["waiting", "provmodul 1.0"]
    assert "SCORM 1.2" in copied
