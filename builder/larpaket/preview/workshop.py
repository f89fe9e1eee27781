"""The local LRS alone, for a workshop or a class: `larpaket lrs serve`."""

from __future__ import annotations

import secrets
import signal
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from larpaket.lrs.key import SECRET, USER
from larpaket.preview.lrs import Credential, Disk, DiskError, Lrs, serve
from larpaket.problems import LarpaketError, UsageError


class LrsFileError(LarpaketError):
    """The file that should keep the statements cannot be used."""


@dataclass(frozen=True, slots=True)
class Open:
    """Where the LRS is, and the key that lets in."""

    endpoint: str
    key: str
    secret: str
    count: int
    """How many statements it has."""


def serve_lrs(
    environment: Mapping[str, str],
    *,
    file: Path | None,
    port: int,
    ready: Callable[[Open], None],
    stopped: threading.Event | None = None,
) -> None:
    """Serve until Ctrl-C, or until `stopped` is set. The key is that of the environment, else a new one."""
    key = environment.get(USER, "") or secrets.token_hex(8)
    secret = environment.get(SECRET, "") or secrets.token_urlsafe(24)
    ends = stopped or threading.Event()
    try:
        disk = Disk(file) if file else None
    except DiskError as error:
        raise LrsFileError(str(error)) from error
    try:
        lrs = Lrs(credentials=[Credential.of(key, secret)], disk=disk)
        with serve(lrs, port) as served:
            if stopped is None:
                for one in (signal.SIGINT, signal.SIGTERM):
                    signal.signal(one, lambda *_: ends.set())
            ready(Open(served.endpoint, key, secret, len(lrs.statements())))
            with suppress(KeyboardInterrupt):
                ends.wait()
    except OSError as error:
        raise UsageError(f"port {port} is taken: leave out `--port`, or name another one") from error
    finally:
        if disk:
            disk.close()
