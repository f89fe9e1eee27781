"""An agreement: rows of what, who and when; where they are kept, and how a group takes them along."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import BrowserContext, Frame, Locator, Page, expect

from browser.axe import violations
from browser.formats import every_format
from browser.launched import Launched
from browser.learner import Learner
from browser.places import Place, framed, place_for
from browser.server import Site, serve
from browser.visitor import SHOWN, START
from launch.lms import serve_lms
from preview.learning_locker import refusals

Variant = Callable[..., Path]
EXTENSION = "https://larande.example.se/_extensions/"
QUESTION = "                time: 5 min\n"
WHAT, WHO, WHEN = "Vad ska göras?", "Vem ansvarar?", "När?"
MEAN = 'Å <b>fet</b> & "1"; a, b\\c 🙂 ' + "lång " * 30


def agreement(*keys: str, mode: str = "group") -> tuple[str, str]:
    """An agreement in a step of its own, behind the test module's film and question."""
    own = "".join(f"            {key}\n" for key in (f"mode: {mode}", *keys))
    return (
        QUESTION,
        f"""{QUESTION}      - id: bestam
        title:
          sv: Bestäm
          en: Decide
        activities:
          - id: beslut
            type: agreement
            title:
              sv: Vad bestämmer vi?
              en: What do we decide?
{own}""",
    )


def decide(visitor: Any, *, reads: bool = False) -> None:
    """Go from the start to what is decided, and read the film on the way if everything is to be done."""
    visitor.begin(START)
    if reads:
        visitor.read()
    visitor.press("Nästa: Bestäm")
    expect(visitor.root.get_by_role("heading", name="Vad bestämmer vi?")).to_be_visible()


def row(root: Page | Frame, number: int) -> Locator:
    return root.get_by_role("group", name=f"Punkt {number}", exact=True)


def write(root: Page | Frame, number: int, *texts: str) -> None:
    for label, text in zip((WHAT, WHO, WHEN), texts, strict=False):
        row(root, number).get_by_label(label).fill(text)


def write_two(root: Page | Frame) -> None:
    write(root, 1, MEAN, "Enhetschefen", "I oktober")
    root.get_by_role("button", name="Lägg till en punkt").click()
    write(root, 2, "Vi provar.")
    root.get_by_label("När följer vi upp?").fill("2030-12-08")


@contextmanager
def at(context: BrowserContext, package: Path, format: str) -> Iterator[Place]:
    with serve(Site(package)) as site, place_for(context.new_page(), site, format) as place:
        place.open()
        yield place
        place.check()


def saved(visitor: Any, press: Callable[[], None]) -> bytes:
    with visitor.page.expect_download() as download:
        press()
    return Path(download.value.path()).read_bytes()


@every_format("4th")
def test_a_group_decides_and_takes_it_along(
    context: BrowserContext, variant: Variant, locker: str, format: str
) -> None:
    with at(context, variant(format, agreement()), format) as place:
        visitor = place.visitor
        decide(visitor, reads=True)
        root = visitor.root
        visitor.says("Skriv roller i stället för namn, och inget om hälsa.")
        visitor.says("Texten finns bara här på sidan.")
        write_two(root)
        visitor.says("söndag 8 december 2030")
        expect(root.locator(".top [data-saved]")).to_have_text("")  # nothing says that this is saved
        assert violations(root) == []
        visitor.press("Klar")
        visitor.says("Det här bestämde ni")
        visitor.says("Enhetschefen · I oktober")
        visitor.says("Ni följer upp")
        entry = saved(visitor, lambda: root.locator(".sheet").get_by_role("button").click())
        found: Any = Calendar.from_ical(entry)
        (event,) = found.walk("VEVENT")
        assert event.decoded("DTSTART") == date(2030, 12, 8)
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event["SUMMARY"].startswith("Uppföljning: ")
        assert event["DESCRIPTION"] == f"{MEAN.strip()}\nEnhetschefen · I oktober\n\nVi provar."
        assert all(len(line) <= 75 for line in entry.split(b"\r\n"))
        assert b"\n" not in entry.replace(b"\r\n", b"")
        page = saved(visitor, lambda: root.locator('[data-view="@end"] [data-do=file]').click()).decode()
        assert "<b>" not in page
        assert "src=" not in page
        assert "href=" not in page
        if isinstance(visitor, Launched):
            sent = [one for one in place.lms.sent() if one["object"]["id"].endswith("/beslut")]  # type: ignore[attr-defined]
            (told,) = [one for one in sent if one["verb"]["id"].endswith("/responded")]
            assert told["result"] == {"completion": True, "extensions": {f"{EXTENSION}agreed-items": 2}}
            assert told["context"]["team"]["account"]["name"]
            assert refusals(locker, sent) == []


def test_rows_are_added_removed_and_come_back(context: BrowserContext, variant: Variant) -> None:
    with at(context, variant("web", agreement()), "web") as place:
        visitor, page = place.visitor, place.visitor.page
        decide(visitor)
        more = page.get_by_role("button", name="Lägg till en punkt")
        expect(page.get_by_role("button", name="Ta bort Punkt 1")).to_be_hidden()  # one row is always there
        row(page, 1).get_by_label(WHAT).focus()
        for text in ("Ett", "Chefen", "I maj"):
            page.keyboard.type(text)
            page.keyboard.press("Enter")
        expect(row(page, 2).get_by_label(WHAT)).to_be_focused()
        page.keyboard.type("Två")
        more.click()
        expect(row(page, 3).get_by_label(WHAT)).to_be_focused()
        write(page, 3, "Tre\nrader")
        expect(row(page, 3).get_by_label(WHAT)).to_have_value("Tre rader")
        page.get_by_role("button", name="Ta bort Punkt 2").click()
        expect(row(page, 2).get_by_label(WHAT)).to_be_focused()
        expect(row(page, 2).get_by_label(WHAT)).to_have_value("Tre rader")
        expect(page.locator("[data-voice]")).to_contain_text("Punkten är borttagen.")
        visitor.press("Ångra")
        expect(row(page, 2).get_by_label(WHAT)).to_be_focused()
        assert [row(page, n).get_by_label(WHAT).input_value() for n in (1, 2, 3)] == [
            "Ett",
            "Två",
            "Tre rader",
        ]
        page.get_by_role("button", name="Ta bort Punkt 3").click()
        expect(row(page, 2).get_by_label(WHAT)).to_be_focused()
        for _ in range(8):
            more.click()
        expect(more).to_be_hidden()
        visitor.says("Fler än 10 punkter får inte plats.")
        page.keyboard.press("Control+End")
        row(page, 10).get_by_label(WHEN).press("Enter")
        expect(page.locator("[data-voice]")).to_contain_text("Fler än 10 punkter får inte plats.")
        expect(row(page, 10)).to_be_visible()
        visitor.press("Ta bort texten")
        expect(row(page, 1).get_by_label(WHAT)).to_be_focused()
        expect(row(page, 1).get_by_label(WHAT)).to_have_value("")
        expect(row(page, 2)).to_have_count(0)


def test_leaving_with_it_asks_and_printing_it_is_enough(context: BrowserContext, variant: Variant) -> None:
    with at(context, variant("cmi5", agreement()), "cmi5") as place:
        visitor = place.visitor
        decide(visitor)
        asks = "dispatchEvent(new Event('beforeunload', { cancelable: true })) === false"
        assert not visitor.page.evaluate(asks)
        write(visitor.page, 1, "Vi börjar.")
        assert visitor.page.evaluate(asks)
        visitor.press("Avsluta")
        visitor.says("Texten finns bara här. Vill ni spara den först?")
        visitor.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        paper = visitor.page.locator(".paper")
        assert "Det här bestämde vi" in (paper.text_content() or "")
        assert "Vi börjar." in (paper.text_content() or "")
        assert not visitor.page.evaluate(asks)


def test_a_group_that_typed_nothing_gets_lines(context: BrowserContext, variant: Variant) -> None:
    with at(context, variant("web", agreement()), "web") as place:
        decide(place.visitor)
        place.visitor.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        paper = place.visitor.page.locator(".paper")
        assert paper.locator(".line").count() == 11  # of the question, of the rows, of the day


@pytest.mark.parametrize("format", ["scorm12", "cmi5"])
def test_the_lms_keeps_it_and_says_so(context: BrowserContext, variant: Variant, format: str) -> None:
    with at(context, variant(format, agreement("notes: lms")), format) as place:
        decide(place.visitor)
        place.visitor.says(
            "Det ni skriver sparas i lärplattformen hos den som är inloggad. Den som sköter lärplattformen kan läsa det. Det kan vara en allmän handling."
        )
        write_two(place.visitor.root)
        place.visitor.root.get_by_label("När följer vi upp?").blur()
        expect(place.visitor.root.locator("[data-note]")).to_have_text("Sparat")
        place.close()
        place.visitor.move(context.new_page())
        place.open()
        expect(row(place.visitor.root, 1).get_by_label(WHAT)).to_have_value(MEAN.strip())
        expect(row(place.visitor.root, 2).get_by_label(WHAT)).to_have_value("Vi provar.")
        expect(place.visitor.root.get_by_label("När följer vi upp?")).to_have_value("2030-12-08")


def test_what_does_not_fit_in_the_lms_is_said(learner: Learner, variant: Variant) -> None:
    learner.site.package = variant("scorm12", agreement("notes: lms"))
    learner.open()
    decide(learner)
    write(learner.root, 1, "å" * 700)
    row(learner.root, 1).get_by_label(WHAT).blur()
    expect(learner.root.locator("[data-room]")).to_contain_text("får inte plats och sparas inte")
    expect(learner.root.locator("[data-note]")).to_have_text("Bara på den här sidan")
    assert len(json.dumps(learner.state())) <= 3500


def test_this_computer_keeps_it_if_it_is_ones_own(context: BrowserContext, variant: Variant) -> None:
    with at(
        context, variant("web", agreement("notes: device", "names: true", mode="individual")), "web"
    ) as place:
        visitor, page = place.visitor, place.visitor.page
        decide(visitor)
        visitor.says("Skriv inget om hälsa.")
        page.get_by_label("Spara i den här webbläsaren. Det här är min egen dator.").check()
        write(page, 1, "Jag börjar.", "Jag")
        row(page, 1).get_by_label(WHO).blur()
        expect(page.locator("[data-note]")).to_have_text("Sparat")
        page.reload()
        expect(row(page, 1).get_by_label(WHAT)).to_have_value("Jag börjar.")
        expect(page.get_by_label("När följer du upp?")).to_be_visible()


def test_it_is_sent_once_somebody_presses_send(
    context: BrowserContext, variant: Variant, locker: str
) -> None:
    package = variant("xapi", agreement("notes: lrs", "group_text: true"))
    with serve(Site(package)) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(context.new_page(), site, lms=lms, format="xapi")
        someone.launch()
        decide(someone)
        write(someone.page, 1, "Hemligt", "Chefen", "I maj")
        someone.press("Klar")
        assert "Hemligt" not in "".join(one.request.body.decode() for one in lms.log)
        someone.press("Skicka")
        someone.says("Skickat")
        someone.close()
        told = [one for one in lms.sent() if one["object"]["id"].endswith("/beslut")]
        assert [one["result"].get("response") for one in told] == [None, "Hemligt\nChefen · I maj"]
        assert told[1]["context"]["extensions"][f"{EXTENSION}replaces"] == told[0]["id"]
        assert refusals(locker, told) == []
        someone.check()


def test_in_a_sandbox_the_text_is_selected(context: BrowserContext, variant: Variant) -> None:
    with at(context, variant("web", agreement()), "web") as place:
        inside = framed(place)
        decide(inside)
        write(inside.root, 1, "Vi börjar.")
        inside.press("Spara som fil")
        field = inside.root.locator("[data-offered]")
        expect(field).to_be_focused()
        expect(field).to_have_value("Vi börjar.")
        assert inside.root.evaluate("getSelection().toString()") == "Vi börjar."
        place.visitor.complaints.clear()
        inside.complaints.clear()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080), (1366, 660)])
def test_on_the_big_screen_it_is_read_from_the_back(
    context: BrowserContext, variant: Variant, width: int, height: int
) -> None:
    with at(context, variant("web", agreement()), "web") as place:
        page = place.visitor.page
        page.set_viewport_size({"width": width, "height": height})
        decide(place.visitor)
        write_two(page)
        page.locator(".agree").get_by_role("button", name="Visa på stor skärm").click()
        expect(row(page, 2).get_by_label(WHAT)).to_be_focused()
        sizes = page.evaluate(
            "[...document.querySelectorAll('.shown .write')].map((one) => parseFloat(getComputedStyle(one).fontSize))"
        )
        assert min(sizes) >= 0.05 * height
        expect(page.locator(SHOWN).get_by_text("Skriv ut", exact=True).filter(visible=True)).to_have_count(0)
        page.keyboard.press("Escape")
        expect(page.locator(".shown")).to_have_count(0)
