"""What a package weighs and asks for before the film runs, in every format."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from browser.screens import write_project
from browser.server import Site
from playwright.sync_api import BrowserContext

from builder.formats import FORMATS

MOST_BYTES, MOST_BYTES_WITH_OUTBOX, MOST_BYTES_WITH_EVERYTHING = 25_600, 32_768, 36_864
"""Page, style and script as gzip sends them; the module's own text, of which there is not much here, is in it."""
MOST_REQUESTS = 6

TALKATIVE = """
tracking: detailed
lrs:
  endpoint: https://lrs.example.se/xapi
  auth: gateway
  actor: random
"""

every = pytest.mark.parametrize("format", list(FORMATS), indirect=True)


@pytest.fixture(scope="session")
def talkative_module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Uses all that a definition can say, and tells an LRS of every press."""
    module = write_project(tmp_path_factory.mktemp("talkative"))
    with (module.parent / "publisher.yaml").open("a", encoding="utf-8") as publisher:
        publisher.write(TALKATIVE)
    return module


@every
def test_page_style_and_script_are_small(site: Site, format: str) -> None:
    sizes = {name: len(gzip.compress((site.package / name).read_bytes(), 9)) for name in ("index.html", "player.css", "player.js")}
    assert sum(sizes.values()) <= (MOST_BYTES_WITH_OUTBOX if format in ("xapi", "cmi5") else MOST_BYTES), sizes


@every
def test_a_module_that_uses_everything_is_small_too(build_package: Callable[..., Path], talkative_module: Path, format: str) -> None:
    package = build_package(talkative_module, format)
    sizes = {name: len(gzip.compress((package / name).read_bytes(), 9)) for name in ("index.html", "player.css", "player.js")}
    assert sum(sizes.values()) <= MOST_BYTES_WITH_EVERYTHING, sizes


@every
def test_the_page_asks_for_little_before_the_film(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}/package/index.html")
    page.wait_for_function("document.querySelector('video').readyState > 0")
    before_film = [address for address in asked if not address.endswith((".mp4", "/favicon.ico"))]
    assert 0 < len(before_film) <= MOST_REQUESTS, before_film
    assert [address for address in asked if not address.startswith(f"{site.url}/package/") and not address.endswith("/favicon.ico")] == []
