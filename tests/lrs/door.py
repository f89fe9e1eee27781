"""The gateway in Debian's nginx, before the local LRS; what arrives there is kept."""

from __future__ import annotations

import json
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from larpaket.lrs.http import Answer, ask
from larpaket.lrs.key import Key
from larpaket.preview.lrs import Credential, Lrs, Request, Scope, serve
from lrs.nginx import nginx

ORIGIN = "https://lms.example.se"
KEY = Key("användare", "lösen")
JSON = {"Content-Type": "application/json", "X-Experience-API-Version": "1.0.3"}


def statement() -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "actor": {"account": {"homePage": "https://larande.example.se", "name": "a"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/responded"},
        "object": {"id": "https://larande.example.se/provmodul"},
    }


def voiding(target: str) -> dict[str, Any]:
    return {
        **statement(),
        "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
        "object": {"objectType": "StatementRef", "id": target},
    }


@dataclass
class Gateway:
    """Where nginx is, the LRS behind it, and the requests that came through."""

    url: str
    lrs: Lrs
    arrived: list[Request] = field(default_factory=list)

    def ask(self, method: str, path: str = "/xapi/statements", body: object = None, **headers: str) -> Answer:
        """`body` as JSON unless it is bytes; `_` in a header's name stands for `-`."""
        sent = {
            **JSON,
            "Origin": ORIGIN,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return ask(
            method,
            self.url + path,
            sent,
            body if isinstance(body, bytes) or body is None else json.dumps(body).encode(),
        )

    def raw(self, text: bytes) -> bytes:
        """What is answered to exactly these bytes, whatever they are; "" when the connection is closed."""
        parts = urlsplit(self.url)
        with socket.create_connection((parts.hostname or "", parts.port or 0), 20) as connection:
            connection.sendall(text)
            return connection.recv(65_536)


@contextmanager
def door(folder: Path, scope: Scope = Scope.ALL, origin: str = ORIGIN, rate: int = 1000) -> Iterator[Gateway]:
    """The gateway while the block lasts."""
    lrs = Lrs(credentials=[Credential.of(KEY.user, KEY.secret, scope)])
    arrived: list[Request] = []
    lrs.observers.append(lambda request, response: arrived.append(request))
    with serve(lrs) as served, nginx(folder, served.endpoint.rstrip("/"), KEY, origin, rate=rate) as url:
        yield Gateway(url, lrs, arrived)
