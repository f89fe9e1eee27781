"""What a film can have besides itself: chapters, described and signed versions, WebM, a film on another
server.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import flow
from browser.axe import violations
from browser.launched import MODULE, Launched
from browser.learner import Learner
from browser.server import Site, serve
from browser.visitor import SHOWN, START
from larpaket.activities.film import Film
from launch.lms import serve_lms

Build = Callable[[Path, str], Path]
DATA = Path(__file__).parents[1] / "data" / "project"
FILMS = Path(__file__).parents[1] / "film" / "data"
POSTER = next((Path(__file__).parents[2] / "modules").glob("*/poster.jpg"))
VIDEO = "document.querySelector('video')"
CHAPTERS = "WEBVTT\n\n00:00.000 --> 00:01.000\n{}\n\n00:01.000 --> 00:01.900\n{}\n"
RICH = """\
            chapters:
              sv: kapitel.sv.vtt
              en: kapitel.en.vtt
            audio_description:
              video: syn.mp4
            sign_language:
              video: tecken.webm
"""


def make(folder: Path, extra: str = RICH, publisher: str = "", *edits: tuple[str, str]) -> Path:
    """Return the module with additions to its film."""
    shutil.copytree(DATA, folder)
    module = folder / "provmodul"
    shutil.copy(FILMS / "faststart.mp4", module / "film.mp4")
    shutil.copy(FILMS / "moov-last.mp4", module / "syn.mp4")
    shutil.copy(FILMS / "vp8-longer.webm", module / "tecken.webm")
    (module / "kapitel.sv.vtt").write_text(CHAPTERS.format("Början", "Slutet"), "utf-8")
    (module / "kapitel.en.vtt").write_text(CHAPTERS.format("The beginning", "The end"), "utf-8")
    text = (module / "module.yaml").read_text("utf-8")
    decided = "            audio_description: not-needed\n"
    for old, new in ((decided, extra or decided), *edits):
        assert old in text
        text = text.replace(old, new)
    (module / "module.yaml").write_text(text, "utf-8")
    with (folder / "publisher.yaml").open("a", encoding="utf-8") as stream:
        stream.write(publisher)
    return module


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("rich") / "project")


@pytest.fixture
def signed(rich: Path, build_package: Build, context: BrowserContext) -> Iterator[Learner]:
    with serve(Site(build_package(rich, "scorm12"))) as site:
        someone = Learner(context.new_page(), site)
        someone.open()
        someone.begin()
        someone.sco.wait_for_function(f"{VIDEO}.readyState > 0")
        yield someone
        someone.check()


def choose(learner: Learner, name: str, file: str) -> None:
    """Choose a version, and wait until the player has switched to it."""
    learner.press(name)
    expect(learner.sco.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    learner.sco.wait_for_function(f"{VIDEO}.currentSrc.endsWith('{file}') && {VIDEO}.readyState > 0")


def ended(learner: Learner) -> None:
    expect(learner.sco.locator("[data-voice]")).to_contain_text("Filmen är slut.")


def play(learner: Learner, until: float) -> None:
    """Play from the beginning to about that place."""
    learner.sco.evaluate(
        """async (until) => {
            const video = document.querySelector("video");
            video.muted = true;
            await video.play();
            await new Promise((done) => video.addEventListener("timeupdate", () => video.currentTime >= until && done()));
            video.pause();
        }""",
        until,
    )


def test_chapters_lead_into_the_film(signed: Learner) -> None:
    opener = signed.sco.get_by_role("button", name="Kapitel")
    opener.click()
    end = signed.sco.get_by_role("button", name="0:01 Slutet")
    expect(signed.sco.get_by_role("button", name="0:00 Början")).to_have_attribute("aria-current", "true")
    assert violations(signed.sco) == []
    end.click()
    expect(opener).to_be_focused()
    signed.sco.wait_for_function(f"{VIDEO}.currentTime === 1")
    opener.click()
    expect(end).to_have_attribute("aria-current", "true")
    expect(signed.sco.locator(".chapters [aria-current=true]")).to_have_count(
        2
    )  # the one in the other language is hidden
    signed.page.keyboard.press("Escape")
    expect(end).to_be_hidden()
    kinds = f"[...{VIDEO}.textTracks].map((track) => `${{track.kind}} ${{track.language}}`)"
    assert signed.sco.evaluate(kinds) == ["captions sv", "captions en", "chapters sv", "chapters en"]


def test_chapters_in_the_other_language(signed: Learner) -> None:
    signed.press("Klar")
    signed.press("English")
    signed.press("Chapters")
    expect(signed.sco.get_by_role("button", name="0:01 The end")).to_be_visible()
    expect(signed.sco.get_by_role("button", name="0:01 Slutet")).to_be_hidden()


def test_a_version_with_the_same_timing_keeps_the_place(signed: Learner) -> None:
    play(signed, 1)
    place = signed.sco.evaluate(f"{VIDEO}.currentTime")
    choose(signed, "Syntolkad", "film.described.mp4")
    signed.sco.wait_for_function(f"Math.abs({VIDEO}.currentTime - {place}) < 0.05")
    # After the rest of it the film is done: what was played of either counts.
    signed.sco.evaluate(f"void {VIDEO}.play()")
    ended(signed)
    expect(signed.sco.locator("[data-way=film]")).to_have_class("been")


def test_a_version_of_another_length_starts_over_and_counts_separately(signed: Learner) -> None:
    play(signed, 1)
    choose(signed, "Teckenspråk", "film.signed.webm")
    assert signed.sco.evaluate(f"[{VIDEO}.currentTime, {VIDEO}.duration]") == [0, 4]
    signed.says("Filmen är på 4 kB.")
    expect(signed.sco.get_by_role("button", name="Undertexter")).to_be_disabled()
    expect(signed.sco.get_by_role("button", name="Kapitel")).to_be_disabled()
    play(signed, 1.5)
    expect(signed.sco.locator("[data-way=film]")).not_to_have_class("been")
    signed.press("Klar")
    signed.site.wait_for(lambda: signed.state()["a"].get("film", {}).get("p1", [0, 0])[1] > 1.5)
    part = signed.state()["a"]["film"]
    assert part["w"] == "signed"
    assert part["p"][0] == part["p1"][0] == 0
    assert 1 <= part["p"][1] < 1.5 < part["p1"][1]
    signed.sco.evaluate(f"void {VIDEO}.play()")
    ended(signed)
    signed.says("Allt är klart.")
    signed.becomes("completed")
    assert set(signed.state()["a"]["film"]) == {"d", "t", "w"}


def test_the_choice_is_remembered(signed: Learner) -> None:
    choose(signed, "Teckenspråk", "film.signed.webm")
    signed.says("Sparat")
    signed.note()
    signed.open()
    signed.says("Film och fråga")
    expect(signed.sco.get_by_role("button", name="Teckenspråk")).to_have_attribute("aria-pressed", "true")
    signed.sco.wait_for_function(f"{VIDEO}.currentSrc.endsWith('film.signed.webm')")
    choose(signed, "Vanlig", "film.mp4")


def test_a_playing_film_continues_in_the_other_version(signed: Learner) -> None:
    signed.press("Anpassa")
    signed.press("0,75")
    signed.sco.evaluate(f"{VIDEO}.muted = true; {VIDEO}.loop = true; void {VIDEO}.play()")
    signed.sco.wait_for_function(f"{VIDEO}.currentTime > 0.2")
    choose(signed, "Syntolkad", "film.described.mp4")
    signed.sco.wait_for_function(f"!{VIDEO}.paused && {VIDEO}.currentTime > 0.2")
    assert signed.sco.evaluate(f"{VIDEO}.playbackRate") == 0.75
    expect(signed.sco.get_by_role("button", name="Undertexter")).to_be_enabled()
    signed.sco.evaluate(f"{VIDEO}.pause()")


@pytest.mark.parametrize("width", [1280, 750, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_film_with_everything_is_in_order(signed: Learner, width: int, scheme: str) -> None:
    signed.page.set_viewport_size({"width": width, "height": 720})
    signed.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    signed.press("Läs filmen som text")
    signed.press("Kapitel")
    assert violations(signed.sco) == []
    assert signed.sco.evaluate("document.documentElement.scrollWidth") == width
    small = signed.sco.evaluate(
        """[...document.querySelectorAll(".activity button, .script button")].filter((e) => e.checkVisibility())
            .map((e) => [e.textContent, e.getBoundingClientRect()]).filter(([, r]) => r.width < 44 || r.height < 44).map(([t]) => t)"""
    )
    assert small == []


def test_statements_say_which_version(tmp_path: Path, build_package: Build, context: BrowserContext) -> None:
    module = make(tmp_path / "project", RICH, "tracking: detailed\n")
    with (
        serve(Site(build_package(module, "xapi"))) as site,
        serve_lms(f"{site.url}/package/index.html") as lms,
    ):
        someone = Launched(context.new_page(), site, lms=lms, format="xapi")
        someone.launch()
        someone.begin()
        someone.page.evaluate(f"{VIDEO}.muted = true; void {VIDEO}.play()")
        someone.page.wait_for_function(f"{VIDEO}.currentTime > 0.5")
        someone.press("Teckenspråk")
        expect(someone.page.locator("[data-voice]")).to_contain_text("Filmen är slut.")
        someone.press("Klar")
        someone.says(someone.goodbye)
        someone.close()
        said = [
            (
                one["verb"]["id"].rpartition("/")[2],
                one["context"]["extensions"].get("https://larande.example.se/_extensions/film-version"),
                one["context"]["extensions"]["https://w3id.org/xapi/video/extensions/length"],
            )
            for one in lms.sent()
            if one["object"]["id"].endswith("/film")
        ]
        film, sign = (None, 2.0), ("signed", 4)
        assert said[0] == ("initialized", *film)
        assert said[1] == ("played", *film)
        assert ("terminated", *film) in said
        assert ("initialized", *sign) in said
        assert ("played", *sign) in said
        assert ("completed", *sign) in said
        assert said.index(("terminated", *film)) < said.index(("initialized", *sign))
        assert {row[1:] for row in said} == {film, sign}
        assert (
            lms.statement("completed", f"{MODULE}/film")["result"]["extensions"][
                "https://w3id.org/xapi/video/extensions/progress"
            ]
            >= 0.9
        )
        someone.check()


@pytest.mark.parametrize("name", ["vp9", "vp8", "vp9-silent"])
def test_webm_plays_and_has_the_length_that_was_read(
    tmp_path: Path, build_package: Build, context: BrowserContext, name: str
) -> None:
    module = make(tmp_path / "project", "", "", ("video: film.mp4", "video: film.webm"))
    shutil.copy(FILMS / f"{name}.webm", module / "film.webm")
    with serve(Site(build_package(module, "web"))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        page.wait_for_function(f"{VIDEO}.readyState > 0")
        assert page.evaluate(f"{VIDEO}.currentSrc").endswith("/media/film.webm")
        read = flow.read(module.parent / "publisher.yaml", [module])[1][0]
        (film,) = [activity for activity in read.activities if isinstance(activity, Film)]
        assert page.evaluate(f"{VIDEO}.duration") == pytest.approx(film.video["sv"].seconds, abs=0.05)
        page.evaluate(f"{VIDEO}.muted = true; void {VIDEO}.play()")
        expect(page.locator("[data-voice]")).to_contain_text("Filmen är slut.")
        expect(page.locator("[data-way=film]")).to_have_class("been")


@pytest.fixture
def host(build_package: Build, rich: Path) -> Iterator[Site]:
    """The server that a film is on."""
    with serve(Site(build_package(rich, "web"))) as site:
        yield site


def elsewhere(tmp_path: Path, host: Site) -> Path:
    address = f"video: {host.url}/package/media/film.mp4\n            length: 2 s\n            size: 4.5 kB"
    return make(tmp_path / "project", "", f"media: [{host.url}]\n", ("video: film.mp4", address))


def complete(page: Page) -> None:
    page.get_by_role("button", name=START).click()
    page.evaluate(f"{VIDEO}.muted = true; void {VIDEO}.play()")
    expect(page.locator("[data-voice]")).to_contain_text("Filmen är slut.")


def test_a_film_on_a_declared_server(
    tmp_path: Path, context: BrowserContext, build_package: Build, host: Site
) -> None:
    package = build_package(elsewhere(tmp_path, host), "web")
    assert host.requests == []  # nobody asks while a package is built
    assert list((package / "media").glob("*.mp4")) == []
    overview = (package.parent / "index.html").read_text("utf-8")
    policy = f"default-src 'self'; media-src 'self' {host.url}"
    assert policy.replace("'", "&#39;") in overview
    with serve(Site(package, policy=policy)) as site:
        page = context.new_page()
        complaints: list[str] = []
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.goto(f"{site.url}/package/index.html")
        complete(page)
        expect(page.locator("[data-way=film]")).to_have_class("been")
        assert complaints == []
        others = {"/".join(url.split("/")[:3]) for url in asked} - {site.url}
        assert others == {host.url}
        assert f'data-fact="{host.url}"' in (package / "dataskydd.html").read_text("utf-8")


def test_the_printed_policy_is_needed(
    tmp_path: Path, context: BrowserContext, build_package: Build, host: Site
) -> None:
    with serve(Site(build_package(elsewhere(tmp_path, host), "web"), policy="default-src 'self'")) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        expect(
            page.locator(SHOWN).get_by_text("Filmen går inte att spela. Läs textversionen i stället.")
        ).to_be_visible()


def test_offline_the_text_replaces_a_film_elsewhere(
    tmp_path: Path, context: BrowserContext, build_package: Build, host: Site
) -> None:
    package = build_package(elsewhere(tmp_path, host), "web")
    context.set_offline(True)
    page = context.new_page()
    page.goto(f"file://{package}/index.html")
    page.get_by_role("button", name=START).click()
    expect(
        page.locator(SHOWN).get_by_text("Filmen går inte att spela. Läs textversionen i stället.")
    ).to_be_visible()
    expect(page.locator(SHOWN).get_by_text("– Vi provar.").filter(visible=True)).to_be_visible()
    page.get_by_role("button", name="Vi har läst textversionen").click()
    page.get_by_role("button", name="Klar").click()
    expect(page.get_by_role("heading", name="Ni är klara.")).to_be_visible()


def test_the_privacy_sheet_of_a_film_here_names_no_server(rich: Path, build_package: Build) -> Any:
    assert "Servern som filmen ligger på" not in (build_package(rich, "web") / "dataskydd.html").read_text(
        "utf-8"
    )


def test_the_poster_comes_with_the_script_and_follows_the_language(
    context: BrowserContext, build_package: Build, tmp_path: Path
) -> None:
    posters = "            poster:\n              sv: bild.sv.jpg\n              en: bild.en.jpg\n            video: film.mp4\n"
    module = make(tmp_path / "project", "", "", ("            video: film.mp4\n", posters))
    for language in ("sv", "en"):
        shutil.copy(POSTER, module / f"bild.{language}.jpg")
    with serve(Site(build_package(module, "web"))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        video = page.locator("video")
        expect(video).to_have_attribute("poster", "media/film.sv.jpg")
        page.get_by_role("button", name="English").click()
        expect(video).to_have_attribute("poster", "media/film.en.jpg")
        expect(video).to_have_js_property(
            "src", f"{site.url}/package/media/film.mp4"
        )  # the same film, not fetched again
