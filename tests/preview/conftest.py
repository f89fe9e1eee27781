from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from larpaket.preview.lrs import Lrs, serve

from .client import Client


@pytest.fixture
def served() -> Iterator[Callable[..., Client]]:
    """Serves an LRS, and gives a client to it; another LRS with every call."""
    with ExitStack() as stack:

        def start(lrs: Lrs | None = None, /, **options: Any) -> Client:
            place = stack.enter_context(serve(lrs or Lrs(**options)))
            client = Client(place.endpoint)
            stack.callback(client.close)
            return client

        yield start


@pytest.fixture
def client(served: Callable[..., Client]) -> Client:
    """A client to an LRS that lets everybody do everything."""
    return served()
