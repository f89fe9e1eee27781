"""The leader's guide: opened on request, printed, and never on the big screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.axe import violations
from browser.server import Site, serve
from browser.visitor import SHOWN, START, wait_for_script

Variant = Callable[..., Path]
GUIDE = ("sections:\n", "guide:\n  sv: ledare.md\n  en: leader.md\nsections:\n")


@pytest.fixture
def page(context: BrowserContext, variant: Variant) -> Iterator[Page]:
    swedish = "# Före mötet\n\nLäs frågan högt. [Mer](https://example.se)\n\n* Låt var och en tänka.\n"
    with serve(Site(variant("web", GUIDE, ledare=swedish, leader="Read the question aloud."))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        wait_for_script(page)
        yield page


def test_it_is_closed_until_opened_and_follows_the_language(page: Page) -> None:
    text = page.locator(SHOWN).get_by_text("Läs frågan högt.")
    expect(text).to_be_hidden()
    page.locator(SHOWN).get_by_text("Stöd till dig som leder samtalet").click()
    expect(text).to_be_visible()
    expect(page.get_by_role("heading", name="Före mötet", level=3)).to_be_visible()
    assert violations(page.main_frame) == []
    page.get_by_role("button", name="English").click()
    expect(page.locator(SHOWN).get_by_text("Read the question aloud.")).to_be_visible()
    expect(text).to_be_hidden()
    for width in (1280, 750, 320):
        page.set_viewport_size({"width": width, "height": 720})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_its_button_prints_it_alone(page: Page) -> None:
    page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    page.locator(SHOWN).get_by_text("Stöd till dig som leder samtalet").click()
    page.get_by_role("button", name="Skriv ut").click()
    page.emulate_media(media="print")
    sheet = page.locator(".paper")
    expect(sheet.get_by_text("Läs frågan högt.")).to_be_visible()
    expect(sheet.get_by_text("Anteckningar")).to_have_count(0)
    expect(sheet.get_by_role("button")).to_have_count(0)


def test_it_is_not_on_the_big_screen(page: Page) -> None:
    page.locator(SHOWN).get_by_text("Stöd till dig som leder samtalet").click()
    page.get_by_role("button", name=START).click()
    page.get_by_role("button", name="Visa på stor skärm").click()
    expect(page.locator(SHOWN).get_by_text("Läs frågan högt.")).to_be_hidden()


def test_a_module_without_one_has_none(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web"))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        wait_for_script(page)
        expect(page.locator(".guide")).to_have_count(0)
