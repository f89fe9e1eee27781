"""The big screen at every size of window: the same with the text version open or closed, and all of it in reach."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from browser.server import Site, serve
from browser.several import QUESTIONS, SEVERAL
from browser.visitor import START

Variant = Callable[..., Path]

SIZES = (
    (320, 256), (320, 640), (360, 300), (568, 280), (719, 666), (750, 560),
    (1024, 768), (1280, 720), (1280, 800), (1366, 660), (1920, 1080), (2560, 1440),
)  # fmt: skip
LEAST = {(1280, 720): (80, 180), (1920, 1080): (120, 270)}
"""What a room needs of one question: the question's and the clock's letters in pixels."""
MEASURE = """() => {
    const shown = document.querySelector(".shown");
    const of = (name) => [...shown.querySelectorAll(name)].find((e) => e.checkVisibility({ visibilityProperty: true }));
    const letters = (name) => Math.round(parseFloat(getComputedStyle(of(name)).fontSize));
    shown.scrollTop = 0;
    const top = Math.min(...[...shown.querySelectorAll(".question, .clock")].filter((e) => e.checkVisibility({ visibilityProperty: true }))
        .map((e) => e.getBoundingClientRect().top));
    shown.scrollTop = shown.scrollHeight;
    const bottom = of("[data-do=toggle]").getBoundingClientRect().bottom;
    return { question: letters(".question"), clock: letters(".clock"), top, bottom, wide: shown.scrollWidth - shown.clientWidth };
}"""


def measure(page: Page, width: int, height: int) -> dict[str, float]:
    page.set_viewport_size({"width": width, "height": height})
    found: dict[str, float] = page.evaluate(MEASURE)
    return found


@pytest.mark.parametrize("questions", [1, len(QUESTIONS)])
def test_every_size_is_the_same_with_the_text_open_and_all_in_reach(
    context: BrowserContext, variant: Variant, questions: int
) -> None:
    with serve(Site(variant("web", *([SEVERAL] if questions > 1 else [])))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        page.get_by_role("button", name="Visa på stor skärm").click()
        closed = {size: measure(page, *size) for size in SIZES}
        page.get_by_role("button", name="Stäng").click()
        page.get_by_role("button", name="Läs filmen som text").click()
        page.get_by_role("button", name="Visa på stor skärm").click()
        for size in SIZES:
            found = measure(page, *size)
            assert found == closed[size], size
            assert found["top"] > -1, size
            assert found["bottom"] <= size[1], size
            assert found["wide"] <= 0, size
            if questions == 1 and size in LEAST:
                assert (found["question"], found["clock"]) >= LEAST[size], size
                assert found["clock"] >= LEAST[size][1], size


def test_space_starts_the_time(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web"))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        page.get_by_role("button", name="Visa på stor skärm").click()
        page.keyboard.press("Space")
        page.locator(".shown").get_by_role("button", name="Pausa tiden").wait_for()
