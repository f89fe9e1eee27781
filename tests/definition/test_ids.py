from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from larpaket.definition.ids import LOCK, check_ids, write_ids

Load = Callable[..., tuple[Any, list[Any]]]


def locked(folder: Path) -> list[str]:
    return [
        line for line in (folder / LOCK).read_text("utf-8").split("\n") if line and not line.startswith("#")
    ]


def test_the_first_build_writes_the_lock(load: Load, folder: Path) -> None:
    module, _ = load()
    assert check_ids(module, folder) == []
    write_ids(module, folder)
    assert locked(folder) == ["samtal", "samtal/fraga"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "film.mp4",
        "film.vtt",
        "ids.lock",
        "module.yaml",
    ]
    assert load()[1] == []


@pytest.mark.parametrize("lock", ["samtal/fraga\nsamtal\n", "samtal/fraga\nsamtal\ngammal\n"])
def test_nothing_new_is_not_written(load: Load, folder: Path, lock: str) -> None:
    module, _ = load()
    (folder / LOCK).write_text(lock, "utf-8")
    write_ids(module, folder)
    assert (folder / LOCK).read_text("utf-8") == lock


def test_ids_that_were_renamed_stay_locked(load: Load, folder: Path) -> None:
    module, _ = load()
    (folder / LOCK).write_text("gammal\n", "utf-8")
    write_ids(module, folder)
    assert locked(folder) == ["gammal", "samtal", "samtal/fraga"]


def test_an_interrupted_write_leaves_the_old_lock(
    load: Load, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, _ = load()
    (folder / LOCK).write_text("samtal\n", "utf-8")

    def fail(self: Path, target: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        write_ids(module, folder)
    assert locked(folder) == ["samtal"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "film.mp4",
        "film.vtt",
        "ids.lock",
        "module.yaml",
    ]


@pytest.mark.parametrize(
    ("lock", "renamed", "found"),
    [
        ("film\n", "", ["M124"]),
        ("samtal/annan\n", "", ["M124"]),
        ("film\n", "film: samtal", []),
        ("gammal\ngammal/fraga\n", "gammal: samtal", []),
        ("gammal\ngammal/annan\n", "gammal: samtal", ["M124"]),
        ("gammal\ngammal/annan\n", "gammal: samtal\n  gammal/annan: samtal/fraga", []),
        ("a\nb\n", "a: samtal\n  b: samtal", []),
        ("a\nb\n", "a: b\n  b: samtal", ["M129"]),
        ("", "film: finns-ej", ["M129"]),
        ("samtal\n", "samtal: samtal", ["M129"]),
        ("film\n", "film: samtal/fraga", ["M129"]),
        ("film\n", "film: [samtal]", ["M129"]),
        ("samtal\r\nsamtal/fraga\r\n", "", []),
        ("\ufeffsamtal\n\n", "", []),
    ],
)
def test_ids_that_vanish_or_are_renamed(
    load: Load, folder: Path, lock: str, renamed: str, found: list[str]
) -> None:
    (folder / LOCK).write_bytes(lock.encode())
    _, problems = load(("sections:", f"renamed:\n  {renamed}\nsections:" if renamed else "sections:"))
    assert [problem.code for problem in problems] == found


def test_vanished_ids_wait_while_something_else_is_wrong(load: Load, folder: Path) -> None:
    """An id may be gone because of the other mistake, which is to be seen first."""
    (folder / LOCK).write_text("film\n", "utf-8")
    assert [problem.code for problem in load(("5 min", "5 fortnights"))[1]] == ["M123"]
    assert [problem.code for problem in load()[1]] == ["M124"]


def test_ids_that_cannot_be_told_are_not_called_vanished(load: Load, folder: Path) -> None:
    (folder / LOCK).write_text("samtal\nsamtal/fraga\n", "utf-8")
    assert [problem.code for problem in load(("id: fraga", "idd: fraga"))[1]] == ["M104"]


@pytest.mark.parametrize(
    "data",
    [
        b"samtal\n<<<<<<< HEAD\n",
        b"=======\n",
        b">>>>>>> x\n",
        b"\xff\xfe",
        b"Samtal\n",
        b"a/b/c\n",
        b"a b\n",
        b"\0",
        b"a" * 2_000_000,
    ],
)
def test_a_lock_that_cannot_be_read(load: Load, folder: Path, data: bytes) -> None:
    (folder / LOCK).write_bytes(data)
    assert [problem.path.name for problem in load()[1]] == [LOCK]


def test_a_lock_that_is_a_folder_or_leaves_the_folder(load: Load, folder: Path) -> None:
    (folder / LOCK).mkdir()
    assert [problem.code for problem in load()[1]] == ["M125"]
    (folder / LOCK).rmdir()
    (folder / LOCK).symlink_to("/nowhere/ids.lock")
    assert [problem.code for problem in load()[1]] == ["M125"]


def test_ids_can_be_checked_without_the_definitions_text(load: Load, folder: Path) -> None:
    module, _ = load()
    (folder / LOCK).write_text("gammal\n", "utf-8")
    moved = module.model_copy(update={"renamed": {"gammal": "ny"}})
    assert [(problem.path.name, problem.line, problem.code) for problem in check_ids(moved, folder)] == [
        ("module.yaml", 0, "M129")
    ]
    assert [(problem.path.name, problem.line, problem.code) for problem in check_ids(module, folder)] == [
        ("ids.lock", 1, "M124")
    ]
