"""A further activity type and a further format are played, saved and printed like the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from browser.learner import Learner
from browser.server import Site, serve
from browser.visitor import Visitor
from larpaket.player.strings import strings
from test_siblings import build
from toys.house import move_in

PROMISE = "Vi ses igen om en månad."


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Path]]:
    move_in(tmp_path, monkeypatch)
    yield {package.format: package.path for package in build(tmp_path, "scorm12", "pocket")}
    strings.cache_clear()


def test_a_pledge_completes_in_an_lms_and_is_printed(
    context: BrowserContext, packages: dict[str, Path]
) -> None:
    with serve(Site(packages["scorm12"])) as site:
        learner = Learner(context.new_page(), site)
        learner.open()
        learner.begin()
        learner.read()
        learner.press("Klar")
        learner.says("Det här återstår: Vårt löfte.")
        assert learner.record()["core"]["lesson_status"] == "incomplete"
        learner.sco.get_by_role("checkbox", name=PROMISE).check()
        learner.becomes("completed")
        assert learner.state()["a"]["lofte"] == {"d": 1}
        learner.sco.evaluate("dispatchEvent(new Event('beforeprint'))")
        sheet = learner.sco.locator(".paper")
        expect(sheet.locator(".question")).to_have_text(["Vad vill ni prova?", PROMISE])
        expect(sheet.locator(".written")).to_have_text("Löftet är givet.")
        learner.leave()
        learner.open()
        expect(learner.sco.get_by_role("checkbox", name=PROMISE)).to_be_checked()
        learner.check()


def test_an_added_format_keeps_progress(context: BrowserContext, packages: dict[str, Path]) -> None:
    with serve(Site(packages["pocket"])) as site:
        visitor = Visitor(context.new_page(), site)
        visitor.page.goto(f"{site.url}/package/index.html")
        visitor.stands()
        visitor.begin()
        visitor.page.get_by_role("checkbox", name=PROMISE).check()
        visitor.says("Sparat")
        visitor.page.reload()
        expect(visitor.page.get_by_role("checkbox", name=PROMISE)).to_be_checked()
        visitor.quiet()
