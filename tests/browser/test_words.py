"""No word of a title, a question, a button or the way breaks inside, at any width and in any serif font."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from browser.server import Site, serve
from browser.visitor import START

Variant = Callable[..., Path]

LONG = "Arbetsmiljöundersökningen"
assert len(LONG) == 25
FONTS = ("Liberation Serif", "P052", "C059", "Noto Serif", "DejaVu Serif")
WIDTHS = (320, 360, 447, 560, 639, 640, 750, 900, 1023, 1024, 1280, 1366, 1440, 1600, 1920, 2560)
EDITS = (
    ("sv: Att prova & lära", f"sv: {LONG} hela arbetslivet"),
    ("sv: Film och fråga", f"sv: {LONG} och film"),
    ("sv: Vad vill ni prova?", f"sv: Vad säger {LONG.lower()} om er?"),
)
# A word whose letters stand on more than one line, in what is visible.
BROKEN = """() => {
    const wanted = "h1, h2, h3, .question, .step-name, button, .way li, .paper .question, .end";
    const found = new Set();
    for (const element of document.querySelectorAll(wanted)) {
        if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(".hidden")) continue;
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            for (const { 0: word, index } of walker.currentNode.data.matchAll(/[^\\s-]+/g)) {
                const range = document.createRange();
                range.setStart(walker.currentNode, index);
                range.setEnd(walker.currentNode, index + word.length);
                const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top / 4)));
                if (tops.size > 1) found.add(word);
                for (const box of range.getClientRects())
                    if (box.right > innerWidth + 1 || box.left < -1) found.add(`${word} leaves the window`);
            }
        }
    }
    return [...found];
}"""
USE = """([font, size]) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`html { font-size: ${size}px !important }
        h1, h2, h3, .question, .voice, .step-name, .end, b { font-family: "${font}" !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
IS_HERE = """(font) => {
    const pen = document.createElement("canvas").getContext("2d");
    const width = (name) => { pen.font = `60px ${name}`; return pen.measureText("Arbetsmiljö Wm").width; };
    return width(`"${font}", monospace`) !== width("monospace");
}"""


@pytest.fixture
def page(context: BrowserContext, variant: Variant) -> Iterator[Page]:
    with serve(Site(variant("web", *EDITS))) as site:
        opened = context.new_page()
        opened.goto(f"{site.url}/package/index.html")
        opened.locator("[data-do=begin]:not([popovertarget])").first.wait_for()
        yield opened


def start(page: Page) -> None:
    """Stay where the page opens."""


def film(page: Page) -> None:
    page.get_by_role("button", name=START).click()


def big(page: Page) -> None:
    film(page)
    page.get_by_role("button", name="Visa på stor skärm").click()


def end(page: Page) -> None:
    film(page)
    page.get_by_role("button", name="Läs filmen som text").click()
    page.get_by_role("button", name="Vi har läst textversionen").click()
    page.get_by_role("button", name="Klar").click()


@pytest.mark.parametrize("screen", [start, film, big, end])
def test_words_stay_whole(page: Page, screen: Callable[[Page], None]) -> None:
    screen(page)
    tried = 0
    for font in FONTS:
        if not page.evaluate(IS_HERE, font):
            continue
        tried += 1
        for size, least in ((16, 320), (32, 640)):
            page.evaluate(USE, [font, size])
            for width in WIDTHS:
                if width >= least:
                    page.set_viewport_size({"width": width, "height": 800})
                    assert page.evaluate(BROKEN) == [], (font, size, width)
    assert tried >= 3


def test_on_paper_too(page: Page) -> None:
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 640, "height": 900})  # 170 mm
    for font in FONTS:
        page.evaluate(USE, [font, 16])
        assert page.evaluate(BROKEN) == [], font


def test_below_that_a_word_breaks_rather_than_become_smaller_than_the_text(page: Page) -> None:
    page.evaluate(USE, ["DejaVu Serif", 32])
    page.set_viewport_size({"width": 320, "height": 800})
    title, text = page.evaluate(
        "['.title', '.lead'].map((name) => parseFloat(getComputedStyle(document.querySelector(name)).fontSize))"
    )
    assert title >= 32 * 1.06
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert text > 32


def test_six_parts_of_a_short_film_keep_their_words(context: BrowserContext, variant: Variant) -> None:
    more = "".join(
        f"""
          - id: del{n}
            type: reflection
            title:
              sv: Skicka {word}
              en: Send
            mode: group
            questions:
              - id: fraga{n}
                text:
                  sv: Vad gör ni?
                  en: What do you do?
                time: {n} min"""
        for n, word in enumerate(("vidare", "tillsammans", "igen", "hem", "framåt"), 1)
    )
    with serve(Site(variant("web", ("time: 5 min\n", f"time: 5 min{more}\n")))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        film(page)
        for width in (*range(640, 1000, 30), *WIDTHS):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(BROKEN) == [], width
