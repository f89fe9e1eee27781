"""Takes the pictures of every screen and writes their page: `PYTHONPATH=tests python -m tools.pictures`.

Wide and light, narrow and dark: docs/pictures/, docs/pictures.md.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import flow
from browser.conftest import CHROMIUM, FLAGS
from browser.learner import Learner
from browser.screens import SCREENS, press, reach, write_project
from browser.server import Site, serve
from browser.test_desk import player
from desk.running import running

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = DOCS / "pictures"
PLACE = 1.2
"""Where the film stands, in seconds: with a caption."""

PAGE = """# Every screen

An invented module that uses everything a definition can have, at 1280 pixels on a light page and at 320 on a
dark one. The film is a test picture of two seconds. `PYTHONPATH=tests .venv/bin/python -m tools.pictures` draws
them again; `tests/browser/screens.py` says how to reach each one.
"""

DESK = "desk"
PAGE_OF_DESK = """# The preview

`larpaket preview`: a module in a pretended LMS, and beside it what that is told ([preview.md](preview.md)).
"""
SECOND = Path(__file__).parents[2] / "modules" / "tidiga-tecken"
PAGE_OF_SECOND = """# A module with every activity

*Tidiga tecken* in `modules/`, used by a group at 1280 pixels and at 320.
"""


def _film(learner: Learner) -> None:
    learner.begin(heading="Vad märker man först?")


def _to(id: str, then: Callable[[Learner], None] = lambda learner: None) -> Callable[[Learner], None]:
    def walk(learner: Learner) -> None:
        learner.begin(heading="Vad märker man först?")
        reach(learner, id)
        then(learner)

    return walk


def _answers(learner: Learner) -> None:
    for step in (2, 2, 3, 1, 3, 2, 4, 2):
        learner.sco.locator(".lanes:visible button").nth(step - 1).click()
    press(learner, "show")


def _rows(learner: Learner) -> None:
    fields = learner.sco.locator(".rows textarea")
    texts = ("Vi frågar varje måndag hur veckan ser ut.", "Den som öppnar mötet", "Från och med nu")
    for field, text in enumerate(texts):
        fields.nth(field).fill(text)


def _ticks(learner: Learner) -> None:
    for box in learner.sco.get_by_role("checkbox").all()[:2]:
        box.check()


STEPS: dict[str, tuple[str, Callable[[Learner], None]]] = {
    "tecken-start": ("The start", lambda learner: None),
    "tecken-film": ("Film", _film),
    "tecken-text": ("Text", _to("tecken")),
    "tecken-samtal": ("Reflection", _to("samtalet")),
    "tecken-skattning": ("Estimate, with the answers shown", _to("skattning", _answers)),
    "tecken-beslut": ("Agreement", _to("overenskommelse", _rows)),
    "tecken-lista": ("Checklist", _to("att-gora", _ticks)),
}
"""Of the second module: each picture's name, what it shows, and the way there."""


def main() -> None:
    """Write docs/pictures.md and its pictures."""
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.jpg"):
        old.unlink()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        everything = _build(write_project(Path(name) / "project"), Path(name) / "everything")
        second = _build(SECOND, Path(name) / "second")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for width, scheme in ((1280, "light"), (320, "dark")):
            for screen in SCREENS.values():
                _take(browser, everything, screen.name, width, scheme, screen.open)
            for step, (_, walk) in STEPS.items():
                _take(browser, second, step, width, scheme, _opened(walk))
            _take_desk(browser, width, scheme)
        browser.close()
    parts = [PAGE]
    parts += [_shown(screen.what.rstrip("."), screen.name) for screen in SCREENS.values()]
    parts.append(PAGE_OF_DESK)
    parts.append(_shown("A group has answered and shown its answers", DESK))
    parts.append(PAGE_OF_SECOND)
    parts += [_shown(what, step) for step, (what, _) in STEPS.items()]
    (DOCS / "pictures.md").write_text("\n".join(parts), "utf-8")


def _take_desk(browser: Browser, width: int, scheme: str) -> None:
    size = {"width": width, "height": 800 if width > 640 else 1600}
    context = browser.new_context(viewport=size, color_scheme=scheme, locale="sv-SE")  # type: ignore[arg-type]
    with running(SECOND) as desk:
        page = context.new_page()
        page.goto(desk.address)
        frame = player(page)
        for name in ("begin", "onward", "onward", "onward", "onward"):
            frame.locator(f'[data-do="{name}"]:visible').first.evaluate("(element) => element.click()")
        for step in (2, 2, 3, 1, 3, 2, 4, 2):
            frame.locator(".lanes:visible button").nth(step - 1).evaluate("(element) => element.click()")
        frame.locator('[data-do="show"]:visible').evaluate("(element) => element.click()")
        frame.locator(".spread i").first.wait_for()
        desk.wait(lambda: "skattning" in str(desk.preview.desk.attempt().values))
        page.locator(".calls > li").last.wait_for()
        page.screenshot(path=PICTURES / f"{DESK}-{width}.jpg", type="jpeg", quality=70)
    context.close()


def _shown(what: str, name: str) -> str:
    return f"## {what}\n\n![wide, light](pictures/{name}-1280.jpg) ![narrow, dark](pictures/{name}-320.jpg)\n"


def _opened(walk: Callable[[Learner], None]) -> Callable[[Learner], None]:
    def whole(learner: Learner) -> None:
        learner.open()
        walk(learner)

    return whole


def _build(module: Path, folder: Path) -> Path:
    publisher, modules, problems = flow.read(flow.find_project(module), [module])
    assert publisher is not None, problems
    options = flow.BuildOptions(formats=("scorm12",), output=folder / "dist")
    (made,) = flow.build(publisher, [modules[0]], options)
    with zipfile.ZipFile(made.path) as archive:
        archive.extractall(folder / "package")
    return folder / "package"


def _take(
    browser: Browser, package: Path, name: str, width: int, scheme: str, walk: Callable[[Learner], None]
) -> None:
    size = {"width": width, "height": 720}
    context = browser.new_context(viewport=size, color_scheme=scheme, locale="sv-SE")  # type: ignore[arg-type]
    with serve(Site(package)) as site:
        learner = Learner(context.new_page(), site)
        learner.page.clock.install()
        walk(learner)
        learner.sco.evaluate(
            """(place) => {
                const video = document.querySelector("video");
                if (!video.checkVisibility() || !video.readyState || video.currentTime) return;
                return new Promise((done) => {
                    video.addEventListener("seeked", () => requestAnimationFrame(done), { once: true });
                    video.currentTime = place;
                });
            }""",
            PLACE,
        )
        learner.page.clock.run_for(1000)
        learner.page.screenshot(path=PICTURES / f"{name}-{width}.jpg", type="jpeg", quality=70)
    context.close()


if __name__ == "__main__":
    main()
