"""The user's cache folder, which is safe to delete."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from platformdirs import user_cache_path


def cache_folder() -> Path:
    """`~/.cache/larpaket` on Linux, the usual place elsewhere; XDG_CACHE_HOME moves it."""
    return user_cache_path("larpaket", appauthor=False)


def write(path: Path, data: bytes) -> None:
    """Put a file into place there, whole. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
