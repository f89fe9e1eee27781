"""Options that all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes what the product makes over what was expected; read the diff before committing
    it.
    """
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(autouse=True, scope="session")
def cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a build keeps in the user's cache folder goes to one of this run's own, on every system."""
    base = tmp_path_factory.getbasetemp()  # a worker's own is in the run's
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("larpaket.unchanged.store.user_cache_path", lambda *_, **__: folder)
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield
