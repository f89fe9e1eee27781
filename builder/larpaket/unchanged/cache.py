"""What is made anew from the same input in every build, kept in the user's cache folder.

The folder is bounded and safe to delete: what is not there, cannot be read or was made by another version is
made again.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from larpaket.unchanged.store import cache_folder, write
from larpaket.unchanged.tool import fingerprint

_MOST_FILES = 500
_MOST_BYTES = 64 << 20
_DIGEST = 64


def recall(kind: str, key: str) -> bytes | None:
    """What was kept under this key by this very installation; None if there is nothing."""
    path = _path(kind, key)
    try:
        kept = path.read_bytes()
        os.utime(path)  # the oldest are removed first
    except OSError:
        return None
    data = kept[_DIGEST:]
    return data if hashlib.sha256(data).hexdigest().encode() == kept[:_DIGEST] else None


def remember(kind: str, key: str, data: bytes) -> None:
    """Keep it. A folder that cannot be written to costs time, nothing else."""
    with suppress(OSError):
        write(_path(kind, key), hashlib.sha256(data).hexdigest().encode() + data)
        _bound(_path(kind, key).parent)


def _path(kind: str, key: str) -> Path:
    name = hashlib.sha256(f"{fingerprint()} {key}".encode()).hexdigest()[:32]
    return cache_folder() / "made" / f"{kind}-{name}"


def _bound(folder: Path) -> None:
    """Remove what was not used for longest, beyond the limits."""
    files = sorted(((path.stat(), path) for path in folder.iterdir()), key=lambda file: -file[0].st_mtime_ns)
    size = 0
    for number, (found, path) in enumerate(files):
        size += found.st_size
        if number >= _MOST_FILES or size > _MOST_BYTES:
            path.unlink(missing_ok=True)
