"""Packages are whole, the old one or the new one, wherever a build is killed; and builds do not mix."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import flow
from browser.packages import write_module
from larpaket.in_place import alone_in, replacing
from larpaket.problems import LarpaketError

FORMATS = ("scorm12", "web")
HOLD = """
import sys
from pathlib import Path
from larpaket.in_place import alone_in
with alone_in(Path(sys.argv[1])):
    print("in", flush=True)
    sys.stdin.read()
"""
KILLED_AT = """
import os, sys
from pathlib import Path
from larpaket.build import BuildOptions, build_modules

left = int(sys.argv[3])

def counting(act):
    def counted(self, target):
        global left
        left -= 1
        if left == 0:
            os._exit(9)
        return act(self, target)
    return counted

Path.replace, Path.rename = counting(Path.replace), counting(Path.rename)
unpacked = sys.argv[4] == "unpacked"
build_modules(sys.argv[1], BuildOptions(formats=("scorm12", "web"), output=Path(sys.argv[2]), unpacked=unpacked))
"""


@pytest.fixture
def module(tmp_path: Path) -> Path:
    return write_module(tmp_path / "project")


def version(package: Path) -> bytes:
    """The page of a package that can be read whole."""
    if package.is_dir():
        return (package / "index.html").read_bytes()
    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        return archive.read("index.html")


def rename(module: Path, title: str) -> None:
    path = module / "module.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('version: "1.0"', f'version: "{title}"'), "utf-8")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["zip", "unpacked"])
def test_wherever_it_is_killed_every_package_is_the_old_one_or_the_new_one(module: Path, form: str) -> None:
    dist = module.parent / "dist"
    options = flow.BuildOptions(formats=FORMATS, output=dist, unpacked=form == "unpacked")
    made = [package.path for package in flow.build_modules(module, options)]
    old, everything = [version(path) for path in made], names(dist)
    rename(module, "1.1")
    whole = flow.build_modules(module, flow.BuildOptions(formats=FORMATS, output=module.parent / "new"))
    new = [version(package.path) for package in whole]
    assert not set(old) & set(new)
    killed = 0
    for number in range(1, 40):
        command = [sys.executable, "-c", KILLED_AT, str(module), str(dist), str(number), form]
        ended = subprocess.run(command, capture_output=True, check=False)
        if ended.returncode == 0:
            break
        assert ended.returncode == 9, ended.stderr
        killed += 1
        there = [version(path) if path.exists() else None for path in made]
        if form == "zip":
            assert all(page in pair for page, pair in zip(there, zip(old, new, strict=True), strict=True))
    else:
        pytest.fail("the build never ended")
    assert killed >= len(FORMATS) + 2  # and privacy pages, and the overview
    assert [version(path) for path in made] == new
    assert names(dist) == everything


def test_a_folder_that_a_killed_build_had_moved_away_is_put_back(tmp_path: Path) -> None:
    aside = tmp_path / ".hamnen-web-ab12cd_9.part"
    (aside / "old").mkdir(parents=True)
    (aside / "old" / "index.html").write_text("old")
    (tmp_path / ".larpaket.zip-ab12cd_9.part").write_bytes(b"half")
    (tmp_path / ".mine.part").write_bytes(b"")
    with alone_in(tmp_path):
        assert names(tmp_path) == {"hamnen-web", ".mine.part"}
    assert (tmp_path / "hamnen-web" / "index.html").read_text() == "old"


def test_a_second_build_in_the_same_folder_says_so_and_a_killed_one_holds_nothing(module: Path) -> None:
    dist = module.parent / "dist"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(dist)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"in\n"
        options = flow.BuildOptions(formats=("web",), output=dist)
        with pytest.raises(LarpaketError, match=r"another build is writing to .*dist: wait"):
            flow.build_modules(module, options)
        assert names(dist) == set()
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert [package.path for package in flow.build_modules(module, options)] == [dist / "provmodul-web.zip"]


def test_where_nothing_can_be_locked_it_builds_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refuse(handle: int, operation: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", refuse)
    others = ".b.zip-ab12cd_9.part"
    (tmp_path / others).touch()
    with alone_in(tmp_path), replacing(tmp_path / "a.zip") as stream:
        stream.write(b"a")
    assert names(tmp_path) == {"a.zip", others}


def test_a_file_that_is_open_elsewhere_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.zip"
    target.write_bytes(b"old")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Access is denied", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with (
        pytest.raises(LarpaketError, match=r"a\.zip cannot be replaced: close the program"),
        replacing(target),
    ):
        pass
    assert (names(tmp_path), target.read_bytes()) == ({"a.zip"}, b"old")


def test_a_name_is_forced_to_the_disk_after_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def force(handle: int) -> None:
        acts.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def put(self: Path, target: Path) -> Path:
        acts.append("name")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", force)
    monkeypatch.setattr(Path, "replace", put)
    with replacing(tmp_path / "a.zip") as stream:
        stream.write(b"a")
    assert acts == ["file", "name", "folder"]
