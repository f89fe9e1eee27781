"""The big screen: large, alone, left by Esc, and nothing private on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.axe import violations
from browser.server import Site, serve
from browser.visitor import freeze
from playwright.sync_api import BrowserContext, Page, expect

Variant = Callable[..., Path]


@pytest.fixture
def page(context: BrowserContext, variant: Variant) -> Iterator[Page]:
    with serve(Site(variant("web"))) as site:
        page = context.new_page()
        page.set_viewport_size({"width": 1280, "height": 720})
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name="Starta", exact=True).click()
        yield page


def anew(page: Page) -> None:
    """The page once more, and time stands still."""
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="Starta", exact=True).click()
    freeze(page)


def size(page: Page, selector: str) -> float:
    return float(page.evaluate("(selector) => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize)", selector))


def test_the_question_and_the_clock_are_large_and_in_view(page: Page) -> None:
    page.get_by_role("button", name="Visa på stor skärm").click()
    assert size(page, ".question") >= 40
    assert size(page, ".clock") >= 72
    for selector in (".question", ".clock", ".shown progress", "[data-do=toggle]", "[data-do=big]"):
        expect(page.locator(selector)).to_be_in_viewport(ratio=0.99)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page.main_frame) == []


def test_everything_else_is_out_of_reach(page: Page) -> None:
    page.get_by_role("button", name="Visa på stor skärm").click()
    expect(page.get_by_role("button", name="Stäng")).to_be_focused()
    assert page.locator("[data-do=onward]").first.evaluate("(button) => button.closest('[inert]') !== null")
    names = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        names.add(page.evaluate("document.activeElement === document.body ? '' : document.activeElement.textContent.trim()"))
    assert names - {""} == {"Starta tiden", "Lägg till 1 minut", "Börja om tiden", "Dölj tiden", "Stäng"}


@pytest.mark.parametrize("way", ["Escape", "Stäng"])
def test_one_comes_back_to_where_one_was(page: Page, way: str) -> None:
    page.get_by_role("button", name="Starta tiden").click()
    page.get_by_role("button", name="Visa på stor skärm").click()
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name="Stäng").click()
    expect(page.get_by_role("button", name="Visa på stor skärm")).to_be_focused()
    expect(page.get_by_role("button", name="Pausa tiden")).to_be_visible()
    assert page.locator("[inert]").count() == 0
    page.get_by_role("button", name="Klar").click()
    expect(page.get_by_role("button", name="Pausa tiden")).to_be_visible()  # the film is left: one stays


def test_the_hands_hide_when_nobody_reaches_for_them(page: Page) -> None:
    anew(page)
    page.get_by_role("button", name="Visa på stor skärm").click()
    page.evaluate("() => document.activeElement.blur()")
    page.clock.run_for(5000)
    expect(page.locator(".shown .more")).to_have_css("opacity", "0")
    page.mouse.move(300, 300)
    expect(page.locator(".shown .more")).to_have_css("opacity", "1")


def test_the_end_is_said_in_the_clocks_place(page: Page) -> None:
    anew(page)
    page.get_by_role("button", name="Visa på stor skärm").click()
    page.get_by_role("button", name="Starta tiden").click()
    before = page.locator(".question").bounding_box()
    page.clock.run_for(301_000)
    expect(page.locator(".shown .end")).to_be_visible()
    assert page.locator(".question").bounding_box() == before


def test_alone_there_is_none(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web", ("            mode: group\n", "            mode: individual\n")))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name="Starta", exact=True).click()
        expect(page.get_by_role("button", name="Visa på stor skärm")).to_have_count(0)
