"""Notes and head count: where a text goes, and where it never goes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from browser.axe import violations
from browser.launched import Launched
from browser.learner import Learner
from browser.places import framed, place_for
from browser.server import Site, serve
from browser.visitor import SHOWN, START, freeze
from larpaket.preview.lrs import Response
from launch.lms import Lms, serve_lms
from preview.learning_locker import refusals

SECRET = "Hemligt å\u2028{lang=en} [,] \U0001f642"
GROUP = "            mode: group\n"
EXTENSION = "https://larande.example.se/_extensions/"
Variant = Callable[..., Path]


def alone(notes: str) -> tuple[str, str]:
    return (GROUP, f"            mode: individual\n            notes: {notes}\n")


@contextmanager
def launched(context: BrowserContext, package: Path, format: str) -> Iterator[Launched]:
    with serve(Site(package)) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        yield Launched(context.new_page(), site, lms=lms, format=format)


def field(page: Page | Frame) -> Any:
    return page.get_by_label("Dina tankar (frivilligt)")


def everything(lms: Lms) -> str:
    """Return everything that reached the LMS and its LRS."""
    return "".join(exchange.request.body.decode() for exchange in lms.log)


def complete_alone(someone: Launched) -> None:
    someone.press("Jag har läst textversionen")
    someone.press("Klar")
    someone.says(someone.goodbye)


@pytest.mark.parametrize("notes", ["private", "device", "lrs"])
def test_a_draft_never_leaves(context: BrowserContext, variant: Variant, notes: str) -> None:
    with launched(context, variant("cmi5", alone(notes)), "cmi5") as someone:
        someone.launch()
        someone.begin()
        field(someone.page).fill("Hemligt")
        complete_alone(someone)
        someone.close()
        assert "Hemligt" not in everything(someone.lms)
        assert someone.lms.statement("responded")["result"]["extensions"][f"{EXTENSION}length"] == 7
        someone.check()


def test_by_default_notes_are_private_alone_and_absent_in_a_group(
    context: BrowserContext, variant: Variant
) -> None:
    for edit, fields in ((GROUP, 0), ("            mode: individual\n", 1)):
        with launched(context, variant("cmi5", (GROUP, edit)), "cmi5") as someone:
            someone.launch()
            someone.begin()
            expect(someone.page.get_by_role("textbox", name="tankar")).to_have_count(fields)
            if fields:
                someone.says(
                    "Det du skriver stannar på den här sidan och försvinner när du stänger den. Ingen annan kan läsa det."
                )
            someone.close()


def test_a_text_is_sent_once_and_called_sent_only_when_confirmed(
    context: BrowserContext, variant: Variant, locker: str
) -> None:
    with launched(
        context,
        variant(
            "xapi", alone("lrs"), publisher="privacy:\n  readers: Kursledaren\n  retention: 12 månader\n"
        ),
        "xapi",
    ) as someone:
        someone.noise = ("status of 404", "status of 503")
        someone.launch()
        someone.begin()
        someone.says("Läses av: Kursledaren")
        someone.says("Skriv inte namn eller något om hälsa.")
        field(someone.page).fill(SECRET)
        someone.lms.fault = lambda request: Response(503) if request.path.endswith("/statements") else None
        someone.press("Skicka")
        someone.says("Väntar på att skickas")
        expect(someone.page.locator(SHOWN).get_by_text("1 uppgift väntar på att skickas.")).to_be_visible(
            timeout=60_000
        )
        someone.press("Skicka")  # nothing more happens
        expect(someone.page.locator(SHOWN).get_by_text("Skickat", exact=True)).to_have_count(0)
        someone.lms.fault = lambda request: None
        someone.page.locator(".unsent").get_by_role("button", name="Försök igen nu").click()
        someone.says("Skickat")
        complete_alone(someone)
        someone.close()
        answers = [one for one in someone.lms.sent() if "response" in one.get("result", {})]
        assert [one["result"]["response"] for one in answers] == [SECRET]
        assert refusals(locker, someone.lms.sent()) == []
        assert someone.lms.verbs().count("responded") == 1
        someone.check()


def test_a_text_that_the_lrs_refuses_is_not_called_sent_and_can_be_saved(
    context: BrowserContext, variant: Variant
) -> None:
    with launched(context, variant("xapi", alone("lrs")), "xapi") as someone:
        someone.noise = ("status of 404", "status of 413")
        someone.launch()
        someone.begin()
        someone.lms.fault = lambda request: Response(413) if "Hemligt" in request.body.decode() else None
        field(someone.page).fill("Hemligt")
        someone.press("Skicka")
        someone.says(
            "Lärplattformen kan inte ta emot texten. Den är kvar här. Kopiera den eller spara den som fil."
        )
        expect(someone.page.locator(SHOWN).get_by_text("Skickat", exact=True)).to_have_count(0)
        expect(field(someone.page)).to_have_value("Hemligt")
        unsent = someone.page.locator(".unsent")
        with someone.page.expect_download() as download:
            unsent.get_by_role("button", name="Spara som fil").click()
        (kept,) = json.loads(Path(download.value.path()).read_text("utf-8"))
        assert kept["result"]["response"] == "Hemligt"
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        unsent.get_by_role("button", name="Kopiera").click()
        someone.says("Kopierat.")
        assert json.loads(someone.page.evaluate("navigator.clipboard.readText()")) == [kept]
        complete_alone(someone)
        someone.close()
        # The reflection itself is reported without the words.
        assert "response" not in someone.lms.statement("responded")["result"]
        someone.check()


def test_without_a_launch_a_text_is_not_called_sent(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("xapi", alone("lrs")))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        field(page).fill("Hemligt")
        page.get_by_role("button", name="Skicka").click()
        expect(
            page.locator(SHOWN).get_by_text(
                "Lärplattformen kan inte ta emot texten. Den är kvar här. Kopiera den eller spara den som fil."
            )
        ).to_be_visible()
        expect(page.locator(SHOWN).get_by_text("Skickat", exact=True)).to_have_count(0)


def test_the_lms_keeps_it_between_sessions(context: BrowserContext, variant: Variant) -> None:
    with launched(context, variant("cmi5", alone("lms")), "cmi5") as someone:
        launch = someone.launch()
        someone.begin()
        field(someone.page).fill("Kom ihåg")  # no key or press is needed after it
        expect(someone.page.locator("[data-note]")).to_have_text("Sparat")
        assert "Kom ih" in everything(someone.lms)
        assert not any("Kom ih" in json.dumps(one) for one in someone.lms.sent())
        someone.close()
        someone.move(context.new_page())
        someone.launch(registration=launch.registration)
        expect(field(someone.page)).to_have_value("Kom ihåg")
        someone.press("Ta bort texten")
        someone.says("Texten är borttagen.")
        someone.lms.wait(
            lambda log: (
                "Kom ih"
                not in [one for one in log if one.resource == "state" and one.request.method == "PUT"][
                    -1
                ].request.body.decode()
            )
        )
        someone.close()
        someone.check()


def test_a_text_that_the_lms_has_not_confirmed_is_not_called_saved(
    context: BrowserContext, variant: Variant
) -> None:
    with launched(context, variant("cmi5", alone("lms")), "cmi5") as someone:
        someone.noise = ("status of 404", "status of 503")
        someone.page.clock.install()
        someone.launch()
        someone.begin()
        freeze(someone.page)
        note = someone.page.locator("[data-note]")
        someone.lms.fault = lambda request: Response(503) if request.path.endswith("/state") else None
        field(someone.page).fill("Kom ihåg")
        expect(note).to_have_text("Bara på den här sidan")
        field(someone.page).blur()
        someone.page.clock.run_for(500)  # this is how long it waits for other saves to join it
        expect(note).to_have_text("Inte sparat än. Vi försöker igen.")
        someone.lms.fault = lambda request: None
        someone.page.clock.run_for(
            15_000
        )  # to the next attempt; any further, and its answer would time out before it can arrive
        while note.text_content() != "Sparat":  # the note's own save waits for the answer, then for others
            someone.page.clock.run_for(500)
        someone.says("Sparat")
        assert "Kom ih" in everything(someone.lms)
        someone.page.clock.resume()
        someone.close()
        someone.check()


def test_this_computer_stores_it_only_if_marked_as_ones_own(
    context: BrowserContext, variant: Variant
) -> None:
    with launched(context, variant("xapi", alone("device")), "xapi") as someone:
        for kept, tick in (("", False), ("Kom ihåg", True)):
            someone.launch()
            someone.begin()
            field(someone.page).fill("Kom ihåg")
            if tick:
                someone.page.get_by_label("Spara i den här webbläsaren. Det här är min egen dator.").check()
                expect(someone.page.locator("[data-note]")).to_have_text("Sparat")
            someone.close()
            someone.move(context.new_page())
            someone.launch()
            someone.begin()
            expect(field(someone.page)).to_have_value(kept)
            someone.close()
            someone.move(context.new_page())
        assert "Kom ih" not in everything(someone.lms)


def test_copy_and_file(context: BrowserContext, variant: Variant) -> None:
    with launched(context, variant("xapi", alone("private")), "xapi") as someone:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        someone.launch()
        someone.begin()
        field(someone.page).fill("Åtta ord")
        someone.press("Kopiera")
        someone.says("Kopierat.")
        assert someone.page.evaluate("navigator.clipboard.readText()") == "Åtta ord"
        with someone.page.expect_download() as download:
            someone.press("Spara som fil")
        assert download.value.suggested_filename == "provmodul-fraga.txt"
        assert Path(download.value.path()).read_text("utf-8") == "Vad vill ni prova?\n\nÅtta ord\n"
        someone.press("Ta bort texten")
        expect(field(someone.page)).to_be_focused()
        expect(field(someone.page)).to_have_value("")
        someone.close()


def test_text_that_does_not_fit_into_scorm_12_is_reported_and_offered(
    context: BrowserContext, variant: Variant
) -> None:
    with serve(Site(variant("scorm12", alone("lms")))) as site:
        learner = Learner(context.new_page(), site)
        learner.open()
        learner.begin()
        area = learner.sco.get_by_label("Dina tankar (frivilligt)")
        area.fill("å" * 480)
        area.blur()
        expect(learner.sco.locator("[data-note]")).to_have_text("Sparat")
        area.fill("å" * 1000)
        area.blur()
        expect(learner.sco.locator("[data-room]")).to_contain_text("får inte plats och sparas inte")
        expect(learner.sco.locator("[data-note]")).not_to_have_text("Sparat")
        site.wait_for(lambda: learner.state()["a"].get("samtal/fraga", {}).get("n", "").startswith("å" * 490))
        assert len(learner.record()["suspend_data"]) <= 3500
        learner.open()
        expect(learner.sco.get_by_label("Dina tankar (frivilligt)")).to_have_value(
            learner.state()["a"]["samtal/fraga"]["n"]
        )
        learner.check()


@pytest.mark.parametrize(("format", "api"), [("scorm12", "API"), ("scorm2004-3rd", "API_1484_11")])
def test_an_answer_becomes_an_interaction(
    context: BrowserContext, variant: Variant, format: str, api: str
) -> None:
    with serve(Site(variant(format, alone("lrs")))) as site:
        learner = Learner(context.new_page(), site)
        learner.open(api=api)
        learner.begin()
        learner.sco.get_by_label("Dina tankar (frivilligt)").fill(
            "Första raden\nandra {raden} [,] " + "x" * 300
        )
        learner.press("Skicka")
        learner.says("Skickat")
        answers = [
            call["args"][1]
            for call in learner.calls
            if call["method"] == "SetValue" and call["args"][0].endswith("_response")
        ]
        if format == "scorm12":
            assert "".join(answers) == "Första raden / andra {raden} [,] " + "x" * 300
            assert [len(answer) for answer in answers] == [255, 78]
        else:
            assert answers == ["{lang=sv}Första raden / andra {raden} [ ,] " + "x" * 300]
        learner.check()


def test_a_group_enters_its_head_count(context: BrowserContext, variant: Variant, locker: str) -> None:
    with launched(context, variant("cmi5"), "cmi5") as someone:
        someone.launch()
        someone.begin()
        someone.page.get_by_label("Hur många är ni? (frivilligt)").fill("8")
        assert violations(someone.page.main_frame) == []
        someone.press("Starta tiden")
        someone.read()
        someone.press("Klar")
        someone.says(someone.goodbye)
        someone.close()
        said = someone.lms.statement("responded")
        assert said["result"]["extensions"][f"{EXTENSION}head-count"] == 8
        assert said["result"]["extensions"][f"{EXTENSION}ended-early"] is True
        team = said["context"]["team"]
        assert (team["objectType"], team["account"]["homePage"]) == ("Group", "https://larande.example.se")
        assert said["actor"] == someone.sessions[0][0].actor
        assert someone.lms.statement("experienced")["context"]["team"] == team
        assert refusals(locker, someone.lms.sent()) == []
        someone.check()


@pytest.mark.parametrize(("format", "waits"), [("cmi5", True), ("scorm12", False)])
def test_with_an_lrs_the_page_says_that_the_text_waits_here(
    context: BrowserContext, variant: Variant, format: str, waits: bool
) -> None:
    with serve(Site(variant(format, alone("lrs")))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        said = "Det du skickar ligger kvar på den här datorn tills det är bekräftat att det har kommit fram."
        expect(page.locator(SHOWN).get_by_text(said)).to_have_count(int(waits))
        if waits:
            expect(page.get_by_role("button", name="Skicka")).to_have_accessible_description(
                re.compile(re.escape(said))
            )


@pytest.mark.parametrize("notes", ["private", "device", "lms", "lrs"])
def test_the_field_is_accessible(context: BrowserContext, variant: Variant, notes: str) -> None:
    with launched(context, variant("xapi", alone(notes)), "xapi") as someone:
        someone.launch()
        someone.begin()
        someone.says("Sparat")
        assert violations(someone.page.main_frame) == []
        for width in (1280, 750, 320):
            someone.page.set_viewport_size({"width": width, "height": 720})
            assert someone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        someone.close()


def test_an_invalid_head_count_is_not_sent(context: BrowserContext, variant: Variant) -> None:
    with launched(context, variant("xapi"), "xapi") as someone:
        someone.launch()
        someone.begin()
        someone.page.get_by_label("Hur många är ni? (frivilligt)").fill("Eva")
        someone.read()
        someone.press("Klar")
        someone.says(someone.goodbye)
        someone.close()
        assert set(someone.lms.statement("responded")["result"]["extensions"]) == {
            f"{EXTENSION}planned-seconds",
            f"{EXTENSION}talking-seconds",
        }
        assert "Eva" not in everything(someone.lms)


def test_where_a_frame_forbids_files_the_text_is_selected(context: BrowserContext, variant: Variant) -> None:
    """Below the question and on the end page: otherwise nothing would happen, and nobody would be told."""
    with (
        serve(Site(variant("web", alone("private")))) as site,
        place_for(context.new_page(), site, "web") as place,
    ):
        place.open()
        inside = framed(place)
        inside.begin()
        field(inside.root).fill("Åtta ord")
        offered = inside.root.locator("[data-offered]")
        inside.press("Spara som fil")
        expect(offered).to_be_focused()
        expect(offered).to_have_value("Åtta ord")
        inside.says("Den här sidan får varken spara filer eller skriva ut. Texten är markerad: kopiera den.")
        inside.root.locator('[data-do="read"]').click()
        inside.press("Klar")
        expect(inside.root.locator('[data-view="@end"] h1.head')).to_be_focused()
        inside.press("Spara som fil")
        expect(offered).to_be_focused()
        expect(offered).to_have_value("Vad vill ni prova?\n\nÅtta ord\n")
        place.visitor.complaints.clear()
        inside.complaints.clear()
