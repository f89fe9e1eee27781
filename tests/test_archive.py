"""The archive: read back by Python's zipfile and by Info-ZIP's rules, equal bytes, nothing left of a failed
write.
"""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from larpaket.archive import ArchiveError, write_zip
from larpaket.copying import ChangedError
from larpaket.files import PackageFile, Slice, not_on_windows, whole
from larpaket.standards import MOST_BYTES

NAMES = st.from_regex(r"[a-z][a-z0-9._-]{0,8}(/[a-z][a-z0-9_-]{0,8}){0,2}", fullmatch=True).filter(
    lambda name: not not_on_windows(name)
)


def file(path: str, content: bytes = b"x", *, media: bool = False) -> PackageFile:
    return PackageFile(path, (content,), media)


@given(st.dictionaries(NAMES, st.binary(max_size=5000), min_size=1, max_size=8))
def test_reads_back_equal(tmp_path_factory: pytest.TempPathFactory, contents: dict[str, bytes]) -> None:
    target = tmp_path_factory.mktemp("zip") / "a.zip"
    write_zip(
        [file(path, content, media=len(content) > 100) for path, content in contents.items()],
        target,
        first=min(contents),
    )
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert {info.filename: archive.read(info) for info in archive.infolist()} == contents


def test_order_times_modes_and_alignment(tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    write_zip(
        [file("b.txt"), file("media/film.mp4", b"film", media=True), file("a.txt"), file("imsmanifest.xml")],
        target,
        first="imsmanifest.xml",
    )
    with zipfile.ZipFile(target) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == ["imsmanifest.xml", "a.txt", "b.txt", "media/film.mp4"]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.external_attr >> 16 for info in infos} == {0o100644}
    assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}
    assert target.read_bytes().index(b"film", target.read_bytes().index(b"film.mp4") + 8) % 4096 == 0


@pytest.mark.parametrize(
    "paths",
    [
        ["a.txt", "a.txt"],
        ["a.txt", "A.txt"],
        ["å.txt"],
        ["a b.txt"],
        ["../a.txt"],
        ["/a.txt"],
        ["a//b"],
        ["a\\b"],
        ["a/../b"],
        ["a\n"],
        [""],
    ],
    ids=repr,
)
def test_names_that_an_lms_mistakes_are_refused(tmp_path: Path, paths: list[str]) -> None:
    target = tmp_path / "a.zip"
    with pytest.raises(ArchiveError):
        write_zip([file(path) for path in paths], target, first="a.txt")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_old_archive_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    target.write_bytes(b"old")
    shrunk = tmp_path / "film"
    shrunk.write_bytes(b"short")
    with pytest.raises(ChangedError, match="truncated"):
        write_zip([PackageFile("a", (Slice(shrunk, 0, 100),))], target, first="a")
    with pytest.raises(FileNotFoundError):
        write_zip([PackageFile("a", (Slice(tmp_path / "gone", 0, 1),))], target, first="a")
    assert target.read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {"a.zip", "film"}


def test_a_full_disk_leaves_the_old_archive(tmp_path: Path) -> None:
    """A limit on file size stands for the full disk: the write fails in the middle, as it would there."""
    target = tmp_path / "a.zip"
    target.write_bytes(b"old")
    child = os.fork()
    if child == 0:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            write_zip([file("a", bytes(5_000_000))], target, first="a")
        except OSError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_what_is_too_large_is_refused_before_a_byte_is_written(tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    nothing = tmp_path / "film.mp4"  # is never opened
    film = PackageFile("media/film.mp4", (Slice(nothing, 0, MOST_BYTES - 6000),), media=True)
    with pytest.raises(ArchiveError, match=r"would be 4\.0 GiB.*`media/film\.mp4` \(4\.0 GiB\) smaller"):
        write_zip([file("a", bytes(2000)), film], target, first="a")
    with pytest.raises(ArchiveError, match="65535 files"):
        write_zip([file(f"f{number}", b"") for number in range(65_535)], target, first="f0")
    assert list(tmp_path.iterdir()) == []


def test_an_archive_is_an_ordinary_file(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_zip([file("a")], tmp_path / "a.zip", first="a")
    finally:
        os.umask(before)
    assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o644


def test_pieces_of_files_are_copied(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"0123456789")
    write_zip(
        [PackageFile("a", (b"<", Slice(source, 2, 3), b">")), PackageFile("b", whole(source))],
        tmp_path / "a.zip",
        first="b",
    )
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read("a") == b"<234>"
        assert archive.read("b") == b"0123456789"
        assert archive.namelist() == ["b", "a"]
