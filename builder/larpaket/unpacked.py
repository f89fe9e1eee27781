"""A package as a folder, for a web server or a USB stick: the same files as in the zip, put in place in one step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from larpaket.archive import check_names, write_pieces
from larpaket.files import PackageFile


def write_folder(files: Iterable[PackageFile], target: Path, *, inspect: Callable[[Path], None] = lambda folder: None) -> int:
    """Write `files` below `target`, in place of what it held; returns their size in bytes.

    Names are held to the archive's rules. Until everything is written and `inspect`, which reads it, has not raised, the old folder
    stays as it was; should the very last step fail, it comes back.
    """
    ordered = list(files)
    check_names(ordered)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-", suffix=".part"))
    try:
        made = beside / "new"
        size = sum(_write(file, made / file.path) for file in ordered)
        inspect(made)
        if target.exists():
            target.rename(beside / "old")
        try:
            made.rename(target)
        except OSError:
            (beside / "old").rename(target)
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return size


def _write(file: PackageFile, path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        size, _ = write_pieces(stream, file.content)
    return size
