"""Takes the README's picture of the player: `PYTHONPATH=tests python -m tools.picture`, with the packages
built.

The film stands at a caption, the timer has not begun; 1280 × 720, light.
"""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from browser.conftest import CHROMIUM, FLAGS
from browser.server import Site, serve
from browser.visitor import START

ROOT = Path(__file__).parents[2]
PLACE = 53  # seconds into the film


def main() -> None:
    """Write docs/player.png."""
    with (
        tempfile.TemporaryDirectory() as name,
        zipfile.ZipFile(next((ROOT / "dist").glob("*-scorm12.zip"))) as package,
    ):
        package.extractall(name)
        with serve(Site(Path(name))) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            page.goto(f"{site.url}/lms/lms.html?package=/package/index.html")
            sco = page.frame_locator("iframe")
            sco.get_by_role("button", name=START).click()
            sco.locator("video").evaluate(
                """async (video, place) => {
                    video.muted = true;
                    video.currentTime = place;
                    await video.play();
                    while (video.currentTime < place + 0.3) await new Promise((done) => video.addEventListener("timeupdate", done, { once: true }));
                    video.pause();
                }""",
                PLACE,
            )
            sco.locator(".top .saved", has_text="Sparat").wait_for()
            page.screenshot(path=ROOT / "docs" / "player.png")
            browser.close()


if __name__ == "__main__":
    main()
