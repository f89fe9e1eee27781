"""Puts new files into a folder: all of them or none, and never over one that is there."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path, PurePosixPath

from larpaket.in_place import alone_in, put
from larpaket.problems import UsageError
from larpaket.starting.contents import Files


def place(home: Path, files: Files, new: PurePosixPath) -> list[PurePosixPath]:
    """Put `files`, by their paths from `home`, into place; returns those that were not there before.

    They are written beside their places first, so that a full disk leaves nothing. Then each is renamed, in
    the order given; a folder that is not there yet is one rename. If that is broken off, what was put is
    taken away again; after a kill, what is there is whole, and the next run adds the rest. UsageError if
    there is something at `new`.
    """
    with alone_in(home, "run of `larpaket new`"):
        refuse_existing(home, new)
        beside = Path(tempfile.mkdtemp(dir=home, prefix=".new-", suffix=".part"))
        made = beside / "made"
        missing = [path for path in files if not os.path.lexists(home / path)]
        placed: list[Path] = []
        try:
            for path in missing:
                _write(made / path, files[path])
            for path in missing:
                if os.path.lexists(made / path):  # else it came with a folder
                    first = _first_missing(home, path)
                    placed.append(home / first)
                    put(made / first, home / first)
        except BaseException:
            for target in reversed(placed):
                _remove(target)
            raise
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return missing


def refuse_existing(home: Path, new: PurePosixPath) -> None:
    """UsageError if there is something at `new`, even under a name that differs only in case."""
    folder = home / new.parent
    names = {path.name.casefold() for path in folder.iterdir()} if folder.is_dir() else set()
    if new.name not in names:
        return
    free = next(name for number in range(2, 10_000) if (name := f"{new.name}-{number}") not in names)
    raise UsageError(
        f"{os.path.relpath(folder / new.name)} is there already, and nothing is overwritten: choose another "
        f"name, as in `larpaket new {free}`"
    )


def _first_missing(home: Path, path: PurePosixPath) -> PurePosixPath:
    """The folder on the way to `path` that is not there yet, else `path` itself."""
    way = [*reversed(path.parents[:-1]), path]
    return next(part for part in way if not os.path.lexists(home / part))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
