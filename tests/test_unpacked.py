"""Folders instead of zips: the same files, and an old folder stays whole until the new one is complete."""

from __future__ import annotations

import errno
import zipfile
from pathlib import Path

import pytest

from larpaket import unpacked
from larpaket.archive import ArchiveError
from larpaket.copying import ChangedError
from larpaket.files import PackageFile, Slice
from larpaket.formats import FORMATS
from larpaket.unpacked import write_folder
from test_build import larpaket, make_project


@pytest.mark.parametrize("format", FORMATS)
def test_the_folder_holds_what_the_zip_holds(tmp_path: Path, format: str) -> None:
    project = make_project(tmp_path / "project")
    assert larpaket(project, "build", "--format", format).returncode == 0
    done = larpaket(project, "build", "--format", format, "--unpacked")
    assert done.returncode == 0, done.stderr
    folder = project / "dist" / f"provmodul-{format}"
    with zipfile.ZipFile(folder.with_suffix(".zip")) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    } == packed
    assert "index.html lists them" in done.stdout


def files(*names: str) -> list[PackageFile]:
    return [PackageFile(name, (name.encode(),)) for name in names]


def test_an_old_folder_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "x"
    write_folder(files("old.txt", "both.txt"), target)
    assert write_folder(files("new.txt", "both.txt"), target) == len("new.txt" + "both.txt")
    assert sorted(path.name for path in target.iterdir()) == ["both.txt", "new.txt"]
    assert list(tmp_path.iterdir()) == [target]


def broken(tmp_path: Path) -> list[list[PackageFile]]:
    gone = tmp_path.parent / "short.mp4"
    gone.write_bytes(b"123")
    return [
        [*files("a.txt"), PackageFile("film.mp4", (Slice(gone, 0, 99),))],
        [*files("a.txt"), PackageFile("film.mp4", (Slice(tmp_path / "nowhere", 0, 1),))],
        files("a.txt", "å.txt"),
        files("a.txt", "A.txt"),
    ]


@pytest.mark.parametrize("case", range(4))
def test_a_fault_leaves_the_old_folder_and_nothing_else(tmp_path: Path, case: int) -> None:
    target = tmp_path / "x"
    write_folder(files("old.txt"), target)
    with pytest.raises((ArchiveError, ChangedError, OSError)):
        write_folder(broken(tmp_path)[case], target)
    assert [path.name for path in target.iterdir()] == ["old.txt"]
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(stream: object, content: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    target = tmp_path / "x"
    write_folder(files("old.txt"), target)
    monkeypatch.setattr(unpacked, "write_pieces", full)
    with pytest.raises(OSError, match="No space"):
        write_folder(files("new.txt"), target)
    assert [path.name for path in target.iterdir()] == ["old.txt"]
    assert list(tmp_path.iterdir()) == [target]


def test_when_the_last_step_fails_the_old_folder_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x"
    write_folder(files("old.txt"), target)
    real = Path.replace

    def refuse(self: Path, other: Path) -> Path:
        if self.name == "new":
            raise OSError(errno.EIO, "refused")
        return real(self, other)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="refused"):
        write_folder(files("new.txt"), target)
    assert [path.name for path in target.iterdir()] == ["old.txt"]
