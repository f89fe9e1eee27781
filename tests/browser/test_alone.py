"""Parts for one person in a module that is for a group, or asks: they say "du", and are never reported as a
group's.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from browser.launched import Launched
from browser.server import Site, serve
from browser.visitor import START
from launch.lms import serve_lms

Variant = Callable[..., Path]
GROUP = "            mode: group\n"
OWN = (
    "                time: 5 min\n",
    """                time: 5 min
          - id: egen
            type: reflection
            title:
              sv: Tänk själv
              en: Think for yourself
            mode: individual
            notes: lrs
            questions:
              - id: tanke
                text:
                  sv: Vad tänker du?
                  en: What do you think?
                time: 2 min
""",
)
DU = (
    "Det du skriver stannar på den här sidan tills du trycker på Skicka. Det som är skickat kopplas till dig och kan inte "
    "tas tillbaka. Det kan vara en allmän handling."
)
HEAD_COUNT = "https://larande.example.se/_extensions/head-count"


@pytest.mark.parametrize(
    ("mode", "start"),
    [("either", "Vi är en grupp"), ("either", "Jag gör det själv"), ("group", "Starta filmen och samtalet")],
)
def test_it_stays_individual_whatever_was_chosen(
    context: BrowserContext, variant: Variant, mode: str, start: str
) -> None:
    package = variant("cmi5", (GROUP, f"            mode: {mode}\n"), OWN)
    with serve(Site(package)) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(context.new_page(), site, lms=lms, format="cmi5")
        someone.launch()
        arrived = someone.page.locator("#q-tanke_where p").first.text_content()
        for language in ("English", "Svenska"):
            someone.press(language)
        someone.begin(start)
        group = start != "Jag gör det själv"
        own, shared = someone.page.locator("#a-egen"), someone.page.locator("#a-samtal")
        expect(own.locator(".end")).to_have_text("Tiden är slut. Fortsätt gärna om du vill.")
        expect(shared.locator(".end")).to_have_text(
            f"Tiden är slut. Fortsätt gärna om {'ni' if group else 'du'} vill."
        )
        expect(someone.page.locator("#q-tanke_where p").first).to_have_text(DU)
        assert arrived == DU
        assert (
            own.locator('[data-do="big"]').count(),
            shared.locator('[data-do="big"]').filter(visible=True).count(),
        ) == (
            0,
            int(group),
        )
        if group:
            someone.page.get_by_label("Hur många är ni? (frivilligt)").fill("8")
        someone.page.locator("#q-tanke_note").fill("Min tanke")
        someone.press("Skicka")
        someone.says("Skickat")
        if group:
            someone.press("Läs filmen som text")
        someone.press(f"{'Vi' if group else 'Jag'} har läst textversionen")
        someone.press("Klar")
        someone.says(someone.goodbye)
        someone.close()
        said = {
            one["object"]["id"].rpartition("/")[2]: one
            for one in lms.sent()
            if one["verb"]["id"].endswith("/responded")
        }
        assert said["tanke"]["result"]["response"] == "Min tanke"
        assert {id: ("team" in one["context"]) for id, one in said.items()} == {
            "tanke": False,
            "fraga": group,
        }
        assert {id: HEAD_COUNT in one["result"]["extensions"] for id, one in said.items()} == {
            "tanke": False,
            "fraga": group,
        }
        someone.check()


def test_braces_in_an_authors_text_stay_as_they_were_typed(context: BrowserContext, variant: Variant) -> None:
    edits = (
        ("Att prova & lära", "Hej {namn}"),
        ("Vad vill ni prova?", "Vad vill {n} prova?"),
        ("sv: Film och fråga", "sv: Film för {titel}"),
    )
    with serve(Site(variant("cmi5", *edits))) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(context.new_page(), site, lms=lms, format="cmi5")
        someone.launch()
        for language in ("English", "Svenska"):
            someone.press(language)
        expect(someone.page.get_by_role("heading", name="Hej {namn}", level=1)).to_be_visible()
        expect(someone.page).to_have_title("Hej {namn}")
        someone.begin(START, "Film för {titel}")
        expect(someone.page).to_have_title("Film för {titel} – Hej {namn}")
        someone.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(someone.page.locator(".paper .question")).to_have_text("Vad vill {n} prova?")
        someone.read()
        someone.press("Klar")
        someone.says(someone.goodbye)
        someone.close()
        assert lms.statement("completed")["object"]["definition"]["name"]["sv"] == "Hej {namn}"
        assert (
            lms.statement("responded")["object"]["definition"]["description"]["sv"] == "Vad vill {n} prova?"
        )
        someone.check()
