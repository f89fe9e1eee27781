"""`dist/index.html` in the browser: for everybody, at every width, without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from browser.axe import violations
from browser.pairs import SCHEMES, WIDTHS, in_turn
from larpaket.definition.publisher import Publisher
from larpaket.formats import FORMATS
from larpaket.overview import Entry, Listed, write_overview


@pytest.fixture
def page_path(tmp_path: Path) -> Path:
    listed = [
        Listed(f"en-modul-med-ett-ganska-langt-namn-{one.id}.zip", one, 2_140_000, "0" * 64)
        for one in FORMATS.values()
    ]
    write_overview(
        [Entry("En modul med ett ganska långt namn", "sv", "1.0", tuple(listed))],
        Publisher(name="Kommunen", base="https://larande.example.se"),
        tmp_path,
    )
    return tmp_path / "index.html"


@pytest.mark.parametrize(
    ("name", "width", "scheme"), in_turn(["index.html", "index.en.html"], WIDTHS, SCHEMES)
)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    chromium: Browser, page_path: Path, name: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 720},
        color_scheme=scheme,
        offline=True,
    )
    try:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((page_path.parent / name).as_uri())
        for summary in page.locator("summary").all():
            summary.press("Enter")
        assert page.locator("details:not([open])").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert asked == [(page_path.parent / name).as_uri()]
        assert violations(page.main_frame) == []
    finally:
        context.close()


def test_on_paper_are_the_four_answers_and_nothing_that_has_to_be_unfolded(
    chromium: Browser, page_path: Path
) -> None:
    context = chromium.new_context(viewport={"width": 680, "height": 900}, offline=True)
    try:
        page = context.new_page()
        page.goto(page_path.as_uri())
        page.emulate_media(media="print")
        assert page.locator("h2:visible").count() == 5
        assert page.locator("details:visible, [hreflang]:visible").count() == 0
        assert page.get_by_role("row", name="Obegränsade försök").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 680
    finally:
        context.close()


def test_every_link_has_room_for_a_finger(chromium: Browser, page_path: Path) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 720}, offline=True)
    try:
        page = context.new_page()
        page.goto(page_path.as_uri())
        links = page.locator("main a:visible, summary:visible")
        heights = [(link.bounding_box() or {"height": 0})["height"] for link in links.all()]
        assert len(heights) == 2 * len(FORMATS) + 4
        assert min(heights) >= 44, heights
    finally:
        context.close()
