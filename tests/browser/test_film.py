"""The film's own controls: captions, how they look, speed, the text that follows; what is fetched, and what is said while nothing comes."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.axe import violations
from browser.learner import Learner
from browser.server import Site, serve
from playwright.sync_api import BrowserContext, Page, Route, expect

MODULES = Path(__file__).parents[2] / "modules"
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


def test_the_learners_own_choice_wins_and_is_kept(learner: Learner) -> None:
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
    learner.says("Sparat")
    assert learner.state()["k"] == 0
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
@pytest.mark.parametrize(("value", "mute", "wanted"), [("1", False, "showing"), ("-1", True, "hidden"), ("0", False, "hidden")])
def test_the_lms_knows_whether_captions_are_wanted(learner: Learner, format: str, value: str, mute: bool, wanted: str) -> None:
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


@pytest.fixture
def real(build_package: Callable[[Path, str], Path], context: BrowserContext) -> Iterator[Page]:
    """The first module, with its film of three minutes and its text, opened to the film."""
    package = build_package(MODULES / "kompetensutveckling-hela-arbetslivet", "web")
    with serve(Site(package)) as site:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name="Starta", exact=True).click()
        page.wait_for_function("document.querySelector('video').readyState > 0")
        yield page
        assert complaints == []


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


def pause_at(page: Page, seconds: float) -> None:
    """Stand still at a place."""
    page.evaluate(
        """(seconds) => new Promise((done) => {
            const video = document.querySelector("video");
            video.pause();
            video.addEventListener("seeked", () => requestAnimationFrame(done), { once: true });
            video.currentTime = seconds;
        })""",
        seconds,
    )


def caption_pixels(page: Page) -> int:
    """How many white pixels the middle of the film shows, where the stand-in film itself is dark."""
    box = page.locator("video").bounding_box()
    assert box
    clip = {"x": box["x"], "y": box["y"] + box["height"] * 0.45, "width": box["width"], "height": box["height"] * 0.35}
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


def test_captions_grow_and_change_their_ground(real: Page) -> None:
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


def now(page: Page) -> str:
    return " ".join(page.locator(".script .now").all_inner_texts())


TOP = "document.querySelector('.script').scrollTop"


def open_text(page: Page) -> None:
    page.get_by_role("button", name="Läs filmen som text").click()
    page.add_style_tag(content=".script { scroll-behavior: auto !important }")


def test_the_line_that_is_said_is_marked_and_kept_in_view(real: Page) -> None:
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
    # Long after, too, as long as the line is out of sight.
    real.evaluate("performance.now = ((now) => () => now() + 60_000)(performance.now.bind(performance))")
    real.evaluate("document.querySelector('.script').scrollTop = 0")
    pause_at(real, 170)
    assert real.evaluate(TOP) == 0


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
    expect(real.locator(".script .now")).to_have_text("Att man har tid för att reflektera tillsammans med sina kollegor.")


def test_on_a_phone_the_page_is_never_scrolled(real: Page) -> None:
    real.set_viewport_size({"width": 320, "height": 640})
    open_text(real)
    expect(real.get_by_role("button", name="Följ filmen")).to_be_hidden()
    real.evaluate("scrollTo(0, 0)")
    play(real, 52)
    pause_at(real, 150)
    assert now(real) != ""
    assert real.evaluate("scrollY") == 0


def test_a_text_of_other_words_has_nothing_to_follow(context: BrowserContext, variant: Callable[..., Path]) -> None:
    edits = [("sv: text.sv.md", "sv: other.md"), ("en: text.en.md", "en: other.md")]
    with serve(Site(variant("web", *edits, other="Something else altogether."))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name="Starta", exact=True).click()
        page.get_by_role("button", name="Läs filmen som text").click()
        assert page.locator("[data-do=follow]").count() == 0
        page.get_by_text("Something else").filter(visible=True).click()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (700, 560)])
@pytest.mark.parametrize("text", [False, True])
def test_question_and_start_button_stay_in_view(real: Page, width: int, height: int, text: bool) -> None:
    real.set_viewport_size({"width": width, "height": height})
    if text:
        open_text(real)
    for what in (real.locator(".question"), real.get_by_role("button", name="Starta tiden")):
        box = what.bounding_box()
        assert box
        assert box["y"] + box["height"] <= height


def test_the_size_is_said_before_playing(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.says("Filmen är på 5 kB.")
    learner.press("Klar")
    learner.press("English")
    learner.says("The film is 5 kB.")


CONNECTION = "Object.defineProperty(navigator, 'connection', { value: %s })"


@pytest.mark.parametrize(("connection", "saves"), [("{ saveData: true }", True), ("{ effectiveType: '3g' }", True), ("undefined", False)])
def test_where_data_are_dear_nothing_is_fetched_before_it_is_asked_for(learner: Learner, connection: str, saves: bool) -> None:
    learner.page.add_init_script(CONNECTION % connection)
    learner.open()
    learner.begin()
    learner.says("Sparat")
    video = "document.querySelector('video')"
    if not saves:
        learner.sco.wait_for_function(f"{video}.readyState > 0")
        return
    assert learner.sco.evaluate(f"[{video}.readyState, {video}.networkState, {video}.preload]") == [0, 1, "none"]
    assert [path for path in learner.site.requests if path.endswith(".mp4")] == []
    learner.watch()
    learner.says("Sparat")


def test_a_film_that_does_not_come_is_said_and_its_text_offered(learner: Learner) -> None:
    held: list[Route] = []
    learner.page.clock.install()
    learner.page.route("**/*.mp4", lambda route: held.append(route))
    learner.open()
    learner.begin()
    learner.sco.evaluate(f"(() => {{ {MUTE}; window.waited = false; const video = document.querySelector('video');"
                         "video.addEventListener('waiting', () => { window.waited = true; }); void video.play(); })()")  # fmt: skip
    learner.sco.wait_for_function("window.waited")
    expect(learner.sco.get_by_text("Filmen är på 5 kB.")).to_be_visible()
    learner.page.clock.run_for(10_000)
    learner.says("Filmen hämtas långsamt. Läs den som text så länge.")
    learner.page.unroute("**/*.mp4")  # lets what was held go on
    expect(learner.sco.get_by_text("Filmen är slut.")).to_be_attached()
    learner.says("Filmen är på 5 kB.")
