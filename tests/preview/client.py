"""A plain HTTP client for an LRS: one connection, kept alive."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

HEADERS = {"X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers in lower case, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class Client:
    """Talks to the endpoint, which ends with a slash. `headers` go with every request; one set to "" is left
    out.
    """

    def __init__(self, endpoint: str, **headers: str) -> None:
        parts = urlsplit(endpoint)
        assert parts.hostname is not None
        self._path = parts.path
        self._connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
        self._headers = headers

    def send(
        self,
        method: str,
        resource: str,
        body: object = None,
        headers: dict[str, str] | None = None,
        **parameters: object,
    ) -> Answer:
        """`body` as JSON unless it is bytes; a parameter that is no string as JSON too. A resource with a
        leading slash is a whole path.
        """
        pairs = {
            name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()
        }
        target = (resource if resource.startswith("/") else self._path + resource) + (
            f"?{urlencode(pairs)}" if pairs else ""
        )
        content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        sent = {
            name: value for name, value in {**HEADERS, **self._headers, **(headers or {})}.items() if value
        }
        self._connection.request(method, target, content, sent)
        response = self._connection.getresponse()
        return Answer(
            response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        )

    def close(self) -> None:
        """End the connection."""
        self._connection.close()
