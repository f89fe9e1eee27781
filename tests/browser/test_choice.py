"""A group or one person: asked at the start where the module leaves it open, saved with the progress, and
everything that follows from it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from browser.axe import violations
from browser.launched import Launched
from browser.learner import Learner
from browser.server import Site, serve
from browser.visitor import SHOWN, START, wait_for_script
from launch.lms import serve_lms

Variant = Callable[..., Path]
EITHER = ("            mode: group\n", "            mode: either\n")
GUIDE = ("sections:\n", "guide:\n  sv: ledare.md\n  en: leader.md\nsections:\n")
GROUP, ALONE = "Vi är en grupp", "Jag gör det själv"
EXTENSION = "https://larande.example.se/_extensions/"


@pytest.fixture
def learner(context: BrowserContext, variant: Variant) -> Iterator[Learner]:
    with serve(
        Site(variant("scorm12", EITHER, GUIDE, ledare="Läs frågan högt.", leader="Read it aloud."))
    ) as site:
        someone = Learner(context.new_page(), site)
        yield someone
        someone.check()


def parts(page: Page | Learner) -> dict[str, bool]:
    """Return whether the parts for a group, and those for one person, are on the page."""
    frame = page.sco if isinstance(page, Learner) else page
    found: dict[str, Locator] = {
        "big screen": frame.get_by_role("button", name="Visa på stor skärm"),
        "notes": frame.get_by_role("textbox", name="tankar"),
        "text version": frame.get_by_role("heading", name="Filmen som text"),
        "head count": frame.get_by_label("Hur många är ni? (frivilligt)"),
    }
    return {name: locator.filter(visible=True).count() > 0 for name, locator in found.items()}


def test_it_is_asked_and_only_one_button_stands_out(learner: Learner) -> None:
    learner.open()
    learner.says("Hur vill ni använda materialet?")
    expect(learner.sco.get_by_role("button", name=START)).to_have_count(0)
    sentences = "Ni ser filmen på en skärm och samtalar. Bara den som är inloggad får det registrerat. Starta filmen och samtalet"
    expect(learner.sco.get_by_role("button", name=GROUP)).to_have_accessible_name(f"{GROUP} {sentences}")
    expect(learner.sco.get_by_role("button", name=ALONE)).to_have_accessible_name(
        f"{ALONE} Du ser filmen och reflekterar på egen hand. Starta filmen"
    )
    expect(learner.sco.locator("[data-view='@start'] .main")).to_have_count(1)


def test_texts_address_a_group_or_one_person(learner: Learner) -> None:
    learner.open()
    learner.begin(GROUP)
    assert parts(learner) == {
        "big screen": True,
        "notes": False,
        "text version": False,
        "head count": False,
    }  # no LRS to report it to
    learner.press("Klar")
    learner.says("Filmen återstår. Se den, eller läs den som text och markera att ni har läst.")
    learner.press("Tillbaka")
    learner.begin(ALONE)
    learner.says("Filmen återstår. Se den, eller läs den som text och markera att du har läst.")
    assert parts(learner) == {"big screen": False, "notes": True, "text version": True, "head count": False}
    learner.says(
        "Det du skriver stannar på den här sidan och försvinner när du stänger den. Ingen annan kan läsa det."
    )


def test_the_choice_is_kept_and_can_be_changed(learner: Learner) -> None:
    learner.open()
    learner.begin(ALONE)
    learner.sco.get_by_role("textbox", name="tankar").fill("Hemligt")
    learner.site.wait_for(lambda: learner.state().get("g") == 0)
    learner.note()
    learner.open()
    expect(learner.sco.get_by_role("heading", name="Film och fråga")).to_be_visible()
    assert parts(learner)["text version"]
    learner.sco.get_by_role("textbox", name="tankar").fill("Hemligt")
    learner.press("Tillbaka")
    expect(learner.sco.locator("[data-view='@start'] .main")).to_contain_text(ALONE)
    learner.begin(GROUP)
    assert not parts(learner)["notes"]  # notes written alone are not shown to everybody
    learner.site.wait_for(lambda: learner.state().get("g") == 1)
    learner.press("Tillbaka")
    learner.begin(ALONE)
    expect(learner.sco.get_by_role("textbox", name="tankar")).to_have_value("Hemligt")


def test_another_language_keeps_the_choice(learner: Learner) -> None:
    learner.open()
    learner.press("English")
    learner.says("How will you use this?")
    learner.begin("I am on my own", "Film and question")
    learner.says("Your thoughts (optional)")
    learner.press("Svenska")
    learner.says("Dina tankar (frivilligt)")
    assert violations(learner.sco) == []


def test_progress_from_before_the_question_waits_for_the_answer(learner: Learner) -> None:
    kept = {
        "suspend_data": json.dumps({"v": 1, "m": "0.9", "a": {"film": {"d": 1}}}),
        "core": {"lesson_status": "incomplete", "lesson_location": "film"},
    }
    learner.site.records["/record/a"] = {"cmi": kept}
    learner.open()
    expect(learner.sco.locator(".been")).to_have_count(1)
    learner.says("Hur vill ni använda materialet?")
    learner.begin(GROUP)


def test_the_guide_is_for_whoever_leads_a_group(learner: Learner) -> None:
    learner.open()
    guide = learner.sco.locator(SHOWN).get_by_text("Stöd till dig som leder samtalet")
    expect(guide).to_be_visible()
    learner.begin(ALONE)
    learner.press("Tillbaka")
    expect(guide).to_be_hidden()
    learner.begin(GROUP)
    learner.press("Tillbaka")
    expect(guide).to_be_visible()


@pytest.mark.parametrize("start", [GROUP, ALONE])
@pytest.mark.parametrize("format", ["xapi", "cmi5"])
def test_only_a_group_is_reported_as_a_group(
    context: BrowserContext, variant: Variant, format: str, start: str
) -> None:
    with serve(Site(variant(format, EITHER))) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(context.new_page(), site, lms=lms, format=format)
        someone.launch()
        someone.begin(start)
        if start == GROUP:
            someone.page.get_by_label("Hur många är ni? (frivilligt)").fill("8")
            someone.press("Läs filmen som text")
        else:
            someone.page.get_by_role("textbox", name="tankar").fill("Hemligt")
        someone.press(f"{'Vi' if start == GROUP else 'Jag'} har läst textversionen")
        someone.press("Klar")
        someone.says(someone.goodbye)
        someone.close()
        own = [
            one for one in lms.sent() if one["verb"]["id"].rpartition("/")[2] in ("experienced", "responded")
        ]
        assert [("team" in one["context"]) for one in own] == [start == GROUP] * 2
        extensions = set(lms.statement("responded")["result"]["extensions"]) - {
            f"{EXTENSION}planned-seconds",
            f"{EXTENSION}talking-seconds",
        }
        assert extensions == {f"{EXTENSION}head-count" if start == GROUP else f"{EXTENSION}length"}
        someone.check()


def test_text_written_for_the_other_choice_is_not_sent(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("cmi5", EITHER))) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(context.new_page(), site, lms=lms, format="cmi5")
        someone.launch()
        someone.begin(GROUP)
        someone.page.get_by_label("Hur många är ni? (frivilligt)").fill("8")
        someone.press("Tillbaka")
        someone.begin(ALONE)
        someone.press("Jag har läst textversionen")
        someone.press("Klar")
        someone.says(someone.goodbye)
        someone.close()
        assert set(lms.statement("responded")["result"]["extensions"]) == {
            f"{EXTENSION}planned-seconds",
            f"{EXTENSION}talking-seconds",
        }
        someone.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 750, 320])
def test_the_start_is_accessible_and_fits(
    context: BrowserContext, variant: Variant, width: int, scheme: str
) -> None:
    with serve(Site(variant("web", EITHER))) as site:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 720})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(f"{site.url}/package/index.html")
        wait_for_script(page)
        assert violations(page.main_frame) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.get_by_role("button", name=ALONE).click()
        assert violations(page.main_frame) == []


def test_by_keyboard_alone(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web", EITHER))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        wait_for_script(page)
        for _ in range(3):  # past the skip link
            page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=ALONE)).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Film och fråga")).to_be_focused()


def test_a_module_that_does_not_ask_has_no_code_for_it(variant: Variant) -> None:
    script = (variant("web") / "player.js").read_text("utf-8")
    page = (variant("web") / "index.html").read_text("utf-8")
    assert "data-choose" not in script + page
    assert '"mode.' not in page
    assert "data-mode" not in page
