"""A checklist is ticked, in every format: the ticks are kept, and an LRS hears how many, never which."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from browser.axe import violations
from browser.formats import every_format
from browser.places import Lrs, Place, Scorm, place_for
from browser.reading import LISTED
from browser.server import Site, serve
from browser.visitor import Visitor

Variant = Callable[..., Path]
every = every_format("2nd")
ITEMS = ["Boka en lokal.", "Prova filmen med ljud.", "Berätta hur lång tid det tar."]
REQUIRED = ("            items:\n", "            required: true\n            items:\n")
EXTENSIONS = "https://larande.example.se/_extensions/"


@pytest.fixture
def place(context: BrowserContext, variant: Variant, format: str) -> Iterator[Place]:
    with (
        serve(Site(variant(format, LISTED, REQUIRED))) as site,
        place_for(context.new_page(), site, format) as made,
    ):
        made.visitor.site.policy = made.policy()
        yield made
        made.check()


def box(visitor: Visitor, at: int):  # type: ignore[no-untyped-def]
    return visitor.root.get_by_role("checkbox", name=ITEMS[at])


@every
def test_ticks_are_kept_and_all_of_them_complete(place: Place, context: BrowserContext) -> None:
    place.open()
    visitor = place.visitor
    visitor.begin()
    visitor.read()
    place.film_is_kept()
    expect(visitor.root.locator("[data-count]")).to_have_text("0 av 3 klara")
    box(visitor, 0).focus()
    visitor.page.keyboard.press("Space")
    expect(visitor.root.locator("[data-voice]")).to_contain_text("1 av 3 klara")
    expect(box(visitor, 0)).to_be_focused()
    visitor.root.get_by_text(ITEMS[2]).click()  # the label is the target
    expect(visitor.root.locator("[data-count]")).to_have_text("2 av 3 klara")
    visitor.press("Klar")
    visitor.says("Det här återstår: Före nästa möte.")
    visitor.says("Sparat")
    assert not place.completed()
    if isinstance(place, Lrs):  # what is under way as the page closes would come in the next session
        place.lms.wait(lambda log: len(of_the_list(place)) == 1)
    place.close()
    visitor.move(context.new_page())
    place.open()
    expect(visitor.root.get_by_role("heading", name="Före nästa möte")).to_be_visible()
    expect(visitor.root.locator("[data-count]")).to_have_text("2 av 3 klara")
    assert [box(visitor, at).is_checked() for at in range(3)] == [True, False, True]
    box(visitor, 1).check()
    box(visitor, 1).uncheck()
    visitor.press("Klar")
    visitor.says("Ni är klara.")
    visitor.says(visitor.goodbye)
    assert place.completed()
    if isinstance(place, Scorm):
        visitor.site.wait_for(lambda: len(place.learner.state()["a"]["lista"]["k"]) == 6)
        assert place.learner.state()["a"]["lista"]["d"] == 1
    if isinstance(place, Lrs):
        place.lms.wait(lambda log: len(of_the_list(place)) == 3)
        told = [
            (
                one["result"]["completion"],
                one["result"]["extensions"],
                "replaces" in json.dumps(one["context"]),
            )
            for one in of_the_list(place)
        ]
        assert told == [
            (done, {f"{EXTENSIONS}items": 3, f"{EXTENSIONS}ticked": count}, again)
            for done, count, again in ((False, 2, False), (True, 3, True), (False, 2, True))
        ]
        assert not any(id in json.dumps(of_the_list(place)) for id in ("lokal", "prova", "kallelse"))


def of_the_list(place: Lrs) -> list[dict]:  # type: ignore[type-arg]
    return [one for one in place.lms.sent() if one["object"]["id"].endswith("/lista")]


@pytest.fixture
def page(context: BrowserContext, variant: Variant) -> Iterator[Visitor]:
    with serve(Site(variant("web", LISTED))) as site:
        visitor = Visitor(context.new_page(), site)
        visitor.page.goto(f"{site.url}/package/index.html")
        visitor.stands()
        visitor.begin()
        yield visitor
        visitor.quiet()


def test_it_is_in_the_chosen_language_and_ticked_items_look_like_the_rest(page: Visitor) -> None:
    box(page, 0).check()
    looks = page.page.evaluate(
        """[...document.querySelectorAll(".todo label")].map((e) => getComputedStyle(e)).map((s) => [s.color, s.opacity, s.textDecorationLine])"""
    )
    assert looks[0] == looks[1]
    page.press("English")
    expect(page.page.locator("[data-count]")).to_have_text("1 of 3 done")
    expect(
        page.page.get_by_role("checkbox", name="Book a room. A half circle of chairs works well.")
    ).to_be_checked()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_on_the_big_screen_it_is_read_from_the_last_row_and_ticked(
    page: Visitor, width: int, height: int
) -> None:
    page.page.set_viewport_size({"width": width, "height": height})
    page.page.locator(".todo [data-do=big]").click()
    expect(box(page, 0)).to_be_focused()
    page.page.keyboard.press("Space")
    expect(page.page.locator(".shown [data-count]")).to_have_text("1 av 3 klara")
    small = page.page.evaluate(
        """[...document.querySelectorAll(".shown :is(h2, p[data-count], li span, small)")]
            .map((e) => [e.textContent, parseFloat(getComputedStyle(e).fontSize) / innerHeight]).filter(([, share]) => share < .05)"""
    )
    assert small == []
    assert page.page.locator(".shown input").first.bounding_box()["height"] >= height * 0.05  # type: ignore[index]
    assert violations(page.page.main_frame) == []
    page.page.keyboard.press("Escape")
    expect(page.page.locator(".todo [data-do=big]")).to_be_focused()


def test_it_is_printed_with_its_boxes(page: Visitor) -> None:
    box(page, 1).check()
    page.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    sheet = page.page.locator(".paper")
    expect(sheet.locator(".says").last).to_have_text("1 av 3 klara")
    assert sheet.locator(".marked li").all_inner_texts() == [
        "☐ Boka en lokal. Ställ gärna stolarna i en halvcirkel.",
        "☑ Prova filmen med ljud.",
        "☐ Berätta hur lång tid det tar.",
    ]


def test_one_that_nobody_ticked_is_for_paper_only(page: Visitor) -> None:
    page.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.page.locator(".paper .marked li")).to_have_count(3)
    page.page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.read()
    page.page.get_by_role("button", name="Klar", exact=True).click()
    expect(page.page.locator('[data-view="@end"] [data-sheet]')).to_be_visible()
    expect(page.page.locator('[data-view="@end"] .marked')).to_have_count(0)
    assert "Före nästa möte" not in page.page.locator('[data-view="@end"]').inner_text()


def test_the_sheet_says_how_many_but_not_which(variant: Variant) -> None:
    sheet = (variant("xapi", LISTED) / "dataskydd.html").read_text("utf-8")
    for text in (
        "Vad som är avbockat i en checklista",
        "Hur många punkter i en checklista som är avbockade, inte vilka",
        "Punkter i en checklista är avbockade.",
        f"{EXTENSIONS}ticked",
    ):
        assert text in sheet
    assert "checklista som är" not in (variant("web", LISTED) / "dataskydd.html").read_text("utf-8")


def test_a_new_version_keeps_what_was_ticked(context: BrowserContext, variant: Variant) -> None:
    """Moved, reworded, one taken away and one added."""
    changed = (
        (
            "              - id: lokal\n",
            "              - id: ny\n                text:\n                  sv: Nytt.\n                  en: New.\n              - id: lokal\n",
        ),
        ("sv: Prova filmen med ljud.", "sv: Se filmen först."),
        ('version: "1.0"', 'version: "1.1"'),
    )
    with serve(Site(variant("scorm12", LISTED))) as site:
        visitor = place_for(context.new_page(), site, "scorm12")
        with visitor as place:
            place.open()
            place.visitor.begin()
            box(place.visitor, 1).check()
            place.visitor.says("Sparat")
            place.close()
            site.package = variant("scorm12", LISTED, *changed)
            place.visitor.move(context.new_page())
            place.open()
            expect(place.visitor.root.locator("[data-count]")).to_have_text("1 av 4 klara")
            expect(place.visitor.root.get_by_role("checkbox", name="Se filmen först.")).to_be_checked()
