"""Whether a package is still what a build of today would make, and if not, why."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from larpaket.unchanged.record import FOLDER as RECORDS
from larpaket.unchanged.record import MadePackage
from larpaket.unchanged.stamps import MISSING, Files, stamp

TOOL, OPTIONS, KEY, MODULES, MOVED = ":larpaket", ":options", ":key", ":modules", ":moved"
_OTHER = {
    TOOL: "larpaket, Python or a library is another",
    OPTIONS: "the options are others",
    KEY: "the key to the LRS is another",
    MODULES: "modules have come to the project, or gone from it",
    MOVED: "a file was changed while it was being built",
}
NEVER, FORCED = "it has not been built here before", "--force"


_TICK = 20_000_000
"""How far, in nanoseconds, a file's time may lie behind the clock."""


class Before:
    """Files as they were before anything was read from them."""

    def __init__(self, paths: Iterable[Path], files: Files) -> None:
        self._files, self._began = files, time.time_ns() - _TICK
        self._stamps = {path: stamp(path) for path in paths}
        # A change within the same tick of the clock leaves the times as they are.
        self._digests = {
            path: files.digest(path)
            for path, found in self._stamps.items()
            if found and found.newest > self._began
        }

    def marked(self, inputs: dict[str, str], base: Path, own: Collection[str] = ()) -> dict[str, str]:
        """The inputs, marked if one of them may have changed since. Files that are called as one of `own` are
        written by the build itself.
        """
        for name in inputs:
            if name.startswith(":") or name.endswith("/") or name.rpartition("/")[2] in own:
                continue
            if not self._is_same(Path(os.path.normpath(base / name))):
                return inputs | {MOVED: "1"}
        return inputs

    def _is_same(self, path: Path) -> bool:
        now = stamp(path)
        if path not in self._stamps:
            return now is not None and now.newest < self._began
        same = now is not None and now == self._stamps[path]
        return same and (path not in self._digests or self._files.digest(path) == self._digests[path])


def digests(
    paths: Iterable[Path], folders: Iterable[Path], base: Path, files: Files, output: Path | None = None
) -> dict[str, str]:
    """The digests of files, and of the names in folders, by path from `base`."""
    found = {_relative(path, base): files.digest(path) for path in paths}
    return found | {f"{_relative(folder, base)}/": names_in(folder, output) for folder in folders}


def files_in(folder: Path, output: Path | None = None) -> list[Path]:
    """All files in a folder and below it, except hidden ones, and what builds have put there: `output`, and
    folders with a record.
    """
    packages = output.resolve() if output else None
    paths = []
    for place, folders, found in os.walk(folder):
        inner = (Path(place, name) for name in sorted(folders) if not name.startswith("."))
        folders[:] = [one.name for one in inner if one != packages and not (one / RECORDS).is_dir()]
        paths += [Path(place, name) for name in sorted(found) if not name.startswith(".")]
    return paths


def names_in(folder: Path, output: Path | None = None) -> str:
    """A digest of the names of these files."""
    relative = (str(path)[len(str(folder)) :] for path in files_in(folder, output))
    return hashlib.sha256("\n".join(relative).encode("utf-8", "surrogateescape")).hexdigest()


def contents(folder: Path, files: Files) -> dict[str, str]:
    """The digests of all files in a folder and below it, by path from the folder."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): files.digest(path) for path in found}


def why_not(made: MadePackage | None, own: Mapping[str, str], base: Path, output: Path, files: Files) -> str:
    """Why a package must be made; "" if what lies there is what would be made.

    `own` are the inputs that are no files, as they are now; `base` is the project's folder.
    """
    if made is None:
        return NEVER
    return why_changed(made.inputs, own, base, files, output) or lost(made.files, output, files)


def lost(expected: Mapping[str, str], output: Path, files: Files) -> str:
    """Which of the files in `output` is not there, or not what it was; "" if all are."""
    for name, digest in expected.items():
        now = names_in(output / name) if name.endswith("/") else files.digest(output / name)
        if now != digest:
            return f"{output / name} {'is not there' if now == MISSING else 'has been changed since'}"
    return ""


def why_changed(
    inputs: Mapping[str, str], own: Mapping[str, str], base: Path, files: Files, output: Path
) -> str:
    """Which of the inputs is another now; "" if none is."""
    for name, expected in inputs.items():
        path = Path(os.path.normpath(base / name))
        if name.startswith(":"):
            if own.get(name, "") != expected:
                return _OTHER[name]
        elif name.endswith("/"):
            if names_in(path, output) != expected:
                return f"files have come to {name}, or gone from it"
        elif (digest := files.digest(path)) != expected:
            return f"{name} is gone" if digest == MISSING else f"{name} has changed"
    return ""


def _relative(path: Path, base: Path) -> str:
    return Path(os.path.relpath(path, base)).as_posix()
