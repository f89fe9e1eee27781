"""A catalogue in Firefox and WebKit: a module runs in its frame, and the list shows what was done in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from browser.catalogues import catalogue, write_catalogue
from browser.server import Site, serve
from engines.engine import Engine
from engines.guest import FRAMED, READY, Guest

LISTED = """() => {
    window.complaints ??= addEventListener("error", ({ message }) => complaints.push(message)) ?? [];
    const list = document.querySelector("[data-view='@start']");
    return list?.offsetHeight && list.querySelector(".saved").textContent;
}"""
"""The list is shown, and its session has begun."""
STATE = """(id, word) =>
    document.querySelector(`.talk[data-module='${id}'] .state`).textContent.startsWith(word)"""
MODULES = ("provmodul", "att-lyssna")


class Reader(Guest):
    """Somebody who goes from the list into a module and back; `frame` is whether they are in one."""

    def open(self) -> None:
        """Open the catalogue, and wait until its session has begun."""
        self.frame = False
        self.engine.open(self.address)
        self.until(LISTED)

    def enter(self, id: str) -> None:
        """Open a module from the list, and wait until it knows how its session stands."""
        self.press(f".talk[data-module={id}]")
        self.until(FRAMED)
        self.frame = True
        self.until(READY)

    def back(self) -> None:
        """Go back to the list."""
        self.press("[data-do=return]")
        self.frame = False
        self.until(LISTED)

    def stands(self, id: str, word: str) -> None:
        """Wait until what the list says of a module begins with the word."""
        self.until(STATE, id, word)


@pytest.fixture(scope="session")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Build a catalogue of two modules in a format."""
    project = write_catalogue(tmp_path_factory.mktemp("catalogue") / "project")
    return cache(lambda format: catalogue(project, format, tmp_path_factory.mktemp("package")))


def test_the_list_shows_what_was_done_in_a_module(engine: Engine, talks: Callable[[str], Path]) -> None:
    with serve(Site(talks("web"))) as site:
        guest = Reader(engine, site, f"{site.url}/package/index.html")
        guest.open()
        guest.enter(MODULES[0])
        guest.begin()
        guest.read()
        guest.finish()
        guest.quiet()
        guest.back()
        guest.stands(MODULES[0], "Klart")
        guest.enter(MODULES[1])
        guest.begin()
        guest.read()
        guest.quiet()
        guest.back()
        guest.stands(MODULES[1], "Påbörjat:")
        guest.quiet()
        guest.engine.renew()
        guest.open()
        guest.stands(MODULES[0], "Klart")
        guest.stands(MODULES[1], "Påbörjat:")
        assert guest.run("() => document.documentElement.scrollWidth <= innerWidth")
        guest.quiet()
