"""The text version follows the film: the line being spoken is marked, a press on a line leads there, and
nobody's reading is disturbed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from browser.learner import pause_at
from browser.server import Site, serve
from browser.visitor import SHOWN, START


def play(page: Page, seconds: float) -> None:
    """Play from there, and wait until a line is marked."""
    page.evaluate(
        """async (seconds) => {
            const video = document.querySelector("video");
            video.muted = true;
            video.currentTime = seconds;
            await video.play();
        }""",
        seconds,
    )
    expect(page.locator(".script .now").first).to_be_visible()


def now(page: Page) -> str:
    return " ".join(page.locator(".script .now").all_inner_texts())


TOP = "document.querySelector('.script').scrollTop"


def open_text(page: Page) -> None:
    page.get_by_role("button", name="Läs filmen som text").click()
    page.add_style_tag(content=".script { scroll-behavior: auto !important }")


def test_the_line_being_spoken_is_marked_and_kept_in_view(real: Page) -> None:
    open_text(real)
    assert real.locator("[aria-current=true]").count() == 0
    play(real, 52)
    assert now(real) == "Att man har tid för att reflektera tillsammans med sina kollegor."
    expect(real.locator(".script .now")).to_have_attribute("aria-current", "true")
    place = real.evaluate("scrollY")
    pause_at(real, 150)
    assert now(real) != ""
    assert real.evaluate(TOP) > 100
    inside = real.evaluate(
        """(() => { const a = document.querySelector(".script").getBoundingClientRect(), b = document.querySelector(".now").getBoundingClientRect();
            return b.top >= a.top && b.bottom <= a.bottom; })()"""
    )
    assert inside
    assert real.evaluate("scrollY") == place


def test_a_text_opened_later_shows_the_films_place(real: Page) -> None:
    real.evaluate("document.querySelector('video').muted = true; void document.querySelector('video').play()")
    pause_at(real, 150)
    open_text(real)
    real.wait_for_function(f"{TOP} > 100")


def test_the_text_stays_while_somebody_reads_elsewhere_in_it(real: Page) -> None:
    open_text(real)
    play(real, 52)
    real.locator(".script").hover()
    top = real.evaluate(TOP) + 500
    real.mouse.wheel(0, 500)
    real.wait_for_function(f"{TOP} === {top}")
    pause_at(real, 60)
    pause_at(real, 120)
    assert real.evaluate(TOP) == top
    # Long afterwards, too, as long as the line is out of view.
    real.evaluate("performance.now = ((now) => () => now() + 60_000)(performance.now.bind(performance))")
    real.evaluate("document.querySelector('.script').scrollTop = 0")
    pause_at(real, 170)
    assert real.evaluate(TOP) == 0


def test_the_text_stays_while_somebody_scrolls_it(real: Page) -> None:
    open_text(real)
    play(real, 52)
    real.evaluate("performance.now = ((now) => () => now)(performance.now())")
    real.locator(".script").hover()
    top = real.evaluate(TOP) + 120  # the line is still in view, where following would move it
    real.mouse.wheel(0, 120)
    real.wait_for_function(f"{TOP} === {top}")
    pause_at(real, 54)
    pause_at(real, 57)
    assert real.evaluate(TOP) == top


def test_the_text_stays_while_somebody_selects(real: Page) -> None:
    open_text(real)
    play(real, 10)
    real.evaluate("getSelection().selectAllChildren(document.querySelector('.script blockquote p'))")
    pause_at(real, 150)
    assert real.evaluate(TOP) == 0
    real.evaluate("getSelection().removeAllRanges()")
    pause_at(real, 10)
    pause_at(real, 150)
    assert real.evaluate(TOP) > 100


def test_following_can_be_switched_off_and_on(real: Page) -> None:
    open_text(real)
    follow = real.get_by_role("button", name="Följ filmen")
    expect(follow).to_have_attribute("aria-pressed", "true")
    play(real, 10)
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "false")
    pause_at(real, 150)
    assert now(real) != ""
    assert real.evaluate(TOP) == 0
    follow.click()
    assert real.evaluate(TOP) > 100


def test_a_click_on_a_line_leads_there(real: Page) -> None:
    open_text(real)
    real.get_by_text("Att man har tid för att reflektera tillsammans med sina kollegor.").click()
    real.wait_for_function("Math.abs(document.querySelector('video').currentTime - 51.831) < 0.01")
    expect(real.locator(".script .now")).to_have_text(
        "Att man har tid för att reflektera tillsammans med sina kollegor."
    )


def test_on_a_phone_the_page_is_never_scrolled(real: Page) -> None:
    real.set_viewport_size({"width": 320, "height": 640})
    open_text(real)
    expect(real.get_by_role("button", name="Följ filmen")).to_be_hidden()
    real.evaluate("scrollTo(0, 0)")
    play(real, 52)
    pause_at(real, 150)
    assert now(real) != ""
    assert real.evaluate("scrollY") == 0


def test_a_text_with_other_words_does_not_follow(
    context: BrowserContext, variant: Callable[..., Path]
) -> None:
    edits = [("sv: text.sv.md", "sv: other.md"), ("en: text.en.md", "en: other.md")]
    with serve(Site(variant("web", *edits, other="Something else altogether."))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        page.get_by_role("button", name="Läs filmen som text").click()
        assert page.locator("[data-do=follow]").count() == 0
        page.locator(SHOWN).get_by_text("Something else").filter(visible=True).click()


def test_captions_from_the_page_are_no_markup(context: BrowserContext, variant: Callable[..., Path]) -> None:
    captions = "WEBVTT\n\n00:00.000 --> 00:01.900\nR&amp;D &lt;3 &amp;amp;\n"
    package = variant("web", ("sv: film.sv.vtt", "sv: other.vtt"), **{"other.vtt": captions})
    with serve(Site(package, refused=r"\.vtt$")) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        page.get_by_role("button", name="Captions").or_(
            page.get_by_role("button", name="Undertexter")
        ).click()
        track = "[...document.querySelector('video').textTracks].find((track) => track.mode == 'showing')"
        page.wait_for_function(f"{track}?.cues?.length")
        assert page.evaluate(f"{track}.cues[0].getCueAsHTML().textContent") == "R&D <3 &amp;"
