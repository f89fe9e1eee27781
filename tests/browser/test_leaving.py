"""A text that lies only on the page: its own line says so, nothing says "Sparat" above it, and nobody loses it
without having been asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from browser.launched import Launched
from browser.server import Site, serve
from browser.visitor import START
from launch.lms import serve_lms

Variant = Callable[..., Path]
GROUP = "            mode: group\n"
TEXT = "Vi börjar på måndag."


def writing(mode: str = "individual", notes: str = "private") -> tuple[str, str]:
    return (GROUP, f"            mode: {mode}\n            notes: {notes}\n")


@contextmanager
def opened(context: BrowserContext, package: Path) -> Iterator[Page]:
    """Open a `web` package at its film."""
    with serve(Site(package)) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        yield page


def asked(page: Page) -> list[str]:
    """Collect what leaving asks; the answer is always to leave."""
    found: list[str] = []

    def answer(dialog: Dialog) -> None:
        found.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return found


def test_its_line_says_so_and_the_tops_line_is_empty(context: BrowserContext, variant: Variant) -> None:
    with opened(context, variant("web", writing())) as page:
        top = page.locator(".top .saved")
        expect(top).to_have_text("Sparat")
        note = page.locator("[data-note]")
        acts = page.get_by_role("button", name="Ta bort texten")
        expect(acts).to_be_hidden()
        page.get_by_role("textbox", name="tankar").fill("V")
        expect(note).to_have_text("Bara på den här sidan")
        expect(top).to_have_text("")
        acts.click()
        expect(note).to_have_text("")
        expect(top).to_have_text("Sparat")
        expect(acts).to_be_hidden()


def test_a_text_that_the_lms_has_is_saved_at_the_top_too(context: BrowserContext, variant: Variant) -> None:
    with opened(context, variant("web", writing(notes="lms"))) as page:  # in this browser, once ticked
        page.get_by_role("textbox", name="tankar").fill(TEXT)
        expect(page.locator("[data-note]")).to_have_text("Bara på den här sidan")
        page.get_by_role("checkbox").check()
        expect(page.locator("[data-note]")).to_have_text("Sparat")
        expect(page.locator(".top .saved")).to_have_text("Sparat")


@pytest.mark.parametrize("taken", ["nothing", "Spara som fil", "Kopiera", "Skriv ut", "Ta bort texten"])
def test_leaving_asks_unless_a_copy_was_taken(context: BrowserContext, variant: Variant, taken: str) -> None:
    with opened(context, variant("web", writing())) as page:
        page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
        questions = asked(page)
        page.get_by_role("textbox", name="tankar").press_sequentially(TEXT)
        if taken != "nothing":
            page.get_by_role("button", name=taken, exact=True).click()
            page.wait_for_function("document.querySelector('.paper, [data-said]') !== null")
        if taken == "Kopiera":
            expect(page.locator("[data-said]").filter(has_text="Kopierat.")).to_be_visible()
        page.goto("about:blank")
        assert questions == (["beforeunload"] if taken == "nothing" else [])


def test_a_change_after_the_copy_asks_again(context: BrowserContext, variant: Variant) -> None:
    with opened(context, variant("web", writing())) as page:
        questions = asked(page)
        field = page.get_by_role("textbox", name="tankar")
        field.press_sequentially(TEXT)
        page.get_by_role("button", name="Spara som fil").click()
        field.press_sequentially(" Och på tisdag.")
        page.goto("about:blank")
        assert questions == ["beforeunload"]


def test_the_end_says_apart_what_is_saved_and_what_is_only_here(
    context: BrowserContext, variant: Variant
) -> None:
    with opened(context, variant("web", writing())) as page:
        page.get_by_role("textbox", name="tankar").fill(TEXT)
        page.get_by_role("button", name="Jag har läst textversionen").click()
        page.get_by_role("button", name="Klar", exact=True).click()
        end = page.locator("[data-view='@end']")
        expect(end.get_by_text("Sparat i den här webbläsaren.")).to_be_visible()
        expect(end.get_by_text("Texten finns bara här. Spara den innan du stänger.")).to_be_visible()
        expect(page.locator(".top .saved")).to_have_text("")
        expect(end.locator(".written")).to_have_text(TEXT)
        expect(end.locator(".main:visible")).to_have_text("Spara som fil")
        with page.expect_download() as download:
            end.get_by_role("button", name="Spara som fil").click()
        assert download.value.path().read_text("utf-8") == f"Vad vill ni prova?\n\n{TEXT}\n"
        expect(end.locator(".main:visible")).to_have_text("Skriv ut")  # nothing to end in `web`
        expect(end.get_by_role("button", name="Avsluta")).to_have_count(0)


@pytest.mark.parametrize("where", ["at the film", "at the end"])
def test_ending_asks_in_place_and_never_in_a_dialog(
    context: BrowserContext, variant: Variant, where: str
) -> None:
    package = variant("xapi", writing())
    with serve(Site(package)) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(context.new_page(), site, lms=lms, format="xapi")
        someone.noise = ("status of 404",)
        someone.launch()
        someone.begin()
        page = someone.page
        questions = asked(page)
        page.get_by_role("textbox", name="tankar").fill(TEXT)
        if where == "at the end":
            someone.press("Jag har läst textversionen")
            someone.press("Klar")
            someone.says(someone.goodbye)
        page.locator("[data-view]:visible").get_by_role("button", name="Avsluta", exact=True).click()
        ask = page.locator("[data-ask]")
        expect(ask.locator("p").first).to_be_focused()
        expect(ask.locator("p").first).to_have_text("Texten finns bara här. Vill du spara den först?")
        assert "terminated" not in lms.verbs()
        with page.expect_download():
            ask.get_by_role("button", name="Spara som fil").click()
        expect(ask).to_be_hidden()
        page.get_by_role("textbox", name="tankar").fill(f"{TEXT} Mer.") if where == "at the film" else None
        page.locator("[data-view]:visible").get_by_role("button", name="Avsluta", exact=True).click()
        if where == "at the film":
            ask.get_by_role("button", name="Avsluta utan att spara").click()
        someone.says(someone.goodbye)
        site.wait_for(lambda: "terminated" in lms.verbs())
        page.goto("about:blank")
        assert questions == []
        someone.check()


def test_a_group_leaves_with_the_sheet(context: BrowserContext, variant: Variant) -> None:
    with opened(context, variant("web", writing("group"))) as page:
        page.get_by_role("textbox", name="tankar").fill(TEXT)
        page.get_by_role("button", name="Läs filmen som text").click()
        page.get_by_role("button", name="Vi har läst textversionen").click()
        page.get_by_role("button", name="Klar", exact=True).click()
        end = page.locator("[data-view='@end']")
        expect(end.get_by_role("heading", name="Ni är klara.")).to_be_focused()
        expect(end.locator(".main:visible")).to_have_text("Skriv ut")
        expect(end.get_by_role("heading", name="Det här pratade ni om")).to_be_visible()
