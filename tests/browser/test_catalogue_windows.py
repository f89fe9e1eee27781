"""The same catalogue in two windows: in a browser all of it counts, and in an LMS the later window goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from browser.catalogues import FIRST, SECOND, Reader, Reading, catalogue, write_catalogue
from browser.server import Site, serve
from browser.test_life import ELSEWHERE, LOST, scorm, writes


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(tmp_path_factory.mktemp("catalogue") / "project")


@scorm
def test_the_later_of_two_windows_goes_on(
    project: Path, format: str, api: str, context: BrowserContext, tmp_path: Path
) -> None:
    with serve(Site(catalogue(project, format, tmp_path))) as site:
        first = Reader(context.new_page(), site)
        first.open(api=api)
        first.enter(FIRST)
        first.begin()
        first.says("Sparat")
        second = Reader(context.new_page(), site)
        second.open(api=api)
        first.inside = False
        first.says(ELSEWHERE)
        expect(first.overview.get_by_role("link", name=FIRST).first).to_be_visible()
        before = writes(first)
        first.enter(FIRST)
        first.says(LOST)
        first.begin()
        first.read()
        first.press("Klar")
        first.says(LOST)
        first.back()
        second.talk(FIRST)
        second.talk(SECOND)
        second.says("Sparat")
        first.sco.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }))")
        assert writes(first) == before
        assert '"completed"' in json.dumps(second.record())
        first.check()
        second.check()


@pytest.mark.parametrize("same", [False, True])
def test_without_an_lms_what_was_done_in_either_window_counts(
    project: Path, context: BrowserContext, tmp_path: Path, same: bool
) -> None:
    with serve(Site(catalogue(project, "web", tmp_path))) as site:
        address = f"{site.url}/package/index.html"
        first, second = (Reading(context.new_page(), site) for _ in range(2))
        for one in (first, second):
            one.page.goto(address)
            one.stands()
        first.enter(FIRST)
        second.enter(FIRST if same else SECOND)
        for one in (first, second):
            one.begin()
            one.read()
        first.press("Klar")
        first.says(first.goodbye)
        if not same:
            second.press("Klar")
            second.says(second.goodbye)
        for one in (first, second):
            with one.page.expect_event("close"):
                one.page.close(run_before_unload=True)
            one.quiet()
        third = Reading(context.new_page(), site)
        third.page.goto(address)
        third.stands()
        third.says("Ni har haft ett av två samtal." if same else "Ni är klara. Båda samtalen är gjorda.")
        third.quiet()
