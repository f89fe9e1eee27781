"""Moving bytes: by the system, by hand where it cannot, and not at all from a file that changes."""

from __future__ import annotations

import errno
import os
import zlib
from pathlib import Path

import pytest

from larpaket import copying
from larpaket.copying import LARGE, ChangedError, copy
from larpaket.files import Slice

SIZE = LARGE + 5000


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "film"
    path.write_bytes(bytes(range(251)) * (SIZE // 251 + 100))
    return path


def copied(piece: Slice, target: Path) -> tuple[bytes, int]:
    with target.open("w+b") as stream:
        stream.write(b"head")
        checksum = copy(piece, stream, zlib.crc32(b"head"))
        stream.write(b"tail")
    return target.read_bytes(), checksum


@pytest.mark.parametrize("length", [0, 10, LARGE - 1, LARGE, SIZE])
@pytest.mark.parametrize("offset", [0, 1, 4096])
@pytest.mark.parametrize("error", [0, errno.EXDEV, errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP])
def test_the_same_bytes_whoever_copies_them(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int, offset: int, error: int
) -> None:
    if error:
        monkeypatch.setattr(os, "copy_file_range", refuse(error), raising=False)
    expected = b"head" + source.read_bytes()[offset : offset + length]
    assert copied(Slice(source, offset, length), tmp_path / "to") == (
        expected + b"tail",
        zlib.crc32(expected),
    )


def refuse(error: int):  # type: ignore[no-untyped-def]
    def copy_file_range(*given: int) -> int:
        raise OSError(error, os.strerror(error))

    return copy_file_range


def test_by_hand_from_where_the_system_stopped(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_the_system = copying._by_the_system

    def once(source: int, target: int, count: int, offset: int, place: int) -> int | None:
        return by_the_system(source, target, 1000, offset, place) if offset < 1000 else None

    monkeypatch.setattr(copying, "_by_the_system", once)
    assert (
        copied(Slice(source, 0, SIZE), tmp_path / "to")[0] == b"head" + source.read_bytes()[:SIZE] + b"tail"
    )


def test_a_full_disk_is_not_taken_for_a_system_that_cannot(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "copy_file_range", refuse(errno.ENOSPC), raising=False)
    with pytest.raises(OSError, match="No space left"):
        copied(Slice(source, 0, SIZE), tmp_path / "to")


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_file_that_got_shorter(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_hand: bool
) -> None:
    if by_hand:
        monkeypatch.setattr(copying, "_by_the_system", lambda *given: None)
    with pytest.raises(ChangedError, match="film was truncated while it was being read: build again"):
        copied(Slice(source, 0, source.stat().st_size + 1), tmp_path / "to")


def test_a_file_that_changes_meanwhile(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move = copying._move

    def meanwhile(*given) -> None:  # type: ignore[no-untyped-def]
        move(*given)
        source.write_bytes(b"other" + source.read_bytes()[5:])

    monkeypatch.setattr(copying, "_move", meanwhile)
    with pytest.raises(ChangedError, match="film was changed while it was being read: build again"):
        copied(Slice(source, 0, SIZE), tmp_path / "to")


def test_the_checksum_of_a_film_is_found_out_once(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Slice] = []
    chunks = copying._chunks

    def counted(piece: Slice):  # type: ignore[no-untyped-def]
        read.append(piece)
        return chunks(piece)

    monkeypatch.setattr(copying, "_chunks", counted)
    if not hasattr(os, "copy_file_range"):
        pytest.skip("the system copies nothing here")
    for number in range(5):
        copied(Slice(source, 0, SIZE), tmp_path / f"to-{number}")
    assert len(read) == 1
