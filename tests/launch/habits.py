"""LRSs and what stands before them, with the habits that were met: each is a `Lms.fault`
(docs/statements.md).
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from http import HTTPStatus

from larpaket.preview.lrs import Request, Response
from launch.lms import DropError, Lms

LOGIN = Response(HTTPStatus.OK, b"<!doctype html><title>Log in</title>", {"Content-Type": "text/html"})


class Habit:
    """Answers for the LRS where its habit says so; notes the ids that two requests carried at a time, or that
    it has stored twice.
    """

    def __init__(self, lms: Lms, name: str, seed: int = 1) -> None:
        """`name` is one of HABITS."""
        self.lms = lms
        self.posts = 0
        self.sent: Counter[str] = Counter()
        self.overlapping: list[str] = []
        self.doubled: list[str] = []
        self._act: Callable[[Request], Response | None] = getattr(self, HABITS[name])
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._underway: Counter[str] = Counter()

    def __call__(self, request: Request) -> Response | None:
        """As `Lms.fault`."""
        if not request.path.endswith("/statements") or request.method not in ("GET", "POST"):
            return None
        if request.method == "GET":
            return self.look()
        ids = [one["id"] for one in json.loads(request.body)]
        with self._lock:
            self.posts += 1
            self.sent.update(ids)
            self.overlapping += [id for id in ids if self._underway[id]]
            self._underway.update(ids)
        try:
            return self._act(request)
        finally:
            with self._lock:
                self._underway.subtract(ids)

    def look(self) -> Response | None:
        """The answer to a GET; None lets the LRS speak."""
        return LOGIN if self._act == self.login and self._half() else None

    def plain(self, request: Request) -> Response | None:
        """No habit: the LRS decides."""
        return None

    def no_content(self, request: Request) -> Response:
        """204 for what it has stored."""
        answer = self.lms.upstream(request)
        return Response(HTTPStatus.NO_CONTENT) if answer.status == HTTPStatus.OK else answer

    def login(self, request: Request) -> Response | None:
        """A login that has run out, half of the time."""
        return LOGIN if self._half() else None

    def lose(self, request: Request) -> Response | None:
        """The answer of every 50th request is lost."""
        if self.posts % 50 == 0:
            raise DropError(stored=True)
        return None

    def check_and_insert(self, request: Request) -> Response | None:
        """Look for the ids, wait up to four seconds, and insert: what came twice meanwhile stands there
        twice.
        """
        ids = [one["id"] for one in json.loads(request.body)]
        there = {one["id"] for one in self.lms.lrs.statements()}
        if there & set(ids):
            return Response(HTTPStatus.CONFLICT)
        time.sleep(4 * self._random.random())
        answer = self.lms.upstream(request)
        if answer.status == HTTPStatus.CONFLICT:
            self.doubled += ids
        return answer

    def _half(self) -> bool:
        with self._lock:
            return self._random.random() < 0.5


HABITS = {
    "409": "plain",
    "204": "no_content",
    "a login page half of the time": "login",
    "check, then insert": "check_and_insert",
    "every 50th answer lost": "lose",
}
