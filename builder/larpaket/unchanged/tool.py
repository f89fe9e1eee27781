"""What this installation is: everything but the input that decides what it makes."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

from larpaket.templates import templates
from larpaket.unchanged.stamps import Files
from larpaket.unchanged.store import cache_folder
from larpaket.version import __version__

_PACKAGE = Path(__file__).parents[1]
_LIBRARY = (".dist-info", ".egg-info")


@cache
def fingerprint() -> str:
    """A digest of the version, of every file of larpaket's own, of Python and of the libraries beside it.

    The version alone does not tell a checkout from the one a minute ago.
    """
    files = Files(cache_folder() / "own.json")
    own = sorted({*_all(_PACKAGE), *_all(templates())})
    parts = [
        __version__,
        sys.implementation.name,
        ".".join(map(str, sys.version_info)),
        *_libraries(),
        *(f"{path.relative_to(path.anchor)} {files.digest(path)}" for path in own),
    ]
    files.save()
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _all(folder: Path) -> list[Path]:
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        found += [Path(place, name) for name in names]
    return found


def _libraries() -> list[str]:
    """The libraries and their versions, as their folders' names give them: reading each one's metadata takes
    as long as everything else.
    """
    found: set[str] = set()
    for place in {entry for entry in sys.path if entry}:
        try:
            found.update(name for name in os.listdir(place) if name.endswith(_LIBRARY))  # noqa: PTH208
        except OSError:
            continue
    return sorted(found)
