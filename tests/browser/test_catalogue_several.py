"""A catalogue whose modules an LMS launches one by one: AUs of cmi5, several SCOs of SCORM."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import BrowserContext, expect

from browser.catalogues import MODULES, catalogue, write_catalogue
from browser.launched import Launched
from browser.learner import Learner
from browser.server import Site, serve
from browser.test_personas import HOST, NOISE, Colleague
from launch.lms import serve_lms

SEVERAL = MODULES + "    scos: several\n"
PAGES = [f"/package/{id}/index.html" for id in ("provmodul", "att-lyssna")]


def test_an_au_of_cmi5_is_the_modules_own_page(tmp_path: Path, context: BrowserContext) -> None:
    package = catalogue(write_catalogue(tmp_path / "project"), "cmi5", tmp_path / "cmi5")
    with serve(Site(package)) as site, serve_lms(f"{site.url}{PAGES[0]}") as lms:
        someone = Launched(context.new_page(), site, lms=lms, format="cmi5")
        someone.launch()
        someone.finish()
        someone.press("Avsluta")
        someone.ended()
        someone.check()


@pytest.mark.parametrize(("format", "api"), [("scorm12", "API"), ("scorm2004-3rd", "API_1484_11")])
def test_each_of_several_scos_is_complete_by_itself(
    tmp_path: Path, context: BrowserContext, format: str, api: str
) -> None:
    package = catalogue(write_catalogue(tmp_path / "project", SEVERAL), format, tmp_path / format)
    with serve(Site(package)) as site:
        learner = Learner(context.new_page(), site)
        for name, page in zip("ab", PAGES, strict=True):
            learner.open(api=api, package=page, learner=name)
            learner.begin()
            learner.read()
            learner.press("Klar")
            learner.says(learner.goodbye)
            record = learner.record(name)
            assert "completed" in (
                record.get("completion_status"),
                record.get("core", {}).get("lesson_status"),
            )
        learner.leave()
        learner.check()


@pytest.mark.parametrize(("format", "version"), [("scorm12", "1.2"), ("scorm2004-3rd", "2004")])
def test_the_next_sco_in_moodles_page_begins_in_12_and_says_in_2004_what_to_do(
    tmp_path: Path, context: BrowserContext, format: str, version: str
) -> None:
    package = catalogue(write_catalogue(tmp_path / "project", SEVERAL), format, tmp_path / format)
    with serve(Site(package)) as site:
        colleague = Colleague(context.new_page(), site, noise=NOISE, version=version)
        query = urlencode({"persona": "moodle", "version": version, "learner": "a", "package": PAGES[0]})
        colleague.page.goto(f"http://{HOST}:{site.port}/mod/scorm/player.php?{query}")
        colleague.stands()
        colleague.begin()
        colleague.finish()
        colleague.says("Sparat i lärplattformen.")
        # As the contents beside the player do.
        colleague.page.evaluate("page => { document.querySelector('iframe').src = page; }", PAGES[1])
        frame = colleague.page.frame_locator("iframe")
        expect(frame.get_by_role("heading", name="Att lyssna")).to_be_visible()
        line = frame.locator("[data-view='@start'] .saved")
        lost = "Lärplattformen svarar inte längre här. Ladda om hela sidan för att fortsätta."
        expect(line).to_have_text("Sparat" if version == "1.2" else lost)
        colleague.quiet()
