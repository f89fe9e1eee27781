"""A file's digest is found out anew whenever it may be another; and the cache, which may vanish at any time."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from larpaket.unchanged import cache, stamps, store, tool
from larpaket.unchanged.stamps import RACY, Files


class Clock:
    """A clock that stands still, a minute after the files were written."""

    def __init__(self, path: Path) -> None:
        self.now = path.stat().st_ctime_ns + 60 * 10**9

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a"
    path.write_bytes(b"first")
    return path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read."""
    found: list[str] = []
    digest = hashlib.file_digest

    def read(stream, name):  # type: ignore[no-untyped-def]
        found.append(Path(stream.name).name)
        return digest(stream, name)

    monkeypatch.setattr(hashlib, "file_digest", read)
    return found


def test_an_unchanged_file_is_read_once(path: Path, tmp_path: Path, reads: list[str]) -> None:
    files = Files(tmp_path / "store", Clock(path))
    assert files.digest(path) == files.digest(path)
    files.save()
    assert Files(tmp_path / "store", Clock(path)).digest(path) == files.digest(path)
    assert reads == ["a"]


def test_a_young_file_is_read_again(path: Path, tmp_path: Path, reads: list[str]) -> None:
    clock = Clock(path)
    clock.now = path.stat().st_ctime_ns + RACY - 1
    files = Files(tmp_path / "store", clock)
    files.digest(path)
    clock.now += 1
    files.digest(path)
    files.digest(path)
    assert reads == ["a", "a"]


@pytest.mark.skipif(os.name == "nt", reason="small files are always read there")
def test_the_same_size_and_time_do_not_hide_a_change(path: Path, tmp_path: Path) -> None:
    files = Files(tmp_path / "store", Clock(path))
    before, found = files.digest(path), path.stat()
    path.write_bytes(b"other")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert files.digest(path) != before


def test_what_cannot_be_read_is_missing(tmp_path: Path) -> None:
    files = Files(tmp_path / "store")
    assert files.digest(tmp_path / "none") == files.digest(tmp_path) == stamps.MISSING


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"a": 1}', b'{"a": [1, 2]}', b"\xff", b'{"a"'])
def test_a_spoilt_store_is_none(path: Path, tmp_path: Path, content: bytes, reads: list[str]) -> None:
    (tmp_path / "store").write_bytes(content)
    assert Files(tmp_path / "store").digest(path)
    assert reads == ["a"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(store, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.mark.usefixtures("folder")
def test_what_was_kept_is_there_until_another_version_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache.recall("script", "a") is None
    cache.remember("script", "a", b"made")
    assert cache.recall("script", "a") == b"made"
    assert cache.recall("style", "a") is cache.recall("script", "b") is None
    monkeypatch.setattr(cache, "fingerprint", lambda: "another")
    assert cache.recall("script", "a") is None


def test_a_spoilt_or_lost_file_is_made_again(folder: Path) -> None:
    cache.remember("script", "a", b"made")
    (path,) = (folder / "made").iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    assert cache.recall("script", "a") is None
    path.unlink()
    assert cache.recall("script", "a") is None


def test_the_cache_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST_FILES", 3)
    for number in range(5):
        cache.remember("script", str(number), b"made")
        newest = max((folder / "made").iterdir(), key=lambda path: path.stat().st_ctime_ns)
        os.utime(newest, ns=(number, number))
    assert len(list((folder / "made").iterdir())) == 3
    assert cache.recall("script", "4") == b"made"
    assert cache.recall("script", "0") is None


def test_a_folder_that_cannot_be_written_costs_time_only(folder: Path) -> None:
    folder.write_text("a file", "utf-8")
    cache.remember("script", "a", b"made")
    assert cache.recall("script", "a") is None
    Files(folder / "store").save()


def test_another_library_or_file_is_another_tool(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    monkeypatch.setattr(tool, "_PACKAGE", own)
    found = set()
    for change in (
        lambda: None,
        lambda: (own / "a.py").write_text("a", "utf-8"),
        lambda: (own / "a.py").write_text("b", "utf-8"),
        lambda: (own / "a.py").rename(own / "c.py"),
        lambda: monkeypatch.setattr(tool, "_libraries", lambda: ["jinja2-4.dist-info"]),
        lambda: monkeypatch.setattr(tool, "__version__", "99"),
    ):
        change()
        tool.fingerprint.cache_clear()
        found.add(tool.fingerprint())
    tool.fingerprint.cache_clear()
    assert len(found) == 6
