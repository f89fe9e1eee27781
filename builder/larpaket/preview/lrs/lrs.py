"""The LRS: from a request to a response (xAPI Communication). No sockets; clock and ids are injected."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, TypeAlias

from . import document_resources, lookups
from .access import Access, Credential, Scope, demand
from .alternate import usual
from .canon import Canon
from .cors import Cors
from .disk import Disk
from .entities import etag
from .messages import Request, RequestError, Response, bad_request
from .parts import Part
from .receiving import Duplicates
from .resource import Handlers
from .statements import Statements
from .store import StatementStore

Observer: TypeAlias = Callable[[Request, Response], None]
"""Sees every request except preflights, with its answer, in the order in which they took effect."""

_STATEMENTS, _ABOUT = "statements", "about"


class Lrs:
    """An LRS in memory. `handle` may be called from many threads; requests take effect one by one."""

    def __init__(
        self,
        *,
        base: str = "/xapi",
        credentials: Iterable[Credential] | None = None,
        origins: Iterable[str] | None = None,
        duplicates: Duplicates = "ignore",
        page_size: int = 100,
        body_limit: int = 5 * 2**20,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
        disk: Disk | None = None,
    ) -> None:
        """`base` is the path of the endpoint, without a slash at its end. `body_limit` is in bytes. What is
        stored is on the `disk`, if there is one, before a request is answered; else in memory.

        Without `credentials` everybody may do everything, without `origins` from every page.
        """
        self.base = base
        self.body_limit = body_limit
        self.access = Access(credentials)
        self.observers: list[Observer] = []
        self._lock = threading.RLock()
        self._cors = Cors(None if origins is None else frozenset(origins))
        self._disk = disk
        self._store = StatementStore(disk.statements if disk else None)
        canon = Canon()
        for record in self._store:
            canon.learn(record.statement)

        def kept(name: str) -> Any:
            return disk.kept(name) if disk else {}

        self._statements = Statements(
            self._store, canon, clock, new_id, duplicates, page_size, kept("attachment")
        )
        self._resources: dict[str, Handlers] = {
            _STATEMENTS: self._statements.handlers,
            "activities/state": document_resources.state(clock, kept("state")),
            "activities/profile": document_resources.activity_profile(clock, kept("activity")),
            "agents/profile": document_resources.agent_profile(clock, kept("agent")),
            "agents": lookups.agents(self._store),
            "activities": lookups.activities(canon),
            _ABOUT: lookups.about(),
        }

    def handle(self, request: Request) -> Response:
        """Answer one request; whatever is wrong with it becomes part of the answer."""
        with self._lock:
            if request.method == "OPTIONS":
                return self._with_headers(self._cors.preflight(request), request)
            response = self._with_headers(self._answer(request), request)
            if self._disk:
                self._disk.commit()
            for observer in self.observers:
                observer(request, response)
            return response

    def statements(self) -> list[Part]:
        """Copies of all stored statements, oldest first, including voided ones."""
        with self._lock:
            return [record.statement for record in self._store]

    def _answer(self, request: Request) -> Response:
        accept = request.header("accept")
        try:
            request = usual(request)
            response = self._routed(request)
        except RequestError as refused:
            response = refused.response(accept)
        if request.method in ("GET", "HEAD") and response.status == HTTPStatus.OK:
            response = response.plus({"ETag": etag(response.body)})
        return replace(response, body=b"") if request.method == "HEAD" else response

    def _routed(self, request: Request) -> Response:
        name = self._name(request)
        handlers = self._resources.get(name)
        if handlers is None:
            raise RequestError(HTTPStatus.NOT_FOUND, f"there is no resource {request.path}")
        method = "GET" if request.method == "HEAD" else request.method  # Communication 1.1
        if method not in handlers:
            allowed = ", ".join([*handlers, *(["HEAD"] if "GET" in handlers else []), "OPTIONS"])
            raise RequestError(
                HTTPStatus.METHOD_NOT_ALLOWED,
                f"{request.method} is not supported here, only {allowed}",
                {"Allow": allowed},
            )
        if name == _ABOUT:  # for everybody, in any version (Communication 2.8)
            return handlers[method](replace(request, method=method), Credential("", {}))
        caller = self.access.caller(request)
        _demand_version(request)
        demand(
            caller.scope is Scope.ALL or (name == _STATEMENTS and method in ("PUT", "POST")),
            f"{request.method} {name}",
        )
        if len(request.body) > self.body_limit:
            raise self.too_large()
        return handlers[method](replace(request, method=method), caller)

    def too_large(self) -> RequestError:
        """The refusal of a body over the limit (Communication 3.2)."""
        return RequestError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"body: is larger than {self.body_limit} bytes, the limit of this LRS",
        )

    def refuse(self, request: Request, refused: RequestError) -> Response:
        """The answer to a request that the server could not read completely; observers see it too."""
        with self._lock:
            response = self._with_headers(refused.response(request.header("accept")), request)
            for observer in self.observers:
                observer(request, response)
            return response

    def _name(self, request: Request) -> str:
        path = request.path
        return path[len(self.base) :].strip("/") if path.startswith(f"{self.base}/") else ""

    def _with_headers(self, response: Response, request: Request) -> Response:
        # no-store: Last-Modified alone would let a browser answer a later GET from its cache (RFC 9111
        # 4.2.2).
        headers = {
            "X-Experience-API-Version": lookups.VERSION,
            "Cache-Control": "no-store",
            **self._cors.headers(request),
        }
        if self._name(request) == _STATEMENTS:
            headers |= self._statements.headers()
        return response.plus(headers)


def _demand_version(request: Request) -> None:
    """Communication 3.3: the version is `1.0`, or starts with `1.0.`."""
    version = request.header("x-experience-api-version")
    if not version:
        raise bad_request("X-Experience-API-Version: the header is missing (Communication 3.3)")
    if version != "1.0" and not version.startswith("1.0."):
        raise bad_request(
            f"X-Experience-API-Version: this LRS supports {lookups.VERSION}, not {version} "
            "(Communication 3.3)"
        )
