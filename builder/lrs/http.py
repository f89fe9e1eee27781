"""One HTTP request: a time limit, no redirects, nothing raised."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LIMIT = 15.0
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is 0 when none came, and `problem` says why; header names are in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    problem: str = ""


def ask(method: str, address: str, headers: Mapping[str, str], body: bytes | None = None, limit: float = LIMIT) -> Answer:
    """Send it, and wait for at most `limit` seconds at each step."""
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=limit)
    try:
        connection.request(method, f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", body, dict(headers))
        response = connection.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read(_MOST))
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, problem=str(error) or type(error).__name__)
    finally:
        connection.close()
