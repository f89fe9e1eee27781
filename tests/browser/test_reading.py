"""A text is read, in every format: it is done when its button is pressed, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from browser.axe import violations
from browser.formats import every_format
from browser.places import Lrs, Place, place_for
from browser.reading import FILES, READ
from browser.server import Site, serve
from browser.visitor import Visitor

Variant = Callable[..., Path]
every = every_format("4th")


@pytest.fixture
def place(context: BrowserContext, variant: Variant, format: str) -> Iterator[Place]:
    with (
        serve(Site(variant(format, READ, **FILES))) as site,
        place_for(context.new_page(), site, format) as made,
    ):
        made.visitor.site.policy = made.policy()
        yield made
        made.check()


@every
def test_it_is_done_when_its_button_is_pressed_and_by_nothing_else(place: Place) -> None:
    place.open()
    visitor = place.visitor
    visitor.begin()
    visitor.read()
    read = visitor.root.get_by_role("button", name="Läst", exact=True)
    onward = visitor.root.locator('[data-do="onward"]:visible')
    expect(read).to_have_class("button main")
    expect(onward).to_have_class("button")
    visitor.root.get_by_text("Ur filmen").scroll_into_view_if_needed()
    visitor.press("Klar")
    visitor.says("Det här återstår: Att lära i vardagen. Tryck på Läst när ni har läst.")
    assert not place.completed()
    visitor.tab_to("Läst")
    visitor.page.keyboard.press("Enter")
    expect(read).to_have_attribute("aria-pressed", "true")
    expect(read).to_have_class("button")
    expect(onward).to_have_class("button main")
    visitor.says("Allt är klart.")
    visitor.press("Läst")
    expect(read).to_have_attribute("aria-pressed", "true")
    visitor.press("Klar")
    visitor.says("Ni är klara.")
    visitor.says(visitor.goodbye)
    assert place.completed()
    if isinstance(place, Lrs):
        told = [one for one in place.lms.sent() if one["object"]["id"].endswith("/vardagen")]
        assert [one["verb"]["id"].rpartition("/")[2] for one in told] == ["experienced"]
        assert told[0]["result"] == {"completion": True}
        assert "team" in told[0]["context"]


@pytest.fixture
def page(context: BrowserContext, variant: Variant) -> Iterator[Visitor]:
    with serve(Site(variant("web", READ, **FILES))) as site:
        visitor = Visitor(context.new_page(), site)
        yield visitor
        visitor.quiet()


def start(visitor: Visitor) -> None:
    visitor.page.goto(f"{visitor.site.url}/package/index.html")
    visitor.stands()


def test_pictures_wait_until_they_are_to_be_seen_and_nothing_moves_then(page: Visitor) -> None:
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))
    start(page)
    assert [url for url in asked if url.endswith(".svg") and "/media/" in url] == []
    page.begin()
    picture = page.page.get_by_alt_text("Tre grupper med nio punkter.")
    expect(picture).to_have_js_property("complete", True)
    box = picture.bounding_box()
    assert box
    assert box["width"] / box["height"] == pytest.approx(520 / 224, rel=0.01)
    picture.scroll_into_view_if_needed()
    page.page.wait_for_function("document.querySelector('.prose img').naturalWidth > 0")
    assert picture.evaluate("(e) => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    figure = page.page.get_by_role("figure", name="Från en till flera.")
    expect(figure).to_be_visible()


def test_headings_continue_the_pages_order(page: Visitor) -> None:
    start(page)
    page.begin()
    headings = page.page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4')].filter((e) => e.checkVisibility()).map((e) => [e.tagName, e.textContent])"
    )
    assert headings[-3:] == [["H2", "Att lära i vardagen"], ["H3", "Därför"], ["H3", "Tre frågor"]]
    page.press("English")
    expect(page.page.get_by_text("We learn most from each other.")).to_be_visible()
    expect(page.page.get_by_text("Det mesta lär vi oss av varandra.")).to_be_hidden()
    expect(page.page.get_by_role("button", name="Mark as read")).to_be_visible()
    page.press("Mark as read")
    expect(page.page.get_by_role("button", name="Read", exact=True)).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_on_the_big_screen_it_is_read_from_the_last_row_and_moved_by_a_remote(
    page: Visitor, width: int, height: int
) -> None:
    page.page.set_viewport_size({"width": width, "height": height})
    start(page)
    page.begin()
    page.page.locator(".reading [data-do=big]").click()
    expect(page.page.locator(".shown .head")).to_be_focused()
    small = page.page.evaluate(
        """[...document.querySelectorAll(".shown :is(h2, h3, p, li, figcaption, footer)")].filter((e) => e.checkVisibility())
            .map((e) => [e.textContent, parseFloat(getComputedStyle(e).fontSize) / innerHeight]).filter(([, share]) => share < .05)"""
    )
    assert small == []
    assert violations(page.page.main_frame) == []
    place = "document.querySelector('.shown').scrollTop"
    page.page.keyboard.press("PageDown")
    page.page.wait_for_function(f"{place} > {height / 3}")
    before = page.page.evaluate(place)
    page.page.keyboard.press("ArrowRight")
    page.page.wait_for_function(f"{place} > {before}")
    page.page.keyboard.press("PageUp")
    page.page.keyboard.press("PageUp")
    page.page.wait_for_function(f"{place} === 0")
    page.page.keyboard.press("Escape")
    expect(page.page.locator(".reading [data-do=big]")).to_be_focused()


def test_it_is_printed_as_a_whole(page: Visitor) -> None:
    start(page)
    page.begin()
    page.page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    page.press("Skriv ut texten")
    sheet = page.page.locator(".paper")
    for part in ("h1", "h2", "h3", "li", "img", "figcaption", "footer"):
        expect(sheet.locator(f"{part}:not([hidden] *)").first).to_be_attached()
    page.page.emulate_media(media="print")
    expect(sheet.get_by_text("Ur filmen").first).to_be_visible()
    expect(sheet.get_by_text("We learn most from each other.")).to_be_hidden()
    expect(page.page.get_by_role("button")).to_have_count(0)
    wide = page.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
