"""Receives a batch of statements, all or nothing (xAPI Communication 2.1.1, 2.1.2, 3.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any, Literal, TypeAlias

from . import multipart, timestamps
from .access import Credential, Scope, demand
from .attachments import demand_data
from .canon import Canon
from .comparison import same
from .messages import Request, RequestError, bad_request
from .parts import Part, rewritten, unchanged
from .reading import read_json
from .store import StatementStore
from .validate import VOIDED, Fault, statement

Duplicates: TypeAlias = Literal["ignore", "conflict"]
"""How an identical statement is answered: as if new (204, 200), or 409; both are allowed (2.1.1)."""


def read_body(request: Request) -> tuple[Any, list[multipart.Part]]:
    """The JSON value, not yet validated, and the parts that follow it."""
    if request.media_type == "application/json":
        return _json(request.body), []
    if request.media_type != "multipart/mixed":
        sent = request.header("content-type") or "nothing"
        raise bad_request(
            f"Content-Type: must be application/json or multipart/mixed, not {sent} (Communication 1.5)"
        )
    parts = multipart.read_parts(request.header("content-type"), request.body)
    if (
        not parts
        or parts[0].headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json"
    ):
        raise bad_request(
            "body: the first part must be the statements, with Content-Type: application/json "
            "(Communication 1.5.2)"
        )
    return _json(parts[0].content), parts[1:]


def _json(content: bytes) -> object:
    try:
        return read_json(content)
    except ValueError as error:
        raise bad_request(f"body: {error}") from error


class Receiver:
    """Checks a batch, then stores it."""

    def __init__(
        self,
        store: StatementStore,
        canon: Canon,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        duplicates: Duplicates,
    ) -> None:
        self._store = store
        self._canon = canon
        self._clock = clock
        self._new_id = new_id
        self._duplicates = duplicates

    def take(
        self, value: Any, parts: list[multipart.Part], caller: Credential
    ) -> tuple[list[str], dict[str, multipart.Part]]:
        """Store a batch; returns its ids in order. If one statement is refused, nothing is stored."""
        places = (
            [(f"[{number}]", one) for number, one in enumerate(value)]
            if isinstance(value, list)
            else [("", value)]
        )
        faults: list[Fault] = [fault for place, one in places for fault in statement(one, place)]
        if faults:
            raise bad_request("\n".join(map(str, faults)))
        _demand_distinct_ids(places)
        voids = any(one["verb"]["id"] == VOIDED for _, one in places)
        demand(not voids or caller.scope is Scope.ALL, "void statements")
        data = demand_data(places, parts)
        ids = [one.get("id") or self._new_id() for _, one in places]
        fresh = [
            one | {"id": name}
            for name, (place, one) in zip(ids, places, strict=True)
            if self._is_new(name, one, place)
        ]
        for one in fresh:
            self._store_one(one, caller)
        return ids, data

    def _is_new(self, name: str, received: Part, place: str) -> bool:
        known = self._store.find(name)
        if known is None:
            return True
        if not same(known.received, received):
            raise RequestError(
                HTTPStatus.CONFLICT,
                f"{place or 'statement'}: another statement has the id {name} (Communication 2.1.1)",
            )
        if self._duplicates == "conflict":
            raise RequestError(
                HTTPStatus.CONFLICT,
                f"{place or 'statement'}: the statement {name} is already stored (Communication 2.1.1)",
            )
        return False

    def _store_one(self, received: Part, caller: Credential) -> None:
        """The statement with what an LRS sets: stored, authority, version, timestamp (Data 2.4)."""
        moment = self._store.next_moment(self._clock())
        stored = timestamps.write(moment)
        kept = rewritten(received, actor=unchanged, activity=unchanged, verb=unchanged)
        kept["timestamp"] = timestamps.in_utc(received["timestamp"]) if "timestamp" in received else stored
        kept |= {"stored": stored, "authority": caller.authority, "version": received.get("version", "1.0.0")}
        self._store.add(kept, received, moment)
        self._canon.learn(kept)


def _demand_distinct_ids(places: list[tuple[str, Part]]) -> None:
    seen: dict[str, str] = {}
    for place, one in places:
        name = one.get("id", "").lower()
        if name and name in seen:
            raise bad_request(
                f"{place}.id: is also the id of {seen[name]}; ids in a batch must be unique "
                "(Communication 2.1.1)"
            )
        seen[name] = place
