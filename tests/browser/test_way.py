"""The way at the top, the gong's switch, and what `web` leaves unsaid."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from browser.conftest import REAL
from browser.reading import LISTED
from browser.server import Site, serve
from browser.several import SEVERAL
from browser.visitor import SHOWN, START, Visitor

Variant = Callable[..., Path]
STRIKES = """window.planned = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...args) { planned += 1; return start.apply(this, args); };
const stop = OscillatorNode.prototype.stop;
OscillatorNode.prototype.stop = function (...args) { if (!args.length) planned -= 1; return stop.apply(this, args); };"""

# How many lines each part's text has, and the room between it and the next one's, in CSS pixels.
TEXTS = """(first) => {
    const boxes = [...first.parentElement.children].map((part) => {
        const range = document.createRange();
        range.selectNodeContents(part);
        return range.getBoundingClientRect();
    });
    const height = parseFloat(getComputedStyle(first).lineHeight);
    return [
        boxes.map((box) => Math.round(box.height / height)),
        boxes.slice(1).map((box, index) => box.top - boxes[index].bottom),
    ];
}"""
SECOND = REAL.parent / "tidiga-tecken"


def current(page: Page) -> list[str | None]:
    found: list[str | None] = page.locator(".top .way [aria-current=step]").evaluate_all(
        "(parts) => parts.map((part) => part.dataset.way)"
    )
    return found


def test_the_current_part_is_the_one_in_use(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web", SEVERAL))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        assert current(page) == ["film"]
        page.get_by_role("button", name="Nästa fråga").last.click()
        assert current(page) == ["samtal"]
        page.get_by_role("button", name="Nästa fråga").last.click()
        page.get_by_role("button", name="Klar", exact=True).click()
        expect(page.locator(".top .way .been")).to_have_count(1)  # the film's part stays open
        assert current(page) == ["film"]


def test_where_everything_is_done_the_last_part_stays_the_current_one(
    context: BrowserContext, variant: Variant
) -> None:
    with serve(Site(variant("web", LISTED))) as site:
        visitor = Visitor(context.new_page(), site)
        visitor.page.goto(f"{site.url}/package/index.html")
        visitor.begin()
        for box in visitor.root.get_by_role("checkbox").all():
            box.check()
        visitor.press("Starta tiden")
        assert current(visitor.page) == ["samtal"]
        visitor.read()
        visitor.press("Klar")
        expect(visitor.page.get_by_role("heading", name="Ni är klara.")).to_be_focused()
        assert current(visitor.page) == []
        visitor.press("Tillbaka")
        assert current(visitor.page) == ["lista"]


def test_a_running_timer_is_in_use(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web"))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        page.get_by_role("button", name="Starta tiden").click()
        expect(page.locator("[data-way=samtal]")).to_have_attribute("aria-current", "step")


def test_on_the_start_page_a_part_of_two_lines_stands_clear_of_the_next(
    context: BrowserContext, build_package: Variant
) -> None:
    with serve(Site(build_package(SECOND, "web"))) as site:
        page = context.new_page()
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).wait_for()
        parts = page.locator(".start .way li")
        lines, room = parts.first.evaluate(TEXTS)
        assert max(lines) >= 2
        assert min(room) >= 8


def test_without_an_lms_nothing_is_said_of_logging_in(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web"))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        expect(page.locator(SHOWN).get_by_text("Ni ser filmen på en skärm och samtalar.")).to_be_visible()
        assert "inloggad" not in page.content()
        assert "logged in" not in page.content()


def test_the_gong_has_a_switch_that_is_remembered(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web"))) as site:
        page = context.new_page()
        page.add_init_script(STRIKES)
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        switch = page.get_by_role("button", name="Ljud när tiden är slut")
        expect(switch).to_have_attribute("aria-pressed", "true")
        page.get_by_role("button", name="Starta tiden").click()
        assert page.evaluate("planned") > 0
        switch.click()
        expect(switch).to_have_attribute("aria-pressed", "false")
        assert page.evaluate("planned") == 0
        page.get_by_role("button", name="Lägg till 1 minut").click()
        assert page.evaluate("planned") == 0
        switch.click()
        assert page.evaluate("planned") > 0
        switch.click()
        expect(page.locator(".top .saved")).to_have_text("Sparat")
        page.get_by_role("button", name="Pausa tiden").click()
        page.reload()
        expect(page.get_by_role("button", name="Ljud när tiden är slut")).to_have_attribute(
            "aria-pressed", "false"
        )


def test_the_language_that_is_on_is_marked(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web"))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).wait_for()
        pressed = page.locator("[data-use-language][aria-pressed=true]:visible")
        expect(pressed).to_have_text("Svenska")
        page.get_by_role("button", name="English").click()
        expect(pressed).to_have_text("English")
