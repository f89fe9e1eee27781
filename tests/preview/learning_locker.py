"""Learning Locker's statement service as an independent judge of statements: npm
`@learninglocker/xapi-statements`, in memory.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

TESTS = Path(__file__).parents[1]
PROGRAM = TESTS / "node_modules/@learninglocker/xapi-statements/dist/server.js"
_READY = "Listening on port"
_START_LIMIT = 60.0
_TRIES = 5


@contextlib.contextmanager
def learning_locker(folder: Path) -> Iterator[str]:
    """The service's endpoint while the block lasts. It writes its access log under `folder`, and nothing
    else.

    It has statements, about and activities; no State, no profiles, and it lets everybody in. It looks for
    MongoDB and Redis for ever, says so on its output, and serves without them.
    """
    if not PROGRAM.is_file():
        raise FileNotFoundError(f"{PROGRAM} is missing: run `make node`")
    process, port = _start(folder)
    try:
        yield f"http://127.0.0.1:{port}/xAPI/"
    finally:
        process.terminate()
        process.wait(_START_LIMIT)


def refusals(endpoint: str, statements: Iterable[dict[str, Any]]) -> list[str]:
    """What the service says against statements, each posted by itself."""
    found = []
    headers = {
        "Content-Type": "application/json",
        "X-Experience-API-Version": "1.0.3",
        "Authorization": "Basic YTph",
    }
    for statement in statements:
        try:
            urllib.request.urlopen(
                urllib.request.Request(f"{endpoint}statements", json.dumps(statement).encode(), headers)
            ).close()
        except urllib.error.HTTPError as error:
            found.append(f"{statement['verb']['id']}: {error.code} {error.read().decode()}")
    return found


def _start(folder: Path) -> tuple[subprocess.Popen[str], int]:
    """A process that serves, and its port; another port when somebody took the free one in between."""
    for _ in range(_TRIES):
        port = _free_port()
        settings = {
            "EXPRESS_PORT": str(port),
            "MODELS_REPO": "memory",
            "STORAGE_REPO": "memory",
            "AUTH_REPO": "test",
            "LANG": "en",
        }
        process = subprocess.Popen(
            [sys.executable, str(TESTS / "tools/node.py"), "--no-deprecation", str(PROGRAM)],
            cwd=folder,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        said = _wait_until_ready(process, process.stdout)
        if _READY in said:
            return process, port
        process.kill()
        process.wait(_START_LIMIT)
        if "EADDRINUSE" not in said:
            break
    raise RuntimeError(f"Learning Locker did not start within {_START_LIMIT:g} s:\n{said}")


def _wait_until_ready(process: subprocess.Popen[str], output: IO[str]) -> str:
    """Read its output up to the line that says so, and return it; from then on a thread reads, or a full pipe
    would stop the service.
    """
    limit = threading.Timer(_START_LIMIT, process.kill)
    limit.start()
    said = []
    for line in output:
        said.append(line)
        if _READY in line:
            break
    limit.cancel()
    threading.Thread(target=_read_all, args=(output,), name="learning-locker-output", daemon=True).start()
    return "".join(said)


def _read_all(output: IO[str]) -> None:
    with output:
        for _ in output:
            pass


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
