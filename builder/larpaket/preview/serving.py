"""Runs the preview: the desk, the LRS and the package each on a port of its own, all on the loopback, in one
event loop; and the watch over a module's files.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import signal
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import uvicorn
import watchfiles
from starlette.types import ASGIApp

from larpaket.preview.desk import Desk
from larpaket.preview.desk_app import desk_app
from larpaket.preview.feed import Feed
from larpaket.preview.lrs_app import lrs_app
from larpaket.preview.shown import Shown
from larpaket.preview.stage_app import stage_app
from larpaket.preview.subject import Subject, subject_of
from larpaket.problems import LarpaketError, UsageError

_WRITTEN_BY_US = frozenset({"ids.lock", "original.lock"})
NEXT = -1
_OURS = range(8420, 8440)
_GRACE = 1
"""How long open connections may take to end, in seconds."""


class _Server(uvicorn.Server):
    """One of several in a loop: Ctrl-C is handled once, for all of them."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Preview:
    """A running preview; `address` is that of the desk's page, with the token."""

    def __init__(self, subject: Subject, language: str) -> None:
        self.feed = Feed()
        self.token = secrets.token_urlsafe(24)
        self.address = ""
        self.stopped = asyncio.Event()
        self._origins = {"desk": "", "stage": "", "lrs": ""}
        self._language = language
        self._subject = subject
        self._running = asyncio.TaskGroup()
        self._servers: dict[str, _Server] = {}

    async def run(self, port: int, ready: Callable[[str], None]) -> None:
        """Serve until `stopped` is set; `ready` gets the address. Raises LarpaketError if there is nothing to
        show, or the port is taken.
        """
        sockets = {"desk": _listen(port), "lrs": _listen(0)}
        for name, one in sockets.items():
            self._origins[name] = _origin(one)
        desk = self.desk = Desk(
            self._subject,
            self.feed,
            stage=lambda: self._origins["stage"],
            lrs=self._origins["lrs"],
        )
        await self._build()
        acts = {
            name: getattr(self, f"_{name}") for name in ("choose", "switch", "launch", "restart", "empty")
        }
        apps = {
            "lrs": lrs_app(desk, lambda: frozenset({self._origins["stage"]})),
            "desk": desk_app(desk, self.token, self._language, acts),
        }
        async with asyncio.TaskGroup() as self._running:
            for name, app in apps.items():
                await self._serve(name, app, sockets[name])
            await self._open_stage()
            self.address = f"{self._origins['desk']}/#{self.token}"
            watching = self._running.create_task(self._watch()) if self._subject.watched else None
            ready(self.address)
            await self.stopped.wait()
            self.feed.close()
            if watching:
                watching.cancel()
            for server in self._servers.values():
                server.should_exit = True

    async def _open_stage(self) -> None:
        """A new origin for the package: what another one left in the browser is not there."""
        if self.stopped.is_set():  # a format was still being built, and every server has been told to end
            return
        if old := self._servers.pop("stage", None):
            old.should_exit = True
        listening = _listen(0)
        self._origins["stage"] = _origin(listening)
        await self._serve("stage", stage_app(self.desk, lambda: self._origins["desk"]), listening)

    async def _serve(self, name: str, app: ASGIApp, listening: socket.socket) -> None:
        config = uvicorn.Config(
            app, log_level="error", lifespan="off", timeout_graceful_shutdown=_GRACE, server_header=False
        )
        server = self._servers[name] = _Server(config)
        self._running.create_task(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.005)

    async def _build(self) -> None:
        begun = time.perf_counter()
        format, lrs = self.desk.chosen["format"], f"{self._origins['lrs']}/xapi/"

        def make() -> Shown | LarpaketError:
            try:
                return self._subject.show(format, lrs)
            except LarpaketError as error:
                return error

        made = await asyncio.to_thread(make)
        if format == self.desk.chosen["format"]:  # else another one was chosen meanwhile, and is being built
            self.desk.take(made, time.perf_counter() - begun)

    async def _watch(self) -> None:
        async for changes in watchfiles.awatch(
            *self._subject.watched, debounce=25, step=10, rust_timeout=500, stop_event=self.stopped
        ):
            names = {Path(path).name for _, path in changes}
            if any(not name.startswith((".", "~")) and name not in _WRITTEN_BY_US for name in names):
                await self._build()

    # What the desk's page can do.

    async def _choose(self, said: dict[str, Any]) -> None:
        name = str(said.get("name"))
        self.desk.choose(name, str(said.get("value")))
        if name == "format":
            await self._build()
            await self._open_stage()
        self.feed.add("launched")

    async def _switch(self, said: dict[str, Any]) -> None:
        self.desk.switch(str(said.get("fault")), on=bool(said.get("on")))

    async def _launch(self, said: dict[str, Any]) -> None:
        self.feed.add("launched")

    async def _restart(self, said: dict[str, Any]) -> None:
        self.desk.restart()
        self.feed.add("restarted")

    async def _empty(self, said: dict[str, Any]) -> None:
        await self._open_stage()
        self.feed.add("emptied")


@asynccontextmanager
async def previewing(named: Path | None, *, language: str = "sv", port: int = 0) -> AsyncIterator[Preview]:
    """A preview that runs during the block."""
    with ExitStack() as stack:
        preview = Preview(subject_of(named, stack), language)
        begun = asyncio.Event()
        running = asyncio.create_task(preview.run(port, lambda address: begun.set()))
        either: set[asyncio.Task[Any]] = {running, asyncio.create_task(begun.wait())}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            await running
        try:
            yield preview
        finally:
            preview.stopped.set()
            await running


def preview(named: Path | None, *, language: str, port: int, ready: Callable[[str], None]) -> None:
    """Preview until Ctrl-C; `ready` gets the page's address once it answers."""

    async def run() -> None:
        async with previewing(named, language=language, port=port) as running:
            loop = asyncio.get_running_loop()
            for one in (signal.SIGINT, signal.SIGTERM):
                with contextlib.suppress(NotImplementedError):  # Windows: KeyboardInterrupt ends it there
                    loop.add_signal_handler(one, running.stopped.set)
            ready(running.address)
            await running.stopped.wait()

    # A tab that was closed while a film came is no news.
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run())


def _listen(port: int) -> socket.socket:
    """A socket on that port of the loopback; 0 is any free one, `NEXT` the next free one of ours."""
    if port == NEXT:
        for one in _OURS:
            with contextlib.suppress(UsageError):
                return _listen(one)
        return _listen(0)
    # asyncio switches Nagle's algorithm off only where the protocol is named: 40 ms a request.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError as error:
        listening.close()
        raise UsageError(f"port {port} is taken: leave out `--port`, or name another one") from error
    return listening


def _origin(listening: socket.socket) -> str:
    return f"http://127.0.0.1:{listening.getsockname()[1]}"
