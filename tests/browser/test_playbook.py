"""One playbook for every format: the whole walk by keyboard, and faults around a package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.formats import every_format
from browser.places import Browser, Lrs, Place, Scorm, framed, place_for
from browser.server import Site
from browser.visitor import SHOWN, Visitor, freeze
from preview.learning_locker import refusals

Kill = Callable[[Path], AbstractContextManager[tuple[Page, Callable[[], None]]]]
second = every_format("2nd", indirect=True)
third = every_format("3rd", indirect=True)
fourth = every_format("4th", indirect=True)


@pytest.fixture
def place(context: BrowserContext, site: Site, format: str) -> Iterator[Place]:
    with place_for(context.new_page(), site, format) as made:
        yield made
        made.check()


def finish(place: Place) -> None:
    place.visitor.press("Klar")
    place.visitor.says("Ni är klara.")
    place.visitor.says(place.visitor.goodbye)
    assert place.completed()


@fourth
def test_the_whole_walk_by_keyboard_alone(place: Place, locker: str) -> None:
    asked: list[str] = []
    place.visitor.page.on("request", lambda request: asked.append(request.url))
    place.open()
    visitor, keyboard = place.visitor, place.visitor.page.keyboard
    visitor.root.evaluate("() => window.focus()")
    visitor.tab_to("Hoppa till innehållet")
    visitor.tab_to("Starta filmen och samtalet")
    keyboard.press("Enter")
    expect(visitor.root.get_by_role("heading", name="Film och fråga")).to_be_focused()
    visitor.root.evaluate(
        "() => Object.assign(document.querySelector('video'), { muted: true, ariaLabel: 'Filmen' })"
    )
    visitor.tab_to("Filmen")
    keyboard.press("Space")
    expect(visitor.root.locator("[data-voice]")).to_contain_text("Filmen är slut.")
    assert not place.completed()
    visitor.tab_to("Starta tiden")
    keyboard.press("Space")
    expect(visitor.root.get_by_role("button", name="Pausa tiden")).to_be_focused()
    visitor.tab_to("Klar")
    keyboard.press("Enter")
    expect(visitor.root.get_by_role("heading", name="Ni är klara.")).to_be_focused()
    visitor.says(visitor.goodbye)
    assert place.completed()
    if not isinstance(place, Browser):  # nothing to end there
        visitor.tab_to("Avsluta")
        keyboard.press("Enter")
        place.is_over()
    others = [place.lms.url] if isinstance(place, Lrs) else []
    assert [url for url in asked if not url.startswith((place.visitor.site.url, *others))] == []
    if isinstance(place, Lrs):  # an independent judge accepts every statement of it
        assert refusals(locker, place.lms.sent()) == []


@second
def test_a_closed_tab_loses_nothing_and_the_place_is_restored(place: Place, context: BrowserContext) -> None:
    place.open()
    place.visitor.begin()
    place.visitor.read()
    place.film_is_kept()
    place.close()
    place.visitor.move(context.new_page())
    place.open()
    expect(place.visitor.root.get_by_role("heading", name="Film och fråga")).to_be_visible()
    finish(place)


@third
def test_a_killed_browser_loses_nothing_that_was_confirmed(
    site: Site, format: str, kill: Kill, tmp_path: Path
) -> None:
    with kill(tmp_path) as (page, now), place_for(page, site, format) as place:
        place.open()
        place.visitor.begin()
        place.visitor.read()
        place.film_is_kept()
        now()
        with kill(tmp_path) as (second, now_again):
            place.visitor.move(second)
            place.open()
            expect(place.visitor.root.get_by_role("heading", name="Film och fråga")).to_be_visible()
            finish(place)
            now_again()
        with kill(tmp_path) as (third, _):
            place.visitor.move(third)
            place.open()
            expect(place.visitor.root.get_by_role("heading", name="Film och fråga")).to_be_visible()
            assert place.completed()


@fourth
def test_what_is_not_recorded_is_not_called_saved(place: Place) -> None:
    place.visitor.noise += ("status of 412", "status of 503")
    place.visitor.page.clock.install()
    place.open()
    place.visitor.begin()
    place.visitor.says("Sparat")
    freeze(place.visitor.page)
    place.refuse()
    place.visitor.read()
    place.visitor.press("Klar")
    place.visitor.says("Ni är klara.")
    place.visitor.says("Vänta lite. Det ni har gjort sparas.")
    failed = place.visitor.root.locator(SHOWN).get_by_text("Det gick inte att spara. Stäng inte fönstret.")
    while not failed.is_visible():
        place.visitor.page.clock.run_for(1000)
    expect(place.visitor.root.locator(SHOWN).get_by_text(place.visitor.goodbye)).to_be_hidden()
    assert not place.completed()
    place.recover()
    place.visitor.root.locator(".care").get_by_role("button", name="Försök igen nu").click()
    place.visitor.page.clock.resume()
    place.visitor.says(place.visitor.goodbye)
    assert place.completed()


@second
def test_where_nothing_can_be_recorded_it_plays_and_says_so(place: Place) -> None:
    place.open_nowhere()
    place.visitor.read()
    place.visitor.press("Klar")
    place.visitor.says("Ni är klara.")
    expect(place.visitor.root.locator(SHOWN).get_by_text("Sparat", exact=True)).to_have_count(0)
    expect(place.visitor.root.locator(SHOWN).get_by_text(place.visitor.goodbye)).to_be_hidden()


@third
def test_the_recommended_policy_is_sufficient(place: Place) -> None:
    place.visitor.site.policy = place.policy()
    place.open()
    place.visitor.begin()
    place.visitor.press("Undertexter")
    assert place.visitor.cues() == 1
    place.visitor.watch()
    finish(place)


@fourth
def test_a_server_without_ranges_and_without_captions(place: Place) -> None:
    place.visitor.site.ranges = False
    place.visitor.site.refused = r"\.vtt$"
    place.visitor.noise += ("404",)
    place.open()
    place.visitor.begin()
    place.visitor.press("Undertexter")
    assert place.visitor.cues() == 1  # they are built from the page
    place.visitor.watch()
    finish(place)


@second
def test_a_film_that_fails_gives_way_to_its_text(place: Place) -> None:
    place.visitor.site.refused = r"\.mp4$"
    place.visitor.noise += ("404",)
    place.open()
    place.visitor.begin()
    place.visitor.says("Filmen går inte att spela. Läs textversionen i stället.")
    place.visitor.says("– Vi provar.")
    place.visitor.press("Vi har läst textversionen")
    finish(place)
    place.visitor.press("Tillbaka")
    place.visitor.site.refused = "(?!)"
    place.visitor.press("Försök igen")
    place.visitor.watch()


@third
def test_opened_by_double_click(place: Place) -> None:
    noise = (
        "Not allowed to load local resource",
        "has been blocked by CORS",
        "net::ERR_FAILED",
        "Unsafe attempt",
    )
    visitor = Visitor(place.visitor.page, place.visitor.site, noise)
    place.visitor.noise += noise
    visitor.page.clock.install()
    visitor.page.goto(f"file://{visitor.site.package}/index.html")
    visitor.stands(begun=False)
    visitor.page.clock.run_for(11_000)
    visitor.begin()
    visitor.says(place.at_home)
    visitor.press("Undertexter")
    assert visitor.cues() == 1
    visitor.watch()
    visitor.press("Klar")
    visitor.says("Ni är klara.")
    visitor.quiet()


@fourth
def test_a_sandboxed_frame_without_storage(place: Place) -> None:
    place.visitor.noise += ("Unsafe attempt to load URL",)  # the captions: another origin than its own
    place.visitor.page.clock.install()
    inside = framed(place)
    inside.begin()
    assert inside.root.evaluate("() => { try { return !localStorage } catch { return true } }")
    if isinstance(place, Scorm):
        inside.page.clock.run_for(11_000)
    if isinstance(place, Lrs):
        inside.says("Sparat")
    else:
        inside.says(place.nowhere)
    inside.press("Undertexter")
    assert inside.cues() == 1
    inside.read()
    inside.press("Klar")
    inside.says("Ni är klara.")
    if isinstance(place, Lrs):  # it needs no storage as long as the LRS answers
        inside.says(inside.goodbye)
        assert place.completed()
        inside.page.goto("about:blank")
        place.someone.ended()


@second
def test_plain_http_without_a_secure_context(place: Place) -> None:
    place.open(host="intranet.example")
    assert place.visitor.root.evaluate("() => isSecureContext") is False
    place.visitor.begin()
    place.visitor.read()
    finish(place)
