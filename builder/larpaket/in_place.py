"""Putting files into place, whole or not at all, by one build at a time.

A file is written beside its place, forced to the disk, and renamed. What a killed process leaves there is
named `.{name}-{8 characters}.part`; the next build removes it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from larpaket.problems import LarpaketError

_WAITS = (0.1, 0.4)
"""How long, in seconds, to wait before a file is put into place again: on Windows, a virus scanner may have
it open for a moment.
"""
_LEFT = re.compile(r"\.(.+)-[a-z0-9_]{8}\.part")

if sys.platform == "win32":
    import msvcrt

    def _lock(folder: Path) -> tuple[int, bool]:
        """Windows locks files only. With O_TEMPORARY, this one goes with the process that opened it."""
        handle = os.open(folder / ".larpaket.lock", os.O_CREAT | os.O_RDWR | os.O_TEMPORARY)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.close(handle)
            raise BlockingIOError from None
        return handle, True

    def _force(folder: Path) -> None:
        """Windows does not open folders."""

else:
    import fcntl

    def _lock(folder: Path) -> tuple[int, bool]:
        """The folder itself is locked, so that no file is left. False where a network file system knows no
        locks.
        """
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise
        except OSError:
            return handle, False
        return handle, True

    def _force(folder: Path) -> None:
        """Force the names in a folder to the disk, where the file system can."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):
                os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def alone_in(folder: Path, doing: str = "build") -> Iterator[None]:
    """Keep other builds out of `folder`, and remove what a killed one has left there.

    The system releases the lock when the process ends, however it ends. Raises LarpaketError if another one
    is in the folder; `doing` is what this one is called then.
    """
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle, is_alone = _lock(folder)
    except BlockingIOError:
        raise LarpaketError(
            f"another {doing} is writing to {folder}: wait until it has finished, then try again"
        ) from None
    try:
        for path in folder.glob(".*.part") if is_alone else ():  # else another build may still be writing it
            if left := _LEFT.fullmatch(path.name):
                _remove(path, folder / left[1])
        yield
    finally:
        os.close(handle)
        if is_new:
            with suppress(OSError):  # it stays if something was put there
                folder.rmdir()


def _remove(path: Path, target: Path) -> None:
    """Remove what was to become `target`; a folder that was in its place before is put back."""
    if not path.is_dir():
        with suppress(PermissionError):  # a program still has it open: the next build removes it
            path.unlink(missing_ok=True)
        return
    old = path / "old"
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(path, ignore_errors=True)


@contextmanager
def replacing(target: Path, *, force: bool = True) -> Iterator[BinaryIO]:
    """A stream that becomes `target` if the block succeeds; otherwise nothing is left of it.

    It is forced to the disk first, unless `force` is false: after a power cut it may then be empty.
    Raises LarpaketError if the old file cannot be replaced, as on Windows while another program has it open.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            if force:
                stream.flush()
                os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())  # mkstemp sets 0600; a package is an ordinary file
        put(temporary, target)
        if force:
            _force(target.parent)
    except BaseException:
        with suppress(PermissionError):
            temporary.unlink(missing_ok=True)
        raise


def put(path: Path, place: Path, *, target: Path | None = None) -> None:
    """Move a file or a folder to its place; a file that is there is replaced.

    Raises LarpaketError, about `target` if that is another, if the system does not allow it, as on Windows
    while another program has the file open.
    """
    for wait in (*_WAITS, None):
        try:
            path.replace(place)
            return
        except PermissionError:
            if wait is None:
                raise LarpaketError(
                    f"{target or place} cannot be replaced: close the program that has it open, check that "
                    "it is not read-only, then build again"
                ) from None
            time.sleep(wait)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
