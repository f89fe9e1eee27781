"""Fixtures with a real Firefox and a real WebKit; a test is skipped where its browser is not installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from zlib import crc32

import pytest

from browser.packages import unpacked, write_module
from browser.reading import BOTH, FILES
from engines.engine import Engine
from engines.firefox import Firefox
from engines.webkit import WebKit, screen
from tools.debian import FIREFOX, INSTALL, WEBKIT, has_firefox, has_webkit

REAL = Path(__file__).parents[2] / "modules" / "kompetensutveckling-hela-arbetslivet"

GROUP = "mode: group\n"


WIDTHS: list[object] = [1280, 447]
ENGINES: list[object] = ["firefox", "webkit"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as needing a browser, and half of it as what `make soak` alone runs.

    Left are all pairs: every test in each engine, every test in each width, and each engine in each width. What
    an engine does with a script does not depend on the width, nor a layout on which test shows it.
    """
    for item in items:
        if "/engines/" in str(item.path):
            item.add_marker("browser")
            if isinstance(item, pytest.Function) and hasattr(item, "callspec"):
                played = item.callspec.params
                turn = crc32(item.originalname.encode())  # the same whichever other tests are collected
                if (turn + ENGINES.index(played["engine"]) + WIDTHS.index(played["width"])) % 2:
                    item.add_marker("soak")


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Return the browser, one for all of a worker's tests: each of these has an origin of its own."""
    with ExitStack() as stack:
        made: Engine
        if request.param == "firefox":
            if not has_firefox():
                pytest.skip(f"needs Firefox: {INSTALL} {' '.join(FIREFOX)}")
            made = Firefox()
        else:
            if not has_webkit():
                pytest.skip(f"needs WebKit: {INSTALL} {' '.join(WEBKIT)}")
            made = WebKit(stack.enter_context(screen()))
        stack.callback(made.quit)
        yield made


@pytest.fixture(params=WIDTHS, autouse=True)
def width(engine: Engine, request: pytest.FixtureRequest) -> None:
    """Play on a wide page, and on the narrow one of a telephone or an LMS's frame."""
    engine.resize(request.param, 800)


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Build the first module in a format: its film is long enough to stop in the middle of it."""
    return cache(lambda format: unpacked(REAL, format, tmp_path_factory.mktemp("package")))


@pytest.fixture(scope="session")
def short(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Build a module with a two-second film."""
    module = write_module(tmp_path_factory.mktemp("project"))
    return cache(lambda format: unpacked(module, format, tmp_path_factory.mktemp("package")))


@pytest.fixture(scope="session")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Build the same for one person, whose notes this computer keeps."""
    module = write_module(tmp_path_factory.mktemp("project"))
    definition = module / "module.yaml"
    text = definition.read_text("utf-8")
    assert GROUP in text
    definition.write_text(text.replace(GROUP, "mode: individual\n            notes: device\n"), "utf-8")
    return cache(lambda format: unpacked(module, format, tmp_path_factory.mktemp("package")))


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Build the same with something to read and to tick off."""
    module = write_module(tmp_path_factory.mktemp("project"))
    definition = module / "module.yaml"
    before, after = BOTH
    text = definition.read_text("utf-8")
    assert before in text
    definition.write_text(text.replace(before, after), "utf-8")
    for name, content in FILES.items():
        (module / name).write_text(content, "utf-8")
    return cache(lambda format: unpacked(module, format, tmp_path_factory.mktemp("package")))
