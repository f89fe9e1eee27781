"""What happened, in order: every event has a number, and a reader begins where it likes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

Event = dict[str, Any]
MOST = 5000
"""Older events are forgotten."""


class Feed:
    """Events as JSON objects with `n`, their number, and `at`, in milliseconds since 1970.

    Readers run in one event loop; `add` is called there.
    """

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        """`now` is in seconds since 1970."""
        self._now = now
        self._events: list[Event] = []
        self._count = 0
        self._changed = asyncio.Event()
        self.closed = False

    def add(self, kind: str, **facts: Any) -> Event:
        """Append an event, and wake the readers."""
        self._count += 1
        event = {"n": self._count, "at": round(self._now() * 1000), "kind": kind, **facts}
        self._events.append(event)
        del self._events[:-MOST]
        self._wake()
        return event

    def since(self, after: int) -> list[Event]:
        """The events with a higher number."""
        return [event for event in self._events if event["n"] > after]

    def close(self) -> None:
        """End every reader."""
        self.closed = True
        self._wake()

    async def read(self, after: int) -> AsyncIterator[Event]:
        """The events after that number, and then each one as it comes."""
        while not self.closed:
            changed = self._changed
            for event in self.since(after):
                after = event["n"]
                yield event
            if changed is self._changed and not self.closed:
                await changed.wait()

    def _wake(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
