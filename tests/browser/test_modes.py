"""What people have set in their system is respected: forced colours, more contrast, less motion, dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.axe import violations
from browser.pixels import pixels
from browser.server import Site, serve
from browser.visitor import START, wait_for_script
from larpaket.theme.colour import contrast, oklch
from larpaket.theme.palette import DEFAULT, palette

Variant = Callable[..., Path]
NOTES = ("mode: group", "mode: group\n            notes: private")

FRAMES = """() => [...document.querySelectorAll("button, textarea, input, .ask, .film, .where")].filter((element) => element.checkVisibility())
    .map((element) => {
        const style = getComputedStyle(element);
        return [element.dataset.do ?? element.className, style.borderTopStyle === "none" ? "" : style.borderTopColor, element.matches(".plain:not([aria-pressed=true])")];
    })"""
MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
    const style = getComputedStyle(element);
    return /[1-9]/.test(style.transitionDuration) || /[1-9]/.test(style.animationDuration) || style.scrollBehavior === "smooth";
}).map((element) => element.outerHTML.slice(0, 100))"""


@pytest.fixture
def site(variant: Variant) -> Iterator[Site]:
    with serve(Site(variant("web", NOTES))) as running:
        yield running


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Page:
    opened = context.new_page()
    opened.goto(f"{site.url}/package/index.html")
    wait_for_script(opened)
    return opened


def begin(page: Page) -> None:
    page.get_by_role("button", name=START).click()
    page.get_by_role("button", name="Läs filmen som text").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_frame_what_background_colours_distinguished(page: Page, scheme: str) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark" if scheme == "dark" else "light")
    begin(page)
    canvas = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    frames = page.evaluate(FRAMES)
    assert len(frames) > 12
    for name, colour, plain in frames:
        assert (colour == canvas) is plain, (name, colour)
    pressed = page.get_by_role("button", name="Undertexter")
    pressed.click()
    expect(pressed).to_have_attribute("aria-pressed", "true")
    assert pressed.evaluate("(button) => getComputedStyle(button).borderTopWidth") == "3px"
    pressed.click()
    expect(pressed).to_have_attribute("aria-pressed", "false")
    assert pressed.evaluate("(button) => getComputedStyle(button).borderTopWidth") != "3px"
    # axe measures the author's backgrounds, which are no longer there.
    assert [found for found in violations(page.main_frame) if not found.startswith("color-contrast")] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_time_that_is_left_can_be_seen_in_forced_colours(page: Page, scheme: str) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark" if scheme == "dark" else "light")
    begin(page)
    page.locator(".left").evaluate("(line) => { line.value = line.max / 4; }")
    page.locator(".left").scroll_into_view_if_needed()
    box = page.locator(".left").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    filled, drained = pixels(page, [(box["x"] + box["width"] * part, middle) for part in (0.1, 0.9)])
    assert contrast(filled, drained) >= 3


@pytest.mark.parametrize("wish", ["forced", "more"])
def test_the_progress_bar_uses_more_than_colour(page: Page, wish: str) -> None:
    begin(page)
    heights = (
        "[...document.querySelectorAll('.top .way li')].map((part) => getComputedStyle(part).borderTopWidth)"
    )
    assert page.evaluate(heights) == ["6px", "1px"]
    if wish == "forced":
        page.emulate_media(forced_colors="active")
    else:
        page.emulate_media(contrast="more")
    assert page.evaluate(heights) == ["6px", "1px"]
    bottoms = "[...document.querySelectorAll('.top .way li')].map((part) => part.getBoundingClientRect().top + parseFloat(getComputedStyle(part).borderTopWidth))"
    assert len(set(page.evaluate(bottoms))) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_is_respected(page: Page, scheme: str) -> None:
    dark = scheme == "dark"
    page.emulate_media(contrast="more", color_scheme="dark" if dark else "light")
    begin(page)
    ink = palette(oklch(DEFAULT), "dark" if dark else "light")["ink"]
    rgb = f"rgb({int(ink[1:3], 16)}, {int(ink[3:5], 16)}, {int(ink[5:7], 16)})"
    for name in (".film-head", ".saved", "[data-do=text]"):
        style = (
            page.locator(name)
            .locator("visible=true")
            .first.evaluate("(e) => [getComputedStyle(e).color, getComputedStyle(e).borderTopColor]")
        )
        assert style == [rgb, rgb], name
    assert violations(page.main_frame) == []


def test_reduced_motion_is_respected(page: Page) -> None:
    page.emulate_media(reduced_motion="no-preference")
    begin(page)
    assert page.evaluate(MOVING) != []
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []


def test_the_browsers_own_parts_are_dark_too(page: Page) -> None:
    """Scroll bars and a field's resize grip follow `color-scheme`."""
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light dark"
    page.emulate_media(color_scheme="dark")
    begin(page)
    dark = palette(oklch(DEFAULT), "dark")
    sheet = page.get_by_label("Era tankar (frivilligt)").evaluate(
        "(field) => getComputedStyle(field).backgroundColor"
    )
    assert (
        sheet
        == f"rgb({int(dark['sheet'][1:3], 16)}, {int(dark['sheet'][3:5], 16)}, {int(dark['sheet'][5:7], 16)})"
    )
