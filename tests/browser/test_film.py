"""The film's own controls: captions and their style, speed; what is fetched, and what is shown while nothing
arrives.
"""

from __future__ import annotations

import base64
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from browser.axe import violations
from browser.learner import Learner, pause_at
from browser.visitor import SHOWN

MODES = "[...document.querySelector('video').textTracks].map((track) => track.mode)"
MUTE = "document.querySelector('video').muted = true"


def mode(learner: Learner, wanted: str) -> None:
    """Wait until the captions in the page's language are in that mode."""
    learner.sco.wait_for_function(f"({MODES})[0] === '{wanted}'")


def captions(learner: Learner) -> Any:
    return learner.sco.get_by_role("button", name="Undertexter")


def test_captions_show_by_themselves_without_sound(learner: Learner) -> None:
    learner.open()
    learner.begin()
    mode(learner, "hidden")
    expect(captions(learner)).to_have_attribute("aria-pressed", "false")
    learner.sco.evaluate(MUTE)
    mode(learner, "showing")
    expect(captions(learner)).to_have_attribute("aria-pressed", "true")
    learner.sco.evaluate("document.querySelector('video').muted = false")
    mode(learner, "hidden")
    learner.sco.evaluate("document.querySelector('video').volume = 0")
    mode(learner, "showing")


def test_the_learners_own_choice_wins_and_is_remembered(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.sco.evaluate(MUTE)
    mode(learner, "showing")
    captions(learner).click()
    mode(learner, "hidden")
    learner.sco.evaluate("document.querySelector('video').muted = false")
    learner.sco.evaluate(MUTE)
    expect(captions(learner)).to_have_attribute("aria-pressed", "false")
    learner.press("Klar")
    learner.site.wait_for(lambda: learner.state().get("k") == 0)
    learner.note()
    learner.open()
    learner.says("Film och fråga")
    learner.sco.evaluate(MUTE)
    expect(captions(learner)).to_have_attribute("aria-pressed", "false")
    captions(learner).click()
    mode(learner, "showing")


def test_a_choice_in_the_browsers_own_menu_counts_too(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.sco.evaluate("document.querySelector('video').textTracks[0].mode = 'showing'")
    expect(captions(learner)).to_have_attribute("aria-pressed", "true")
    learner.sco.evaluate("document.querySelector('video').textTracks[0].mode = 'disabled'")
    expect(captions(learner)).to_have_attribute("aria-pressed", "false")


WISHES = {
    "scorm12": ("API", "student_preference", "text"),
    "scorm2004-3rd": ("API_1484_11", "learner_preference", "audio_captioning"),
}


@pytest.mark.parametrize("format", list(WISHES), indirect=True)
@pytest.mark.parametrize(
    ("value", "mute", "wanted"), [("1", False, "showing"), ("-1", True, "hidden"), ("0", False, "hidden")]
)
def test_the_lms_knows_whether_captions_are_wanted(
    learner: Learner, format: str, value: str, mute: bool, wanted: str
) -> None:
    api, preferences, key = WISHES[format]
    learner.site.records["/record/a"] = {"cmi": {preferences: {key: value}, "exit": "suspend"}}
    learner.open(api=api)
    learner.begin()
    learner.says("Sparat")
    if mute:
        learner.sco.evaluate(MUTE)
    mode(learner, wanted)
    captions(learner).click()
    mode(learner, "hidden" if wanted == "showing" else "showing")


def test_an_lms_that_wants_no_sound_gets_captions(learner: Learner) -> None:
    learner.site.records["/record/a"] = {"cmi": {"student_preference": {"audio": "-1"}}}
    learner.open()
    learner.begin()
    mode(learner, "showing")
    assert learner.sco.evaluate("document.querySelector('video').muted")


def caption_pixels(page: Page) -> int:
    """Count the white pixels in the middle of the film, where the stand-in film itself is dark."""
    box = page.locator("video").bounding_box()
    assert box
    clip = {
        "x": box["x"],
        "y": box["y"] + box["height"] * 0.45,
        "width": box["width"],
        "height": box["height"] * 0.35,
    }
    page.mouse.move(0, 0)
    png = base64.b64encode(page.screenshot(clip=clip)).decode()  # type: ignore[arg-type]
    found: int = page.evaluate(
        """async (png) => {
            const image = new Image();
            image.src = `data:image/png;base64,${png}`;
            await image.decode();
            const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
            const context = canvas.getContext("2d");
            context.drawImage(image, 0, 0);
            const { data } = context.getImageData(0, 0, image.width, image.height);
            let white = 0;
            for (let i = 0; i < data.length; i += 4) if (data[i] > 250 && data[i + 1] > 250 && data[i + 2] > 250) white += 1;
            return white;
        }""",
        png,
    )
    return found


def test_captions_grow_and_change_their_background(real: Page) -> None:
    real.get_by_role("button", name="Undertexter").click()
    pause_at(real, 52)
    ordinary = caption_pixels(real)
    real.get_by_role("button", name="Anpassa").click()
    ground = real.get_by_role("group", name="Undertexternas bakgrund")
    ground.get_by_role("button", name="Vit").click()
    expect(ground.get_by_role("button", name="Vit")).to_have_attribute("aria-pressed", "true")
    expect(ground.get_by_role("button", name="Tonad")).to_have_attribute("aria-pressed", "false")
    white = caption_pixels(real)
    assert white > 4 * ordinary
    real.get_by_role("group", name="Undertexternas storlek").get_by_role("button", name="Störst").click()
    assert caption_pixels(real) > 2 * white


def test_speed(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.press("Anpassa")
    learner.press("1,25")
    assert learner.sco.evaluate("document.querySelector('video').playbackRate") == 1.25
    expect(learner.sco.get_by_role("button", name="1,25")).to_have_attribute("aria-pressed", "true")
    expect(learner.sco.get_by_role("button", name="1", exact=True)).to_have_attribute("aria-pressed", "false")
    learner.sco.evaluate("document.querySelector('video').playbackRate = 0.75")
    expect(learner.sco.get_by_role("button", name="0,75")).to_have_attribute("aria-pressed", "true")


def test_a_panel_by_keyboard(learner: Learner) -> None:
    learner.open()
    learner.begin()
    opener = learner.sco.get_by_role("button", name="Anpassa")
    panel = learner.sco.locator("#a-film_adjust")
    opener.press("Enter")
    expect(panel).to_be_visible()
    expect(opener).to_have_attribute("aria-expanded", "true")
    learner.page.keyboard.press("Tab")
    expect(learner.sco.get_by_role("button", name="0,75")).to_be_focused()
    learner.page.keyboard.press("Space")
    assert learner.sco.evaluate("document.querySelector('video').playbackRate") == 0.75
    learner.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(opener).to_be_focused()
    learner.page.keyboard.press("Space")
    for _ in range(11):  # through all of it and out
        learner.page.keyboard.press("Tab")
    expect(panel).to_be_hidden()
    opener.click()
    learner.sco.locator("h1").first.click()
    expect(panel).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_panel_is_in_order(learner: Learner, width: int, scheme: str) -> None:
    learner.page.set_viewport_size({"width": width, "height": 720})
    learner.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    learner.open()
    learner.begin()
    before = learner.sco.locator(".ask").bounding_box()
    learner.press("Anpassa")
    offset = learner.sco.evaluate("scrollY")
    after = learner.sco.locator(".ask").bounding_box()
    assert before
    assert after
    assert before["y"] == after["y"] + offset  # nothing moved
    assert violations(learner.sco) == []
    assert learner.sco.evaluate("document.documentElement.scrollWidth") == width
    small = learner.sco.evaluate(
        """[...document.querySelectorAll(".panel button")].filter((e) => e.checkVisibility())
            .map((e) => e.getBoundingClientRect()).filter((r) => r.width < 44 || r.height < 44).length"""
    )
    assert small == 0


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (700, 560)])
@pytest.mark.parametrize("text", [False, True])
def test_question_and_start_button_stay_in_view(real: Page, width: int, height: int, text: bool) -> None:
    real.set_viewport_size({"width": width, "height": height})
    if text:
        real.get_by_role("button", name="Läs filmen som text").click()
    for what in (real.locator(".question"), real.get_by_role("button", name="Starta tiden")):
        box = what.bounding_box()
        assert box
        assert box["y"] + box["height"] <= height


def test_the_size_is_shown_before_playing(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.says("Filmen är på 5 kB.")
    learner.press("Klar")
    learner.press("English")
    learner.says("The film is 5 kB.")


CONNECTION = "Object.defineProperty(navigator, 'connection', { value: %s })"


@pytest.mark.parametrize(
    ("connection", "saves"),
    [("{ saveData: true }", True), ("{ effectiveType: '3g' }", True), ("undefined", False)],
)
def test_on_metered_connections_nothing_is_fetched_before_playing(
    learner: Learner, connection: str, saves: bool
) -> None:
    learner.page.add_init_script(CONNECTION % connection)
    learner.open()
    learner.begin()
    learner.says("Sparat")
    video = "document.querySelector('video')"
    if not saves:
        learner.sco.wait_for_function(f"{video}.readyState > 0")
        return
    assert learner.sco.evaluate(f"[{video}.readyState, {video}.networkState, {video}.preload]") == [
        0,
        1,
        "none",
    ]
    assert [path for path in learner.site.requests if path.endswith(".mp4")] == []
    learner.watch()
    learner.says("Sparat")


def test_a_film_that_does_not_arrive_is_reported_and_its_text_offered(learner: Learner) -> None:
    held: list[Route] = []
    learner.page.clock.install()
    learner.page.route("**/*.mp4", lambda route: held.append(route))
    learner.open()
    learner.begin()
    learner.sco.evaluate(f"(() => {{ {MUTE}; window.waited = false; const video = document.querySelector('video');"
                         "video.addEventListener('waiting', () => { window.waited = true; }); void video.play(); })()")  # fmt: skip
    learner.sco.wait_for_function("window.waited")
    expect(learner.sco.locator(SHOWN).get_by_text("Filmen är på 5 kB.")).to_be_visible()
    learner.page.clock.run_for(10_000)
    learner.says("Filmen hämtas långsamt. Läs den som text så länge.")
    learner.page.unroute("**/*.mp4")  # releases what was held
    expect(learner.sco.locator("[data-voice]")).to_contain_text("Filmen är slut.")
    learner.says("Filmen är på 5 kB.")


@pytest.mark.parametrize("watched", [True, False])
def test_a_film_that_has_ended_is_as_long_as_the_browser_says(learner: Learner, watched: bool) -> None:
    """Whatever a header said when the package was built; what was skipped has not been seen."""
    page = learner.site.package / "index.html"
    whole = page.read_text("utf-8")
    assert '"seconds":2.0' in whole
    page.write_text(whole.replace('"seconds":2.0', '"seconds":9.0'), "utf-8")
    try:
        learner.open()
        learner.begin()
        if not watched:
            learner.sco.evaluate("() => { document.querySelector('video').currentTime = 1.5; }")
        learner.watch()
        done = learner.sco.locator(".top .way .been")
        expect(done).to_have_count(1 if watched else 0)
    finally:
        page.write_text(whole, "utf-8")
