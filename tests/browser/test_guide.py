"""The guide for whoever leads the talk: asked for, printed, and never on the big screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.axe import violations
from browser.server import Site, serve
from playwright.sync_api import BrowserContext, Page, expect

Variant = Callable[..., Path]
GUIDE = ("sections:\n", "guide:\n  sv: ledare.md\n  en: leader.md\nsections:\n")


@pytest.fixture
def page(context: BrowserContext, variant: Variant) -> Iterator[Page]:
    swedish = "# Före mötet\n\nLäs frågan högt. [Mer](https://example.se)\n\n* Låt var och en tänka.\n"
    with serve(Site(variant("web", GUIDE, ledare=swedish, leader="Read the question aloud."))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        expect(page.get_by_role("button", name="Starta", exact=True)).to_be_enabled()
        yield page


def test_it_is_closed_until_asked_for_and_follows_the_language(page: Page) -> None:
    text = page.get_by_text("Läs frågan högt.")
    expect(text).to_be_hidden()
    page.get_by_text("Stöd till dig som leder samtalet").click()
    expect(text).to_be_visible()
    expect(page.get_by_role("heading", name="Före mötet", level=3)).to_be_visible()
    assert violations(page.main_frame) == []
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("Read the question aloud.")).to_be_visible()
    expect(text).to_be_hidden()
    for width in (1280, 750, 320):
        page.set_viewport_size({"width": width, "height": 720})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_is_whole_on_paper(page: Page) -> None:
    page.evaluate("() => { window.print = () => { window.printed = document.querySelector('.guide').open; }; }")
    page.emulate_media(media="print")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text("Läs frågan högt.")).to_be_visible()
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("() => document.querySelector('.guide').open") is False


def test_it_is_not_on_the_big_screen(page: Page) -> None:
    page.get_by_text("Stöd till dig som leder samtalet").click()
    page.get_by_role("button", name="Starta", exact=True).click()
    page.get_by_role("button", name="Visa på stor skärm").click()
    expect(page.get_by_text("Läs frågan högt.")).to_be_hidden()


def test_a_module_without_one_has_none(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web"))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        expect(page.get_by_role("button", name="Starta", exact=True)).to_be_enabled()
        expect(page.locator(".guide")).to_have_count(0)
