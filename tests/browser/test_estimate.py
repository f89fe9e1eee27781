"""An estimate in a browser: nothing of a group's answers is on the page before it shows them, in every format;
one person's answer is kept where the module says; and what is sent names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from browser.axe import violations
from browser.formats import every_format
from browser.launched import Launched
from browser.learner import Learner
from browser.places import place_for
from browser.server import Site, serve
from browser.visitor import Visitor
from launch.lms import Lms, serve_lms
from preview.learning_locker import refusals

Variant = Callable[..., Path]
ANSWERS = "https://larande.example.se/_extensions/answers"
TIME = "                time: 5 min\n"
STEP = """      - id: {id}
        title:
          sv: {title}
          en: Where do we stand?
        activities:
          - id: {id}-fraga
            type: estimate
            title:
              sv: {title}
              en: Where do we stand?
            mode: {mode}
            notes: {notes}
            required: {required}
            {asks}
"""
ASKS = """question:
              sv: Hur väl tar ni vara på det ni lär er?
              en: How well do you make use of what you learn?
            words:
              1:
                sv: Inte alls
                en: Not at all
              5:
                sv: Fullt ut
                en: Fully
            discuss:
              sv: Vad ligger bakom skillnaderna?
              en: What is behind the differences?"""


def edits(mode: str = "group", notes: str = "private", required: str = "true") -> list[tuple[str, str]]:
    """The definition with an estimate, and the same again."""
    first = STEP.format(id="nu", title="Var står vi?", mode=mode, notes=notes, required=required, asks=ASKS)
    second = STEP.format(
        id="sen", title="Var står vi nu?", mode=mode, notes=notes, required=required, asks="again: nu-fraga"
    )
    return [(TIME, TIME + first + second)]


def lanes(someone: Visitor) -> Locator:
    return someone.root.locator(".lanes:visible button")


def answer(someone: Visitor, *steps: int) -> None:
    for step in steps:
        lanes(someone).nth(step - 1).click()


def hides(someone: Visitor, number: int) -> None:
    """Expect that only the number of answers can be known, and that no lane is marked."""
    expect(someone.root.locator(".tally:visible")).to_have_text(re.compile(rf"{number}\s*svar"))
    assert someone.root.locator(".spread i").count() == 0
    expect(someone.root.locator(".spread:visible")).to_have_count(0)
    expect(someone.root.locator(".gist:visible")).to_have_count(0)
    someone.page.mouse.move(2, 2)
    looks = lanes(someone).evaluate_all(
        "lanes => lanes.map(lane => [...lane.attributes].filter(a => !/first/.test(a.name)).map(a => a.value)"
        " + getComputedStyle(lane).background + getComputedStyle(lane).outline)"
    )
    assert len(set(looks)) == 1, looks


def dots(someone: Visitor, rows: str = ".spread:visible .dots:first-child") -> list[int]:
    found: list[int] = someone.root.locator(rows).evaluate_all("all => all.map(one => one.children.length)")
    return found


@every_format("2nd")
def test_a_group_in_every_format(context: BrowserContext, variant: Variant, format: str) -> None:
    with (
        serve(Site(variant(format, *edits()))) as site,
        place_for(context.new_page(), site, format) as place,
    ):
        someone = place.visitor
        place.open()
        someone.begin()
        someone.read()
        someone.press("Nästa: Var står vi?")
        expect(someone.root.locator("[data-do=show]:visible")).to_have_count(0)
        answer(someone, 3, 1, 4, 3, 4, 3, 1, 5)
        hides(someone, 8)
        someone.press("Ångra senaste")
        answer(someone, 3, 4)
        hides(someone, 9)
        assert violations(someone.root) == []
        someone.press("Visa svaren")
        assert dots(someone) == [2, 0, 4, 3, 0]
        someone.says("De flesta är på 3\u2060–\u20604 av\u00a05. Två tycker\u00a01.")
        someone.says("Vad ligger bakom skillnaderna?")
        expect(someone.root.get_by_role("button", name="Ändra svaren")).to_be_focused()
        assert violations(someone.root) == []
        someone.press("Ändra svaren")
        hides(someone, 9)
        someone.press("Nästa: Var står vi nu?")
        answer(someone, 4, 4, 4, 5)
        hides(someone, 4)
        someone.press("Visa svaren")
        assert dots(someone) == [0, 0, 0, 3, 1]
        assert dots(someone, ".spread:visible .then") == [2, 0, 4, 3, 0]
        someone.says("Först var de flesta på 3\u2060–\u20604 av\u00a05. Nu är de flesta på 4.")
        assert violations(someone.root) == []
        someone.press("Klar")
        sheet = someone.root.locator("[data-sheet]")
        expect(sheet.locator(".gist")).to_have_count(2)
        assert violations(someone.root) == []
        assert place.completed()
        place.check()


def test_a_reload_shows_the_number_and_not_the_dots(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web", *edits()))) as site:
        someone = Visitor(context.new_page(), site)
        someone.page.goto(f"{site.url}/package/index.html")
        someone.begin()
        someone.press("Nästa: Var står vi?")
        answer(someone, 2, 2, 2)
        someone.press("Visa svaren")
        someone.says("Alla är på 2 av\u00a05.")
        someone.confirmed()
        someone.page.reload()
        someone.stands()
        hides(someone, 3)
        expect(someone.root.get_by_role("button", name="Ångra senaste")).to_have_count(0)
        someone.press("Ta bort alla svar")
        expect(someone.root.locator("[data-do=show]:visible")).to_have_count(0)
        someone.press("Ångra senaste")
        hides(someone, 3)


def test_with_the_keyboard_no_lane_stays_marked(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web", *edits(required="false")))) as site:
        someone = Visitor(context.new_page(), site)
        someone.page.goto(f"{site.url}/package/index.html")
        someone.begin()
        someone.press("Nästa: Var står vi?")
        lanes(someone).nth(3).focus()
        someone.page.keyboard.press("Enter")
        group = someone.root.get_by_role("group", name="Lägg till ett svar")
        expect(group).to_be_focused()
        someone.page.keyboard.press("2")
        someone.page.keyboard.press("9")
        hides(someone, 2)
        skip = someone.root.get_by_role("button", name="Hoppa över")
        expect(skip).to_be_visible()
        skip.evaluate(
            "(button) => button.click()"
        )  # as a screen reader's press, within which none other is taken
        expect(someone.root.get_by_role("heading", name="Var står vi nu?", level=1)).to_be_focused()


def test_what_a_group_must_answer_is_not_skipped(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("scorm12", *edits()))) as site:
        learner = Learner(context.new_page(), site)
        learner.open()
        learner.begin()
        learner.read()
        learner.press("Nästa: Var står vi?")
        expect(learner.root.get_by_role("button", name="Hoppa över")).to_have_count(0)
        answer(learner, 3, 3)
        learner.press("Nästa: Var står vi nu?")
        learner.press("Klar")
        learner.says("Det här återstår: Var står vi?.")
        learner.check()


def test_the_big_screens_letters_are_a_twentieth_of_its_height(
    context: BrowserContext, variant: Variant
) -> None:
    with serve(Site(variant("web", *edits()))) as site:
        someone = Visitor(context.new_page(), site)
        someone.page.goto(f"{site.url}/package/index.html")
        someone.begin()
        someone.press("Nästa: Var står vi?")
        someone.press("Visa på stor skärm")
        expect(lanes(someone).first).to_be_focused()
        answer(someone, 3, 1, 4, 3)
        for width, height in ((1280, 720), (1280, 800), (1920, 1080)):
            someone.page.set_viewport_size({"width": width, "height": height})
            for _ in range(2):
                assert min(letters(someone.page)) >= height / 20, (width, height)
                assert all_in_view(someone.page), (width, height)
                someone.root.locator("[data-do=show]:visible").click()
        someone.page.keyboard.press("ArrowRight")
        expect(someone.root.locator(".estimate.shown")).to_be_visible()


def letters(page: Page) -> list[float]:
    """The sizes of what is to be read from afar: everything but the controls at the edge."""
    found: list[float] = page.evaluate(
        """() => [...document.querySelectorAll(".shown *")].filter((e) => e.checkVisibility()
        && !e.closest(".hidden, .less, .plain") && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
        .map((e) => parseFloat(getComputedStyle(e).fontSize))"""
    )
    return found


def all_in_view(page: Page) -> bool:
    fits: bool = page.evaluate(
        "() => { const e = document.querySelector('.shown'); return e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth; }"
    )
    return fits


def test_one_persons_answer_is_kept_in_the_lms(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("scorm12", *edits("individual", "lms")))) as site:
        learner = Learner(context.new_page(), site)
        learner.open()
        learner.begin()
        learner.read()
        learner.press("Nästa: Var står vi?")
        learner.says(re.compile("^Svaret sparas i lärplattformen"))
        learner.root.locator(".step:visible").nth(1).click()
        expect(learner.root.locator("[data-note]:visible")).to_have_text("Sparat")
        assert violations(learner.root) == []
        assert learner.state()["a"]["nu-fraga"]["n"] == "2"
        learner.open()
        expect(learner.root.locator("input:checked")).to_have_value("2")
        learner.press("Nästa: Var står vi nu?")
        expect(learner.root.locator("[data-before]:visible")).to_have_count(0)
        learner.root.get_by_role("radio", name="5 Fullt ut").check()
        learner.says("Tidigare valde du\u00a02 av\u00a05.")
        learner.press("Klar")
        learner.says("Du valde\u00a05 av\u00a05: Fullt ut.")
        learner.check()


@pytest.mark.parametrize("format", ["xapi", "cmi5"])
def test_a_group_sends_counts_and_nobodys_answer(
    context: BrowserContext, variant: Variant, format: str, locker: str
) -> None:
    package = variant(format, *edits("group", "lrs"))
    with serve(Site(package)) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(context.new_page(), site, lms=lms, format=format)
        someone.launch()
        someone.begin()
        someone.press("Nästa: Var står vi?")
        answer(someone, 1, 4, 4)
        someone.press("Visa svaren")
        someone.says(re.compile("^Färre än fyra svar skickas inte"))
        expect(someone.root.get_by_role("button", name="Skicka")).to_have_count(0)
        someone.press("Ändra svaren")
        answer(someone, 4)
        someone.press("Visa svaren")
        someone.press("Skicka")
        lms.wait(lambda log: len(estimates(lms)) == 1)
        someone.says("Skickat")
        someone.press("Ändra svaren")
        answer(someone, 5)
        someone.press("Visa svaren")
        someone.press("Skicka")
        lms.wait(lambda log: len(estimates(lms)) == 2)
        first, second = estimates(lms)
        assert first["result"]["extensions"] == {ANSWERS: {"1": 1, "2": 0, "3": 0, "4": 3, "5": 0}}
        assert second["result"]["extensions"] == {ANSWERS: {"1": 1, "2": 0, "3": 0, "4": 3, "5": 1}}
        assert all("response" not in one["result"] for one in (first, second))
        assert first["context"]["team"] == second["context"]["team"]
        assert first["id"] in second["context"]["extensions"].values()
        definition = first["object"]["definition"]
        assert definition["interactionType"] == "likert"
        assert definition["scale"][0] == {"id": "1", "description": {"sv": "Inte alls", "en": "Not at all"}}
        assert len(definition["scale"]) == 5
        assert refusals(locker, lms.sent()) == []
        someone.close()
        someone.check()


def test_one_person_sends_one_answer(context: BrowserContext, variant: Variant, locker: str) -> None:
    package = variant("xapi", *edits("individual", "lrs"))
    with serve(Site(package)) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(context.new_page(), site, lms=lms, format="xapi")
        someone.launch()
        someone.begin()
        someone.press("Nästa: Var står vi?")
        someone.root.locator(".step:visible").nth(3).click()
        someone.press("Skicka")
        lms.wait(lambda log: len(estimates(lms)) == 1)
        expect(someone.root.locator("[data-note]:visible")).to_have_text("Skickat")
        (told,) = estimates(lms)
        assert told["result"] == {"completion": True, "response": "4"}
        assert "team" not in told["context"]
        assert refusals(locker, lms.sent()) == []
        someone.close()
        someone.check()


def estimates(lms: Lms) -> list[dict[str, Any]]:
    return [one for one in lms.sent() if one["object"]["id"].endswith("/nu-fraga")]
