from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from larpaket.cli import main

New = Callable[..., Result]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which commands run."""
    folder = tmp_path / "tom"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def new(here: Path) -> New:
    """Runs `larpaket new`, without a terminal."""
    return lambda *arguments: CliRunner().invoke(main, ["new", *arguments], prog_name="larpaket")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, hidden ones too, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
