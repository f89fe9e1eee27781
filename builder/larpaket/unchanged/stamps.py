"""The digests of files, each read only if it may have changed.

A file counts as unchanged if its size, both its times (in nanoseconds) and its inode are those that were seen
when it was read. A file that changed less than two seconds before it was read is read again: a file system
may give a later change the same time. On Windows, where the second time is that of the file's creation, small
files are always read.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from larpaket.unchanged.store import write

RACY = 2_000_000_000
"""How old, in nanoseconds, a file's times must be for its stamp to be trusted."""
_ALWAYS_READ = 1_000_000 if sys.platform == "win32" else 0
_MOST = 200_000
MISSING = ""


class Stamp(NamedTuple):
    """What the system says of a file: its size in bytes, its times in nanoseconds since 1970."""

    size: int
    modified: int
    changed: int
    inode: int

    @property
    def newest(self) -> int:
        """The later of its times."""
        return max(self.modified, self.changed)


class Seen(NamedTuple):
    """A file as it was when its digest was found out, in nanoseconds since 1970."""

    stamp: Stamp
    at: int
    digest: str


def stamp(path: Path) -> Stamp | None:
    """The stamp of a file; None if there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


class Files:
    """Digests (SHA-256, hexadecimal) of files, by what is known of them from earlier runs in the file
    `store`. That is safe to delete.
    """

    def __init__(self, store: Path, clock: Callable[[], int] = time.time_ns) -> None:
        self.store, self._clock = store, clock
        self._seen = _read(store)
        self._new: dict[str, Seen] = {}

    def digest(self, path: Path) -> str:
        """The digest of the file as it is now; "" if it cannot be read."""
        now = stamp(path)
        if now is None:
            return MISSING
        known = self._seen.get(str(path))
        if known and known.stamp == now and now.newest + RACY <= known.at and (now.size >= _ALWAYS_READ):
            return known.digest
        at = self._clock()
        try:
            with path.open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return MISSING
        self._learn(path, Seen(now, at, found))
        return found

    def written(self, digests: dict[Path, str]) -> None:
        """Learn the digests of files that this run has written, at its end, while it still has their folder
        to itself.
        """
        at = self._clock()
        for path, digest in digests.items():
            if now := stamp(path):
                self._learn(path, Seen(now, at, digest))

    def learn_from(self, new: dict[str, Seen]) -> None:
        """Take over what another process has read."""
        self._seen |= new
        self._new |= new

    def take_new(self) -> dict[str, Seen]:
        """What this one has read itself since it was last asked."""
        new, self._new = self._new, {}
        return new

    def save(self) -> None:
        """Keep what is known for the next run."""
        if not self._new:
            return
        latest = sorted(self._seen.items(), key=lambda item: item[1].at)[-_MOST:]
        text = json.dumps({path: [*seen.stamp, seen.at, seen.digest] for path, seen in latest})
        with suppress(OSError):
            write(self.store, text.encode())
        self._new = {}

    def _learn(self, path: Path, seen: Seen) -> None:
        self._seen[str(path)] = self._new[str(path)] = seen


def _read(store: Path) -> dict[str, Seen]:
    try:
        found = json.loads(store.read_bytes())
        return {
            path: Seen(Stamp(int(a), int(b), int(c), int(d)), int(at), str(digest))
            for path, (a, b, c, d, at, digest) in found.items()
        }
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
