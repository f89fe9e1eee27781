"""A reflection with several questions: one in view, each with its own time, grouping, notes and statement,
and nothing lost on the way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from browser.axe import violations
from browser.launched import Launched
from browser.learner import Learner
from browser.server import Site, serve
from browser.several import QUESTIONS, SEVERAL
from browser.visitor import SHOWN, START
from launch.lms import serve_lms

Variant = Callable[..., Path]
GROUP = "            mode: group\n"
ALONE = "            mode: individual\n            notes: {}\n"
FIRST_FORM = json.loads(
    (Path(__file__).parents[1] / "data" / "states" / "one-question.json").read_text("utf-8")
)
EXTENSION = "https://larande.example.se/_extensions/"


def asks(learner: Learner, number: int) -> None:
    """Expect the question of that number to be in view, and no other."""
    for at, text in enumerate(QUESTIONS, 1):
        locator = learner.sco.locator(".ask").get_by_text(text, exact=True)
        if at == number:
            expect(locator).to_be_visible()
        else:
            expect(locator).to_be_hidden()
    learner.says(f"Fråga {number} av 3")


def clock(learner: Learner) -> str:
    return learner.sco.get_by_role("timer").inner_text()


def left(learner: Learner) -> int:
    """Return the clock's remaining time in seconds; the installed clock also advances by itself, at normal
    speed.
    """
    minutes, seconds = clock(learner).split(":")
    return int(minutes) * 60 + int(seconds)


def field(learner: Learner) -> Locator:
    return learner.sco.get_by_role("textbox", name=re.compile("tankar|thoughts"))


@pytest.fixture
def make(context: BrowserContext, variant: Variant) -> Iterator[Callable[..., Learner]]:
    sites = []

    def start(mode: str = GROUP, record: str = "") -> Learner:
        site = serve(Site(variant("scorm12", SEVERAL, (GROUP, mode))))
        sites.append(site)
        learner = Learner(context.new_page(), site.__enter__())
        if record:
            learner.site.records["/record/a"] = {
                "cmi": {"suspend_data": record, "core": {"lesson_status": "incomplete"}}
            }
        learner.page.clock.install()
        learner.open()
        return learner

    yield start
    for site in sites:
        site.__exit__(None, None, None)


def test_one_at_a_time_each_with_its_own_time_and_grouping(make: Callable[..., Learner]) -> None:
    learner = make()
    learner.begin()
    asks(learner, 1)
    learner.says("Prata alla tillsammans.")
    expect(learner.sco.get_by_role("button", name="Klar")).to_have_count(0)
    learner.press("Starta tiden")
    learner.page.clock.run_for(61_000)
    learner.press("Nästa fråga")
    asks(learner, 2)
    expect(learner.sco.get_by_role("heading", name="Vad hindrar?")).to_be_focused()
    learner.says("Prata två och två.")
    assert clock(learner) == "2:00"
    learner.page.clock.run_for(300_000)  # the timer out of view is paused
    assert clock(learner) == "2:00"
    learner.press("Nästa fråga")
    asks(learner, 3)
    learner.says("Prata i mindre grupper.")
    assert clock(learner) == "10:00"
    expect(learner.sco.get_by_role("button", name="Nästa fråga")).to_have_count(0)
    learner.press("Föregående fråga")
    learner.press("Föregående fråga")
    asks(learner, 1)
    assert 225 <= left(learner) <= 239
    expect(learner.sco.get_by_role("button", name="Starta tiden")).to_be_visible()
    learner.press("Tillbaka")
    expect(learner.sco.get_by_role("button", name=START)).to_be_visible()
    learner.check()


def test_it_is_done_only_after_the_last_question(make: Callable[..., Learner]) -> None:
    learner = make()
    learner.begin()
    learner.read()
    learner.press("Nästa fråga")
    learner.press("Nästa fråga")
    assert learner.record()["core"]["lesson_status"] == "incomplete"
    learner.press("Klar")
    learner.says(learner.goodbye)
    assert learner.record()["core"]["lesson_status"] == "completed"
    learner.press("Tillbaka")
    asks(learner, 3)
    learner.check()


def test_a_reload_restores_the_question_with_its_time_paused(
    make: Callable[..., Learner],
) -> None:
    learner = make()
    learner.begin()
    learner.press("Nästa fråga")
    learner.press("Starta tiden")
    learner.page.clock.run_for(30_000)
    learner.note()
    learner.open()
    asks(learner, 2)
    was = left(learner)
    assert 75 <= was <= 90
    learner.page.clock.run_for(60_000)
    assert left(learner) == was
    learner.press("Föregående fråga")
    assert clock(learner) == "5:00"
    learner.check()


def test_another_language_keeps_question_time_and_notes(make: Callable[..., Learner]) -> None:
    learner = make(ALONE.format("private"))
    learner.begin()
    for text in ("Ett", "Två"):
        field(learner).fill(text)
        learner.press("Nästa fråga")
    learner.press("Föregående fråga")
    learner.press("Starta tiden")
    learner.page.clock.run_for(10_000)
    learner.press("English")
    learner.says("What is in the way?")
    learner.says("Question 2 of 3")
    expect(field(learner)).to_have_value("Två")
    assert 95 <= left(learner) <= 110
    learner.press("Previous question")
    expect(field(learner)).to_have_value("Ett")
    expect(learner.sco.locator(SHOWN).get_by_text("Talk in pairs.")).to_have_count(
        0
    )  # alone there are no groups
    learner.check()


def test_the_lms_keeps_the_notes_of_each_within_its_limit(make: Callable[..., Learner]) -> None:
    learner = make(ALONE.format("lms"))
    learner.begin()
    area = field(learner)
    for text in ("å" * 300, "b" * 400, "c" * 3000):
        area.fill(text)
        area.blur()
        if text[0] != "c":
            learner.press("Nästa fråga")
    expect(learner.sco.locator("[data-room]").filter(visible=True)).to_contain_text(
        "får inte plats och sparas inte"
    )
    learner.site.wait_for(lambda: "n" in learner.state()["a"].get("samtal/steg", {}))
    parts = learner.state()["a"]
    assert (parts["samtal/fraga"]["n"], parts["samtal/hinder"]["n"]) == ("å" * 300, "b" * 400)
    assert 100 < len(parts["samtal/steg"]["n"]) < 3000
    assert len(learner.record()["suspend_data"]) <= 3500
    learner.note()
    learner.open()
    asks(learner, 3)
    learner.press("Föregående fråga")
    expect(field(learner)).to_have_value("b" * 400)
    learner.check()


def test_the_state_of_a_one_question_release_is_read(make: Callable[..., Learner]) -> None:
    learner = make(ALONE.format("lms"), json.dumps(FIRST_FORM | {"q": []}))
    learner.begin()
    assert clock(learner) == "3:20"
    expect(field(learner)).to_have_value("Förut")
    learner.press("Nästa fråga")
    assert clock(learner) == "2:00"
    learner.site.wait_for(lambda: learner.state()["a"]["samtal"] == {"d": 1, "q": "hinder"})
    assert learner.state()["a"]["samtal/fraga"] == {"s": 200, "n": "Förut"}
    learner.check()


def test_each_answer_is_an_interaction_of_its_own(make: Callable[..., Learner]) -> None:
    learner = make(ALONE.format("lrs"))
    learner.begin()
    for text in ("Ett", "Två"):
        field(learner).fill(text)
        learner.press("Skicka")
        learner.says("Skickat")
        learner.press("Nästa fråga")
    assert learner.written("cmi.interactions.0.id") == ["fraga-1"]
    assert learner.written("cmi.interactions.1.id") == ["hinder-2"]
    assert learner.written("cmi.interactions.1.student_response") == ["Två"]
    learner.check()


@pytest.mark.parametrize("format", ["xapi", "cmi5"])
def test_each_question_has_a_statement_of_its_own(
    context: BrowserContext, variant: Variant, format: str
) -> None:
    with serve(Site(variant(format, SEVERAL))) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(context.new_page(), site, lms=lms, format=format)
        someone.launch()
        someone.begin()
        someone.read()
        someone.page.get_by_label("Hur många är ni? (frivilligt)").fill("6")
        someone.press("Starta tiden")
        someone.press("Nästa fråga")
        someone.press("Nästa fråga")
        someone.press("Klar")
        someone.says(someone.goodbye)
        someone.close()
        answers = [one for one in lms.sent() if one["verb"]["id"].endswith("/responded")]
        module = "https://larande.example.se/provmodul/samtal"
        assert [one["object"]["id"] for one in answers] == [
            f"{module}/{id}" for id in ("fraga", "hinder", "steg")
        ]
        assert [one["result"]["extensions"][f"{EXTENSION}planned-seconds"] for one in answers] == [
            300,
            120,
            600,
        ]
        assert ["duration" in one["result"] for one in answers] == [True, False, False]
        # The head count is sent once per meeting.
        assert [one["result"]["extensions"].get(f"{EXTENSION}head-count") for one in answers] == [
            6,
            None,
            None,
        ]
        assert len({one["context"]["team"]["account"]["name"] for one in answers}) == 1
        someone.check()


@pytest.mark.parametrize("width", [1280, 750, 320])
def test_every_question_is_accessible_and_fits(context: BrowserContext, variant: Variant, width: int) -> None:
    with serve(Site(variant("web", SEVERAL, (GROUP, ALONE.format("private"))))) as site:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 720})
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        for name in ("Nästa fråga", "Nästa fråga", "Klar"):
            assert violations(page.main_frame) == []
            assert page.evaluate("document.documentElement.scrollWidth") == width
            page.get_by_role("button", name=name).click()


def test_the_next_question_moves_nothing_beside_the_film(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web", SEVERAL))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        before = page.get_by_role("timer").bounding_box()
        page.get_by_role("button", name="Nästa fråga").click()
        assert page.get_by_role("timer").bounding_box() == before


def test_the_keyboard_alone_leads_on_and_back(make: Callable[..., Learner]) -> None:
    learner = make()
    learner.begin()
    button = learner.sco.get_by_role("button", name="Nästa fråga")
    button.focus()
    learner.page.keyboard.press("Enter")
    asks(learner, 2)
    learner.page.keyboard.press("Tab")
    expect(learner.sco.get_by_role("button", name="Starta tiden")).to_be_focused()
    learner.page.keyboard.press("ArrowRight")  # arrow keys are for the big screen alone
    asks(learner, 2)
    learner.check()
