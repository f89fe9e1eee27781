"""Takes the pictures of every screen and writes their page: `PYTHONPATH=tests python -m tools.pictures`.

Wide and light, narrow and dark: docs/pictures/, docs/pictures.md.
"""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from browser.conftest import CHROMIUM, FLAGS
from browser.learner import Learner
from browser.screens import SCREENS, write_project
from browser.server import Site, serve
from larpaket import build as flow

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = DOCS / "pictures"
PLACE = 1.2
"""Where the film stands, in seconds: with a caption."""

PAGE = """# Every screen

An invented module that uses everything a definition can have, at 1280 pixels on a light page and at 320 on a
dark one. The film is a test picture of two seconds. `PYTHONPATH=tests .venv/bin/python -m tools.pictures` draws
them again; `tests/browser/screens.py` says how to reach each one.
"""


def main() -> None:
    """Write docs/pictures.md and its pictures."""
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.jpg"):
        old.unlink()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        package = _build(Path(name))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for screen_name in SCREENS:
            _take(browser, package, screen_name, 1280, "light")
            _take(browser, package, screen_name, 320, "dark")
        browser.close()
    parts = [PAGE]
    for screen in SCREENS.values():
        shown = (
            f"![wide, light](pictures/{screen.name}-1280.jpg) ![narrow, dark](pictures/{screen.name}-320.jpg)"
        )
        parts.append(f"## {screen.what.rstrip('.')}\n\n{shown}\n")
    (DOCS / "pictures.md").write_text("\n".join(parts), "utf-8")


def _build(folder: Path) -> Path:
    module = write_project(folder / "project")
    publisher, modules, problems = flow.read(flow.find_project(module), [module])
    assert publisher is not None, problems
    (made,) = flow.build(
        publisher, [modules[0]], flow.BuildOptions(formats=("scorm12",), output=folder / "dist")
    )
    with zipfile.ZipFile(made.path) as archive:
        archive.extractall(folder / "package")
    return folder / "package"


def _take(browser: Browser, package: Path, name: str, width: int, scheme: str) -> None:
    size = {"width": width, "height": 720}
    context = browser.new_context(viewport=size, color_scheme=scheme, locale="sv-SE")  # type: ignore[arg-type]
    with serve(Site(package)) as site:
        learner = Learner(context.new_page(), site)
        learner.page.clock.install()
        SCREENS[name].open(learner)
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
