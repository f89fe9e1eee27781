"""From right to left, in a language made for it: nothing overflows, everything with a direction is mirrored,
the film's controls are left alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from browser import pseudo
from browser.axe import violations
from browser.conftest import PATIENCE
from browser.pairs import WIDTHS
from browser.pixels import pixels
from browser.server import Site, serve
from browser.visitor import START, wait_for_script
from larpaket.player.strings import strings
from larpaket.theme.colour import oklch
from larpaket.theme.palette import DEFAULT, palette

ROOT = Path(__file__).parents[2]
VIEWS = ["start", "film", "text", "big", "left", "failed", "end"]

OVERFLOWING = """() => [...document.body.querySelectorAll("*")].filter((element) => {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(".hidden, video")) return false;
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.left < -0.5 || box.right > innerWidth + 0.5);
}).map((element) => element.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def package(build_package: Callable[[Path, str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pseudo")
    module = folder / "project" / "provmodul"
    shutil.copytree(ROOT / "tests" / "data" / "project", module.parent)
    shutil.copy(ROOT / "tests" / "film" / "data" / "faststart.mp4", module / "film.mp4")
    pseudo.write_module(module)
    text = (
        (module / "module.yaml")
        .read_text("utf-8")
        .replace("mode: group", "mode: group\n            notes: device")
    )
    text = text.replace("sections:\n", f"guide:\n  {pseudo.TAG}: guide.md\n  sv: guide.md\nsections:\n", 1)
    (module / "module.yaml").write_text(text, "utf-8")
    (module / "guide.md").write_text(
        "\n".join(f"* {pseudo.pseudo('Läs frågan högt.')}" for _ in range(3)) + "\n", "utf-8"
    )
    with (module.parent / "publisher.yaml").open("a", encoding="utf-8") as stream:
        stream.write("accessibility: https://www.example.se/\ntheme:\n  logo: logo.svg\n")
    (module.parent / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><rect width="4" height="1"/></svg>',
        "utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        pseudo.write_language(folder, patch)
        built = build_package(module, "web")
    strings.cache_clear()
    return built


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Return a browser in that language: without an LMS, the page uses the browser's language."""
    made = chromium.new_context(viewport={"width": 1280, "height": 800}, locale=pseudo.TAG)
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def site(package: Path) -> Iterator[Site]:
    with serve(Site(package)) as running:
        yield running


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Page:
    opened = context.new_page()
    opened.goto(f"{site.url}/package/index.html")
    wait_for_script(opened)
    return opened


def go(page: Page, view: str) -> None:
    """Bring the player to the view by what the buttons do, because nobody can read their names."""
    if view == "start":
        page.locator("summary").click()
        return
    page.locator("[data-do=begin]").click()
    if view == "text":
        page.locator("[data-do=text]").click()
    if view == "big":
        page.locator(".ask [data-do=big]").click()
    if view == "left":
        page.locator("[data-do=onward]").click()
    if view == "failed":
        page.evaluate(
            "for (const hidden of document.querySelectorAll('[data-failure]')) hidden.hidden = false"
        )
    if view == "end":
        page.locator("[data-do=text]").click()
        page.locator("[data-do=read]").click()
        page.locator("[data-do=onward]").click()
        expect(page.locator('[data-view="@end"] h1').first).to_be_focused()


# Every view, and every width with some of them: test_screens.py has all screens in this language, in every width.
@pytest.mark.parametrize(
    ("view", "width"),
    [
        pytest.param(view, width, marks=() if at % len(WIDTHS) == place else pytest.mark.soak)
        for at, view in enumerate(VIEWS)
        for place, width in enumerate(WIDTHS)
    ],
)
def test_nothing_overflows_and_axe_finds_nothing(page: Page, view: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 720})
    go(page, view)
    assert page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == [
        "rtl",
        pseudo.TAG,
    ]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(OVERFLOWING) == []
    assert violations(page.main_frame) == []


def left(place: Locator) -> float:
    box = place.bounding_box()
    assert box is not None
    return box["x"]


def test_everything_with_a_direction_is_mirrored(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    parts = page.locator(".start .way li")
    assert left(parts.nth(0)) > left(parts.nth(1))
    assert left(page.locator(".begin")) < left(page.locator("h1.title"))
    assert left(page.locator(".logo")) > left(page.locator(".sender .row"))
    page.locator("[data-do=begin]").click()
    assert left(page.locator(".ask")) < left(page.locator("video"))
    assert left(page.locator("[data-do=onward]")) < left(
        page.locator("[data-view=film-och-fraga] [data-do=back]")
    )
    page.locator("[data-do=text]").click()
    said = page.locator(".said").first
    style: dict[str, Any] = said.evaluate(
        "(p) => { const s = getComputedStyle(p); return { align: s.textAlign, pad: s.paddingRight, left: s.paddingLeft }; }"
    )
    assert style["align"] in ("start", "right")
    assert (style["left"], style["pad"] != "0px") == ("0px", True)


def test_the_line_of_the_time_drains_the_other_way(page: Page) -> None:
    page.locator("[data-do=begin]").click()
    page.locator(".left").evaluate("(line) => { line.value = line.max / 4; }")
    box = page.locator(".left").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    drained, filled = pixels(page, [(box["x"] + box["width"] * part, middle) for part in (0.1, 0.9)])
    assert filled == palette(oklch(DEFAULT), "light")["warm"]
    assert drained != filled


def test_the_films_controls_are_left_alone(page: Page) -> None:
    """Browsers draw them from left to right in every language; none of our styles mirror them."""
    page.locator("[data-do=begin]").click()
    style = "(video) => { const s = getComputedStyle(video); return [s.transform, s.scale, s.rotate]; }"
    assert page.locator("video").evaluate(style) == ["none", "none", "none"]


def test_paper_is_mirrored_too(page: Page) -> None:
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(OVERFLOWING) == []
    assert left(page.locator(".paper .logo")) > page.evaluate("innerWidth") / 2


def test_the_switch_to_swedish_turns_the_page(page: Page) -> None:
    page.locator(".start [data-use-language=sv]").click()
    assert page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == ["ltr", "sv"]
    parts = page.locator(".start .way li")
    assert left(parts.nth(0)) < left(parts.nth(1))
    expect(page.get_by_role("button", name=START)).to_be_visible()
