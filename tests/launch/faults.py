"""What can go wrong between a page and an LRS, in a seeded order: the fault proxy in front of an `Lms`."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from larpaket.preview.lrs import Request, Response
from launch.lms import DropError, Lms

ELSEWHERE = {"Access-Control-Allow-Origin": "https://elsewhere.example"}


@dataclass
class Faults:
    """A `Lms.fault`: so large a share of the requests for statements fails, each kind as often as the others.

    `held` answers are stored and then never given; the page has to give up.
    """

    lms: Lms
    seed: int = 1
    share: float = 0.3
    requests: int = 0
    happened: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._release = threading.Event()
        self._lock = threading.Lock()
        self.kinds: dict[str, Callable[[Request], Response]] = {
            "dropped": self._drop,
            "stored, then reset": self._drop_stored,
            "500": lambda request: Response(500),
            "502 after the store": self._bad_gateway,
            "429": lambda request: Response(429),
            "429 with Retry-After": lambda request: Response(
                429, headers={"Retry-After": "1", "Access-Control-Expose-Headers": "Retry-After"}
            ),
            "503 without CORS": lambda request: Response(503, headers=ELSEWHERE),
            "too slow": self._hold,
        }

    def __call__(self, request: Request) -> Response | None:
        if not request.path.endswith("/statements"):
            return None
        with self._lock:
            self.requests += 1
            if self._random.random() >= self.share:
                return None
            kind = self._random.choice(list(self.kinds))
            self.happened[kind] = self.happened.get(kind, 0) + 1
        return self.kinds[kind](request)

    def release(self) -> None:
        """Let go of whoever is still held."""
        self._release.set()

    def _drop(self, request: Request) -> Response:
        raise DropError

    def _drop_stored(self, request: Request) -> Response:
        raise DropError(stored=True)

    def _bad_gateway(self, request: Request) -> Response:
        self.lms.upstream(request)
        return Response(502)

    def _hold(self, request: Request) -> Response:
        self.lms.upstream(request)
        self._release.wait(20)
        raise DropError
