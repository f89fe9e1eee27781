"""Printing: from any view one sheet for a session, the guide and the text version by themselves, and no note
that stays after it was erased.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.server import Site, serve
from browser.visitor import START, wait_for_script

Variant = Callable[..., Path]
NOTES = ("mode: group", "mode: group\n            notes: private")
GUIDE = ("sections:\n", "guide:\n  sv: ledare.md\n  en: leader.md\nsections:\n")


@pytest.fixture
def site(variant: Variant) -> Iterator[Site]:
    """Return the module with notes, in a format whose groups enter a head count."""
    with serve(
        Site(variant("xapi", NOTES, GUIDE, ledare="Läs frågan högt.", leader="Read it aloud."))
    ) as running:
        yield running


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Page:
    opened = context.new_page()
    opened.add_init_script(
        "window.print = () => { window.printed = (window.printed ?? 0) + 1; dispatchEvent(new Event('beforeprint')); }"
    )
    opened.goto(f"{site.url}/package/index.html")
    wait_for_script(opened)
    return opened


def pages(page: Page) -> int:
    """Count the A4 pages that the browser prints."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def on_paper(page: Page) -> list[str]:
    """Return the lines of text on the paper."""
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    return read(page)


def read(page: Page) -> list[str]:
    """Return what is visible."""
    lines: list[str] = page.evaluate(
        "document.body.innerText.split('\\n').map((line) => line.trim()).filter(Boolean)"
    )
    return lines


def begin(page: Page) -> None:
    page.get_by_role("button", name=START).click()


def end(page: Page) -> None:
    begin(page)
    page.get_by_role("button", name="Läs filmen som text").click()
    page.get_by_role("button", name="Vi har läst textversionen").click()
    page.get_by_role("button", name="Klar").click()


def big(page: Page) -> None:
    begin(page)
    page.get_by_role("button", name="Visa på stor skärm").click()


VIEWS: dict[str, Callable[[Page], None]] = {
    "start": lambda page: None,
    "film": begin,
    "end": end,
    "big screen": big,
}


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_prints_the_same_one_sheet(page: Page, view: str) -> None:
    page.clock.set_fixed_time("2025-09-09T10:00:00")
    VIEWS[view](page)
    assert pages(page) == 1
    assert on_paper(page) == [
        "Tisdag 9 september 2025.",
        "Att prova & lära",
        "Tala tillsammans",
        "Vad vill ni prova?",
    ]
    assert page.locator(".paper .line").count() == 14


def test_notes_are_printed_in_full(page: Page) -> None:
    page.clock.set_fixed_time("2025-09-09T10:00:00")
    begin(page)
    written = "\n".join(f"Rad {number}: vi provar en ny sak i veckan." for number in range(1, 31))
    page.get_by_label("Era tankar (frivilligt)").fill(written)
    page.get_by_label("Hur många är ni? (frivilligt)").fill("9")
    assert on_paper(page)[0] == "Tisdag 9 september 2025. 9 deltagare."
    assert on_paper(page)[-30:] == written.split("\n")
    assert page.locator(".paper .line").count() == 0
    page.emulate_media(media="null")
    assert pages(page) == 1
    page.get_by_label("Era tankar (frivilligt)").fill("\n".join([written] * 4))
    assert pages(page) > 1  # and nothing of it is cut off
    page.get_by_role("button", name="English").click()
    page.get_by_label("How many of you are there? (optional)").fill("1")
    assert on_paper(page)[:2] == ["Tuesday, September 9, 2025. 1 participant.", "To try & learn"]


def test_erased_notes_do_not_remain_in_the_page(page: Page) -> None:
    begin(page)
    page.get_by_label("Era tankar (frivilligt)").fill("En hemlighet")
    page.get_by_role("button", name="Skriv ut", exact=True).click()
    assert page.evaluate("window.printed") == 1
    expect(page.locator(".paper")).to_contain_text("En hemlighet")
    expect(page.locator(".paper")).to_be_hidden()
    page.get_by_role("button", name="Ta bort texten").click()
    assert "En hemlighet" not in page.content()
    expect(page.locator(".paper")).to_have_count(0)


def test_the_film_as_text_prints_by_itself(page: Page) -> None:
    begin(page)
    page.get_by_role("button", name="Läs filmen som text").click()
    page.get_by_role("button", name="Skriv ut texten").click()
    page.emulate_media(media="print")
    assert read(page) == ["Att prova & lära", "Filmen som text", "Någon berättar.", "– Vi provar."]
    assert on_paper(page)[-1] == "Vad vill ni prova?"  # the next time it is the session again


def test_the_end_has_a_button_for_it(page: Page) -> None:
    end(page)
    page.get_by_role("button", name="Skriv ut", exact=True).click()
    assert page.evaluate("window.printed") == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white(page: Page, scheme: str) -> None:
    page.emulate_media(media="print", color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    colours = page.evaluate(
        "['html', '.paper .question'].map((name) => { const style = getComputedStyle(document.querySelector(name)); return [style.backgroundColor, style.color]; })"
    )
    assert colours == [["rgb(255, 255, 255)", "rgb(0, 0, 0)"], ["rgba(0, 0, 0, 0)", "rgb(0, 0, 0)"]]
