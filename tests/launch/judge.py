"""What both judges ask of every statement (xapi.md section 1, xAPI 1.0.3 Data)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from launch.lms import Exchange, Launch

TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
DURATION = re.compile(r"P(?=.)(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)")


def verb(statement: dict[str, Any]) -> str:
    """The last part of the verb's IRI."""
    return str(statement.get("verb", {}).get("id", "")).rpartition("/")[2]


def requests(log: Sequence[Exchange], launch: Launch) -> Iterator[str]:
    """Every request to the LRS: version and authorization."""
    for exchange in log:
        if exchange.resource == "fetch" or not exchange.request.path.startswith("/xapi/"):
            continue
        if exchange.request.header("X-Experience-API-Version") != "1.0.3":
            yield f"{exchange.resource}: without X-Experience-API-Version: 1.0.3"
        if exchange.request.header("Authorization") != launch.authorization:
            yield f"{exchange.resource}: not authorized as launched, but with {exchange.request.header('Authorization')!r}"


def statements(sent: Sequence[dict[str, Any]], launch: Launch) -> Iterator[str]:
    """Each statement by itself, and that no two are one."""
    seen: dict[str, dict[str, Any]] = {}
    for one in sent:
        name = f"{verb(one)} of {one.get('object', {}).get('id')}"
        id = str(one.get("id", ""))
        if not _is_uuid(id):
            yield f"{name}: no UUID of its own, but {id!r}"
        elif seen.setdefault(id, one) != one:
            yield f"{name}: the id of another statement"
        if not TIMESTAMP.fullmatch(str(one.get("timestamp", ""))):
            yield f"{name}: no timestamp in UTC, but {one.get('timestamp')!r}"
        if one.get("actor") != launch.actor:
            yield f"{name}: the actor is not the launch's"
        if launch.registration and one.get("context", {}).get("registration") != launch.registration:
            yield f"{name}: not in the launch's registration"
        duration = one.get("result", {}).get("duration")
        if duration is not None and not DURATION.fullmatch(duration):
            yield f"{name}: {duration!r} is no duration"


def order(verbs: Sequence[str], *, closed: bool) -> Iterator[str]:
    """`initialized` once and first, `terminated` once and last."""
    if verbs and verbs[0] != "initialized":
        yield f"{verbs[0]} came before initialized"
    for once in ("initialized", "terminated"):
        if verbs.count(once) > 1:
            yield f"{once} came {verbs.count(once)} times"
    if "terminated" in verbs and verbs[-1] != "terminated":
        yield f"{verbs[-1]} came after terminated"
    if closed and "terminated" not in verbs:
        yield "terminated is missing"


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
