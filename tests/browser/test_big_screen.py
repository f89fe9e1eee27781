"""The big screen: large, alone, left by Esc, and nothing private on it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.axe import violations
from browser.server import Site, serve
from browser.several import QUESTIONS, SEVERAL
from browser.visitor import START, freeze

Variant = Callable[..., Path]


@pytest.fixture
def page(context: BrowserContext, variant: Variant) -> Iterator[Page]:
    with serve(Site(variant("web"))) as site:
        page = context.new_page()
        page.set_viewport_size({"width": 1280, "height": 720})
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        yield page


def anew(page: Page) -> None:
    """Reload the page, back at the same place, with time stopped."""
    page.clock.install()
    page.reload()
    expect(page.get_by_role("button", name="Visa på stor skärm")).to_be_visible()
    freeze(page)


def size(page: Page, selector: str) -> float:
    return float(
        page.evaluate(
            "(selector) => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize)", selector
        )
    )


def test_the_question_and_the_clock_are_large_and_in_view(page: Page) -> None:
    page.get_by_role("button", name="Visa på stor skärm").click()
    assert size(page, ".question") >= 40
    assert size(page, ".clock") >= 72
    for selector in (".question", ".clock", ".shown progress", "[data-do=toggle]", ".shown [data-do=big]"):
        expect(page.locator(selector)).to_be_in_viewport(ratio=0.99)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page.main_frame) == []


def test_everything_else_is_out_of_reach(page: Page) -> None:
    page.get_by_role("button", name="Visa på stor skärm").click()
    expect(page.locator("[data-voice]")).to_contain_text("Vad vill ni prova?")
    expect(page.get_by_role("button", name="Starta tiden")).to_be_focused()
    assert page.locator("[data-do=onward]").first.evaluate("(button) => button.closest('[inert]') !== null")
    names = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        names.add(
            page.evaluate(
                "document.activeElement === document.body ? '' : document.activeElement.textContent.trim()"
            )
        )
    assert names - {""} == {"Starta tiden", "Lägg till 1 minut", "Stäng"}


@pytest.mark.parametrize("way", ["Escape", "Stäng"])
def test_leaving_it_returns_to_the_same_place(page: Page, way: str) -> None:
    page.get_by_role("button", name="Starta tiden").click()
    page.get_by_role("button", name="Visa på stor skärm").click()
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name="Stäng").click()
    expect(page.get_by_role("button", name="Visa på stor skärm")).to_be_focused()
    expect(page.get_by_role("button", name="Pausa tiden")).to_be_visible()
    assert page.locator("[inert]").count() == 0
    page.get_by_role("button", name="Klar").click()
    expect(page.get_by_role("button", name="Pausa tiden")).to_be_visible()  # the film is still to do


def test_the_controls_hide_when_nobody_uses_them(page: Page) -> None:
    anew(page)
    page.get_by_role("button", name="Visa på stor skärm").click()
    page.evaluate("() => document.activeElement.blur()")
    page.clock.run_for(5000)
    expect(page.locator(".shown .more")).to_have_css("opacity", "0")
    page.mouse.move(300, 300)
    expect(page.locator(".shown .more")).to_have_css("opacity", "1")


def test_the_end_message_replaces_the_clock(page: Page) -> None:
    anew(page)
    page.get_by_role("button", name="Visa på stor skärm").click()
    page.get_by_role("button", name="Starta tiden").click()
    before = page.locator(".question").bounding_box()
    page.clock.run_for(301_000)
    expect(page.locator(".shown .end")).to_be_visible()
    assert page.locator(".question").bounding_box() == before


@pytest.fixture
def several(context: BrowserContext, variant: Variant) -> Iterator[Page]:
    with serve(
        Site(
            variant(
                "web",
                SEVERAL,
                ("            mode: group\n", "            mode: group\n            notes: private\n"),
            )
        )
    ) as site:
        page = context.new_page()
        page.set_viewport_size({"width": 1280, "height": 720})
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        page.get_by_label("Era tankar").first.fill("Hemligt")
        page.get_by_role("button", name="Visa på stor skärm").click()
        yield page


def question(page: Page) -> str:
    return page.locator(".shown .question > span").filter(visible=True).inner_text()


@pytest.mark.parametrize(("forward", "back"), [("ArrowRight", "ArrowLeft"), ("PageDown", "PageUp")])
def test_arrows_and_a_remote_control_lead_to_the_other_questions(
    several: Page, forward: str, back: str
) -> None:
    seen = [question(several)]
    for key in (forward, forward, forward, back, back, back):
        several.keyboard.press(key)
        seen.append(question(several))
    first, second, third = QUESTIONS
    assert seen == [first, second, third, third, second, first, first]
    several.keyboard.press(f"Alt+{forward}")  # the browser's own
    assert question(several) == first
    several.keyboard.press("Escape")
    several.keyboard.press(forward)  # a page without traps
    expect(several.get_by_role("heading", name=first)).to_be_visible()


def test_in_right_to_left_scripts_the_left_arrow_leads_on(several: Page) -> None:
    several.evaluate("document.documentElement.dir = 'rtl'")
    several.keyboard.press("ArrowLeft")
    assert question(several) == QUESTIONS[1]
    several.keyboard.press("ArrowRight")
    assert question(several) == QUESTIONS[0]


def test_buttons_lead_to_the_other_questions_and_keep_the_focus(several: Page) -> None:
    expect(several.locator(".shown").get_by_role("button", name="Föregående fråga")).to_be_hidden()
    for text in QUESTIONS[1:]:
        several.locator(".shown").get_by_role("button", name="Nästa fråga").click()
        expect(several.get_by_role("heading", name=text)).to_be_focused()
    expect(several.locator(".shown").get_by_role("button", name="Nästa fråga")).to_be_hidden()
    several.locator(".shown").get_by_role("button", name="Föregående fråga").click()
    assert question(several) == QUESTIONS[1]


@pytest.mark.parametrize("screen", [(1280, 720), (1920, 1080), (1024, 768), (750, 560)])
def test_every_question_is_large_and_nothing_covers_another(several: Page, screen: tuple[int, int]) -> None:
    several.set_viewport_size({"width": screen[0], "height": screen[1]})
    several.mouse.move(screen[0] / 2, 3)
    for _ in QUESTIONS:
        if screen == (1280, 720):
            assert (
                several.locator(".shown .question")
                .filter(visible=True)
                .evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")
                >= 40
            )
            assert size(several, ".shown .clock") >= 72
        assert several.evaluate("document.querySelector('.shown').scrollHeight <= innerHeight")
        boxes = [
            several.locator(f".shown {selector}").filter(visible=True).bounding_box()
            for selector in (".question", ".grouping", ".clock", "progress", "[data-do=toggle]", ".more")
        ]
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                assert one is not None
                assert other is not None
                apart = one["y"] + one["height"] <= other["y"] + 1 or one["x"] + one["width"] <= other["x"]
                assert apart, (one, other)
        several.keyboard.press("ArrowRight")


def test_nothing_private_is_on_it(several: Page) -> None:
    several.mouse.move(640, 3)
    covered = several.evaluate(
        """() => {
            const points = [...Array(40)].flatMap((_, x) => [...Array(30)].map((_, y) => [(x + 0.5) * innerWidth / 40, (y + 0.5) * innerHeight / 30]));
            return points.every(([x, y]) => document.elementFromPoint(x, y).closest(".shown"));
        }"""
    )
    assert covered
    assert several.locator("textarea").first.evaluate("(e) => e.closest('[inert]') !== null")
    assert "Hemligt" not in several.evaluate("document.querySelector('.shown').textContent")


def test_the_screen_stays_awake_while_it_is_shown(context: BrowserContext, page: Page) -> None:
    page.add_init_script(
        """window.locks = [];
        Object.defineProperty(navigator, "wakeLock", { value: { request: async (kind) => {
            locks.push(`asked ${kind}`);
            return { release: async () => void locks.push("released") };
        } } });"""
    )
    page.reload()
    page.get_by_role("button", name="Visa på stor skärm").click()
    assert page.evaluate("locks") == ["asked screen"]
    page.evaluate(
        "() => document.dispatchEvent(new Event('visibilitychange'))"
    )  # a hidden page loses the lock
    assert page.evaluate("locks") == ["asked screen"] * 2
    page.keyboard.press("Escape")
    page.wait_for_function("locks.includes('released')")


def test_full_screen_is_requested_and_left_with_the_mode(page: Page) -> None:
    page.get_by_role("button", name="Visa på stor skärm").click()
    page.wait_for_function("document.fullscreenElement === document.documentElement")
    page.evaluate("document.exitFullscreen()")  # as on Esc, whose key event the page never receives
    expect(page.get_by_role("button", name="Visa på stor skärm")).to_be_focused()
    expect(page.locator(".big")).to_have_count(0)


def test_in_a_frame_without_permission_it_fills_the_frame(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web"))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/dataskydd.html")
        page.evaluate(
            """() => {
                const frame = Object.assign(document.createElement("iframe"), { allow: "fullscreen 'none'", width: 900, height: 600 });
                document.body.replaceChildren(frame);
                frame.src = "index.html";
            }"""
        )
        frame = page.frame_locator("iframe")
        frame.get_by_role("button", name=START).click()
        frame.get_by_role("button", name="Visa på stor skärm").click()
        shown = frame.locator(".shown")
        expect(shown).to_be_visible()
        assert shown.evaluate("(e) => [e.clientWidth === innerWidth, e.clientHeight === innerHeight]") == [
            True,
            True,
        ]
        assert shown.evaluate("() => document.fullscreenElement") is None
        page.keyboard.press("Escape")
        expect(frame.get_by_role("button", name="Visa på stor skärm")).to_be_focused()


LINES = """async ([shown, hidden]) => {
    const pixels = async (data) => {
        const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
        const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
        canvas.drawImage(image, 0, 0);
        return canvas.getImageData(0, 0, image.width, image.height);
    };
    const [a, b] = [await pixels(shown), await pixels(hidden)];
    const rows = [];
    for (let y = 0; y < a.height; y += 1) {
        for (let i = y * a.width * 4; i < (y + 1) * a.width * 4; i += 4) {
            if (Math.abs(a.data[i] - b.data[i]) > 24) { rows.push(y); break; }
        }
    }
    return rows.length;
}"""


def test_the_films_captions_are_a_twentieth_of_its_height(page: Page) -> None:
    page.get_by_role("button", name="Visa filmen stort").click()
    video = page.locator("video")
    height = video.evaluate(
        "(video) => Math.min(video.clientHeight, video.clientWidth * video.videoHeight / video.videoWidth)"
    )
    assert height > 600
    pictures = []
    for mode in ("showing", "hidden"):
        video.evaluate("(video, mode) => { video.controls = false; video.textTracks[0].mode = mode; }", mode)
        video.evaluate(
            "(video) => new Promise((done) => { video.addEventListener('seeked', done, { once: true }); video.currentTime = 1; })"
        )
        pictures.append(base64.b64encode(page.screenshot()).decode())
    blank = page.context.new_page()
    line = blank.evaluate(
        LINES, pictures
    )  # the background behind the one line of text is a sixth taller than its font size
    assert line / 1.2 >= height / 20
    page.get_by_role("button", name="Stäng").click()
    expect(page.get_by_role("button", name="Visa filmen stort")).to_be_focused()


def test_the_film_is_alone_too(page: Page) -> None:
    page.get_by_role("button", name="Visa filmen stort").click()
    assert page.locator("[data-do=onward]").first.evaluate("(button) => button.closest('[inert]') !== null")
    expect(page.get_by_role("button", name="Undertexter")).to_be_hidden()
    assert violations(page.main_frame) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Visa filmen stort")).to_be_focused()
    assert page.locator("[inert]").count() == 0


def test_a_single_person_has_no_big_screen(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web", ("            mode: group\n", "            mode: individual\n")))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        expect(page.get_by_role("button", name="Visa")).to_have_count(0)
    assert "wakeLock" not in (site.package / "player.js").read_text("utf-8")
