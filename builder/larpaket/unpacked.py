"""A package as a folder, for a web server or a USB stick: the files of the zip, replaced in one step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from larpaket.archive import check_names, write_pieces
from larpaket.files import PackageFile
from larpaket.in_place import put
from larpaket.problems import LarpaketError


def write_folder(
    files: Iterable[PackageFile], target: Path, *, inspect: Callable[[Path], None] = lambda folder: None
) -> int:
    """Write `files` to the folder `target`, replacing its content; returns their size in bytes.

    The archive's rules for names apply. The old folder stays until everything has been written and `inspect`,
    which reads it, has not raised; if the last step fails, it is restored.
    """
    ordered = list(files)
    check_names(ordered)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-", suffix=".part"))
    try:
        made = beside / "new"
        size = sum(_write(file, made / file.path) for file in ordered)
        inspect(made)
        if is_old := target.exists():
            put(target, beside / "old", target=target)
        try:
            put(made, target)
        except (OSError, LarpaketError):
            if is_old:
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
