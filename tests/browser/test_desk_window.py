"""A package in a window of its own, for those that look only in the topmost page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.packages import write_module
from browser.test_desk import finish, player
from desk.running import Running, running
from desk.shapes import DONE_12, START_12, Shape, imsmanifest
from desk.shapes import page as document

OWN = "Öppna i eget fönster"
TOP = Shape(
    "top",
    {
        "imsmanifest.xml": imsmanifest("1.2"),
        "index.html": document(f"const api = window.top.API; {START_12} function done() {{ {DONE_12} }}"),
    },
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Running]:
    package, _ = TOP.write(tmp_path)
    with running(package) as made:
        yield made


def open_alone(page: Page) -> Page:
    with page.expect_popup() as found:
        page.get_by_role("button", name=OWN).click()
    return found.value


def test_a_package_that_looks_only_at_the_top_has_its_lms(context: BrowserContext, desk: Running) -> None:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.name or ""))
    page.goto(desk.address)
    expect(page.frame_locator("[data-fit] iframe").frame_locator("iframe").locator("button")).to_be_visible()
    assert errors == ["SecurityError"]
    assert desk.events("call") == []
    alone = open_alone(page)
    expect(page.locator("h1")).to_contain_text(": påbörjad")
    expect(page.locator("[data-fit]")).to_contain_text("Paketet är öppet i ett eget fönster.")
    alone.frame_locator("iframe").get_by_role("button", name="Finish").click()
    expect(page.locator("h1")).to_contain_text("klar")
    assert alone.evaluate("[opener, top === window]") == [None, True]
    assert errors == ["SecurityError"]


def test_faults_and_relaunches_reach_the_window_until_it_is_closed(
    context: BrowserContext, tmp_path: Path
) -> None:
    with running(write_module(tmp_path / "project")) as desk:
        page = context.new_page()
        page.goto(desk.address)
        player(page)
        alone = open_alone(page)
        inner = alone.frame_locator("iframe")
        expect(inner.locator('[data-do="begin"]').first).to_be_attached()
        expect(page.locator("[data-fit] iframe")).to_have_count(0)
        page.get_by_role("button", name="Utan nät").click()
        expect(page.locator(".calls .done").last).to_contain_text("Du slog på: Utan nät.")
        alone.wait_for_function("frames[0].fetch('/setup').then(() => false, () => true)")
        page.get_by_role("button", name="Utan nät").click()
        with alone.expect_navigation(wait_until="commit"):
            page.get_by_role("button", name="Stäng och öppna igen").click()
        expect(inner.locator('[data-do="begin"]').first).to_be_attached()
        alone.close()
        page.get_by_role("button", name="Stäng och öppna igen").click()
        finish(page)
        expect(page.locator("h1")).to_contain_text("klar")
