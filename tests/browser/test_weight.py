"""How large a package is and what it requests before the film runs, in every format."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from browser.conftest import REAL
from browser.formats import every_format
from browser.screens import write_project
from browser.server import Site

KIB = 1024
MOST_KIB = {"web": 26.5, "xapi": 35, "cmi5": 35}
MOST_KIB_IN_SCORM = 29
MOST_KIB_WITH_EVERYTHING = {"web": 42, "xapi": 54.5, "cmi5": 55}
MOST_KIB_IN_SCORM_WITH_EVERYTHING = 56
"""Page, style and script of the first module as gzip sends them; its own text, of which there is not much, is
in it.
"""
MOST_REQUESTS = 6

TALKATIVE = """
tracking: detailed
lrs:
  endpoint: https://lrs.example.se/xapi
  auth: gateway
  actor: random
"""

every = every_format("3rd", indirect=True)


@pytest.fixture(scope="session")
def talkative_module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a module that uses everything a definition can say, and reports every press to an LRS."""
    module = write_project(tmp_path_factory.mktemp("talkative"))
    with (module.parent / "publisher.yaml").open("a", encoding="utf-8") as publisher:
        publisher.write(TALKATIVE)
    return module


def weight(package: Path) -> float:
    """Return the sizes of page, style and script, in KiB."""
    return (
        sum(
            len(gzip.compress((package / name).read_bytes(), 9))
            for name in ("index.html", "player.css", "player.js")
        )
        / KIB
    )


@every
def test_page_style_and_script_are_small(build_package: Callable[..., Path], format: str) -> None:
    assert weight(build_package(REAL, format)) <= MOST_KIB.get(format, MOST_KIB_IN_SCORM)


@every
def test_a_module_that_uses_everything_is_small_too(
    build_package: Callable[..., Path], talkative_module: Path, format: str
) -> None:
    most = MOST_KIB_WITH_EVERYTHING.get(format, MOST_KIB_IN_SCORM_WITH_EVERYTHING)
    assert weight(build_package(talkative_module, format)) <= most


@every
def test_the_page_requests_little_before_the_film(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}/package/index.html")
    page.wait_for_function("document.querySelector('video').readyState > 0")
    before_film = [address for address in asked if not address.endswith((".mp4", "/favicon.ico"))]
    assert 0 < len(before_film) <= MOST_REQUESTS, before_film
    assert [
        address
        for address in asked
        if not address.startswith(f"{site.url}/package/") and not address.endswith("/favicon.ico")
    ] == []
