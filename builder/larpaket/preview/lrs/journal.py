"""A record of all exchanges, for tests, and a way to wait for one without sleeping."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .alternate import usual
from .messages import Request, RequestError, Response
from .reading import read_json
from .receiving import read_body


@dataclass(frozen=True)
class Exchange:
    """A request and its answer."""

    request: Request
    response: Response

    @property
    def taken(self) -> bool:
        """Whether the answer was a success."""
        return self.response.status < 300

    @cached_property
    def asked(self) -> Request:
        """The request that a form stood for; any other is itself."""
        try:
            return usual(self.request)
        except RequestError:
            return self.request

    @property
    def resource(self) -> str:
        """The end of the path: `statements`, `state`, `profile` …"""
        return self.request.path.rstrip("/").rpartition("/")[2]

    @property
    def sends(self) -> bool:
        """Whether it sends statements."""
        return self.resource == "statements" and self.asked.method in ("PUT", "POST")

    @property
    def statements(self) -> list[dict[str, Any]]:
        """The statements in a PUT or POST, as sent; empty if the LRS cannot read them."""
        if not self.sends:
            return []
        try:
            in_parts = self.asked.media_type == "multipart/mixed"
            value: Any = read_body(self.asked)[0] if in_parts else read_json(self.asked.body)
        except (RequestError, ValueError):
            return []
        return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


class Journal:
    """Append `journal.note` to an LRS's observers."""

    def __init__(self) -> None:
        """Start empty."""
        self.exchanges: list[Exchange] = []
        self._changed = threading.Condition()

    def note(self, request: Request, response: Response) -> None:
        """The observer."""
        with self._changed:
            self.exchanges.append(Exchange(request, response))
            self._changed.notify_all()

    @property
    def received(self) -> list[dict[str, Any]]:
        """The accepted statements, as sent and in order; one that was sent twice occurs twice."""
        return [
            statement
            for exchange in list(self.exchanges)
            if exchange.taken
            for statement in exchange.statements
        ]

    @property
    def refused(self) -> list[Exchange]:
        """The exchanges that ended with an error."""
        return [exchange for exchange in list(self.exchanges) if not exchange.taken]

    def wait(self, condition: Callable[[Journal], bool], timeout: float = 10) -> None:
        """Wait until the condition holds; TimeoutError after `timeout` seconds, with what has arrived."""
        with self._changed:
            if not self._changed.wait_for(lambda: condition(self), timeout):
                came = (
                    ", ".join(
                        f"{one.request.method} {one.resource} {one.response.status}" for one in self.exchanges
                    )
                    or "nothing"
                )
                raise TimeoutError(f"not within {timeout} s; arrived: {came}")
