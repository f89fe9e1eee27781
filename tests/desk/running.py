"""A preview that runs in a thread of its own, and what a test wants to know of it."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.request import Request, urlopen

from larpaket.preview.serving import Preview, previewing

T = TypeVar("T")


@dataclass
class Running:
    """A running preview; `ask` runs a function in its loop."""

    preview: Preview
    loop: asyncio.AbstractEventLoop

    @property
    def address(self) -> str:
        """That of the desk's page, with its token."""
        return self.preview.address

    @property
    def origin(self) -> str:
        return self.address.partition("/#")[0]

    @property
    def token(self) -> str:
        return self.address.partition("#")[2]

    @property
    def stage(self) -> str:
        """The package's origin."""
        return self.ask(lambda: str(self.preview.desk.picture()["stage"]))

    def ask(self, act: Callable[[], T]) -> T:
        async def run() -> T:
            return act()

        return asyncio.run_coroutine_threadsafe(run(), self.loop).result(30)

    def events(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.ask(lambda: self.preview.feed.since(0)) if event["kind"] == kind]

    def picture(self) -> dict[str, Any]:
        return self.ask(self.preview.desk.picture)

    def act(self, name: str, /, **said: str) -> None:
        """What the desk's page does when something is pressed or chosen."""
        headers = {"X-Larpaket": self.token, "Origin": self.origin}
        request = Request(f"{self.origin}/act/{name}", json.dumps(said).encode(), headers)
        with urlopen(request, timeout=30) as answer:
            assert answer.status == 200

    def wait(self, condition: Callable[[], bool], timeout: float = 30) -> None:
        """Until something that happens makes the condition true."""

        async def run() -> None:
            feed = self.preview.feed
            async with asyncio.timeout(timeout):
                if condition():
                    return
                async for _ in feed.read(0):
                    if condition():
                        return

        asyncio.run_coroutine_threadsafe(run(), self.loop).result(timeout + 5)


@contextmanager
def running(named: Path | None, **options: Any) -> Iterator[Running]:
    """Preview that module or package until the block ends."""
    ready = threading.Event()
    made: list[Running] = []
    failed: list[BaseException] = []

    async def run() -> None:
        async with previewing(named, **options) as preview:
            made.append(Running(preview, asyncio.get_running_loop()))
            ready.set()
            await preview.stopped.wait()

    def thread() -> None:
        try:
            asyncio.run(run())
        except BaseException as error:
            failed.append(error)
        finally:
            ready.set()

    worker = threading.Thread(target=thread)
    worker.start()
    assert ready.wait(60)
    if not made:
        worker.join()
        raise failed[0]
    try:
        yield made[0]
    finally:
        made[0].loop.call_soon_threadsafe(made[0].preview.stopped.set)
        worker.join(30)
        assert not worker.is_alive()
    if failed:
        raise failed[0]
