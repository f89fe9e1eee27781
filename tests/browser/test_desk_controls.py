"""The desk's controls: with the keyboard alone, and none that would do nothing for this package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.packages import write_module
from browser.test_desk import choose, player
from desk.running import Running, running

WHAT_IS_PLAYED = {
    "scorm12": ["format", "persona", "learner", "language", "mode", "width"],
    "cmi5": ["format", "persona", "learner", "language", "mode", "width"],
    "xapi": ["format", "learner", "language", "width"],
    "web": ["format", "width"],
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Running]:
    with running(write_module(tmp_path / "project")) as made:
        yield made


@pytest.fixture
def page(context: BrowserContext, desk: Running) -> Page:
    page = context.new_page()
    page.goto(desk.address)
    player(page)
    return page


@pytest.mark.parametrize("format", list(WHAT_IS_PLAYED))
def test_no_control_does_nothing_for_this_package(page: Page, format: str) -> None:
    if format != "scorm12":
        choose(page, "format", format)
    expect(page.locator("[data-name=format] select")).to_have_value(format)
    names = page.locator("[data-name]")
    expect(names).to_have_count(len(WHAT_IS_PLAYED[format]))
    assert names.evaluate_all("(all) => all.map((one) => one.dataset.name)") == WHAT_IS_PLAYED[format]
    attempts = page.get_by_role("button", name="Nytt försök")
    expect(attempts).to_have_count(0 if format == "web" else 1)


def test_a_press_or_a_choice_leaves_the_focus_where_it_is(page: Page) -> None:
    for name in ("Lärplattformen vägrar spara", "Utloggad"):
        button = page.get_by_role("button", name=name)
        for pressed in ("true", "false"):
            button.focus()
            page.keyboard.press("Space")
            expect(button).to_have_attribute("aria-pressed", pressed)
            expect(button).to_be_focused()
    for name in ("persona", "learner", "mode"):
        field = page.locator(f"[data-name={name}] select")
        field.focus()
        page.keyboard.press("ArrowDown")
        expect(page.locator(".calls .done").last).to_contain_text("Stängd och öppnad igen.")
        expect(page.locator(f"[data-name={name}] select")).to_be_focused()


def test_every_control_is_reached_in_the_order_of_reading(page: Page) -> None:
    page.locator("body").evaluate("(body) => { body.tabIndex = -1; body.focus(); }")
    seen: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "document.activeElement.dataset.do ?? document.activeElement.dataset.fault ?? "
            "document.activeElement.closest('[data-name]')?.dataset.name ?? document.activeElement.dataset.tab ?? "
            "document.activeElement.tagName"
        )
        if name == "clear":
            break
        seen.append(name)
    order = ["format", "persona", "width", "refuse", "storage", "launch", "reload", "all", "record", "copy"]
    assert [name for name in seen if name in order] == order
