"""A catalogue that tells an LRS: xAPI, and SCORM with the publisher's LRS. Each module is completed by itself,
the catalogue once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from browser.catalogues import CATALOGUE, FIRST, SECOND, LaunchedReader, Reader, catalogue, write_catalogue
from browser.server import Site, serve
from launch.lms import Lms, serve_lms
from preview.learning_locker import refusals

BASE = CATALOGUE.rpartition("/")[0]
MODULES = [f"{BASE}/provmodul", f"{BASE}/att-lyssna"]


def completed(lms: Lms) -> list[str]:
    """The activities whose completion the LRS has, in order."""
    return [one["object"]["id"] for one in lms.sent() if one["verb"]["id"].endswith("/completed")]


def whole(lms: Lms) -> list[str]:
    """Those of them that are the catalogue or its modules."""
    return [id for id in completed(lms) if id in (CATALOGUE, *MODULES)]


def around(one: dict[str, Any], kind: str) -> list[str]:
    """The ids of a statement's parents, or of its grouping."""
    return [each["id"] for each in one["context"].get("contextActivities", {}).get(kind, [])]


@pytest.fixture
def launched(tmp_path: Path, context: BrowserContext) -> Iterator[LaunchedReader]:
    """A learner whose LMS launches the catalogue."""
    package = catalogue(write_catalogue(tmp_path / "project"), "xapi", tmp_path / "xapi")
    with serve(Site(package)) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        yield LaunchedReader(context.new_page(), site, lms=lms, format="xapi")


def test_each_module_is_completed_by_itself_and_the_catalogue_once(
    launched: LaunchedReader, context: BrowserContext, locker: str
) -> None:
    launch = launched.launch()
    launched.talk(FIRST)
    launched.kept('"provmodul":{')
    assert whole(launched.lms) == MODULES[:1]
    launched.close()
    launched.move(context.new_page())
    launched.launch(registration=launch.registration)
    launched.says("Ni har haft ett av två samtal.")
    launched.enter(FIRST)
    launched.back()
    launched.talk(SECOND)
    launched.says("Ni är klara. Båda samtalen är gjorda.")
    launched.lms.wait(lambda log: CATALOGUE in whole(launched.lms))
    launched.close()
    assert sorted(whole(launched.lms)) == sorted([*MODULES, CATALOGUE])
    assert {f"{id}/samtal/fraga" for id in MODULES} <= {one["object"]["id"] for one in launched.lms.sent()}
    for one in launched.lms.sent():
        id = one["object"]["id"]
        if id in MODULES:
            assert around(one, "parent") == [CATALOGUE]
        elif id != CATALOGUE:
            assert one["context"]["team"]["account"]["homePage"] == BASE
            assert around(one, "parent")[0].startswith(BASE)
            assert CATALOGUE in around(one, "grouping")
    assert refusals(locker, launched.lms.sent()) == []
    launched.check()


def test_a_module_that_is_opened_alone_tracks_nothing(launched: LaunchedReader) -> None:
    launched.page.goto(f"{launched.site.url}/package/provmodul/index.html")
    launched.says("Ingen lärplattform hittades. Inget sparas.")
    assert launched.lms.sent() == []


def test_scorm_with_the_publishers_lrs_tells_the_same(tmp_path: Path, context: BrowserContext) -> None:
    with serve_lms("", anonymous=True) as lms:
        project = write_catalogue(
            tmp_path / "project", publisher=f"lrs:\n  endpoint: {lms.url}/xapi\n  actor: random\n"
        )
        with serve(Site(catalogue(project, "scorm12", tmp_path / "scorm12"))) as site:
            reader = Reader(context.new_page(), site)
            reader.open()
            reader.talk(FIRST)
            reader.talk(SECOND)
            reader.becomes("completed")
            reader.leave()
            lms.wait(lambda log: lms.verbs().count("terminated") == 1)
            assert sorted(whole(lms)) == sorted([*MODULES, CATALOGUE])
            assert len({one["actor"]["account"]["name"] for one in lms.sent()}) == 1
            reader.check()
