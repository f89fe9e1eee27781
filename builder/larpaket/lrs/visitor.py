"""Sends requests to an LRS, with a key or without a login, using its own test statement."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from larpaket import vocabulary
from larpaket.lrs.http import Answer, ask
from larpaket.lrs.key import Key

VERSION = "1.0.3"
"""The xAPI version that packages use."""


class Visitor:
    """Sends requests to `endpoint`. Its statement is about `{base}/_check`; `document` is the id of its
    documents.
    """

    def __init__(self, endpoint: str, base: str, key: Key | None) -> None:
        self.endpoint = endpoint
        self.key = key
        self.actor = {"objectType": "Agent", "account": {"homePage": base, "name": "larpaket-check"}}
        self.activity = vocabulary.iri(base, "_check")
        self._login = {"Authorization": key.authorization} if key else {}
        self.statement = self._statement(
            vocabulary.EXPERIENCED[0], {"objectType": "Activity", "id": self.activity}
        )
        self.document = f"larpaket-check-{self.statement['id']}"

    def ask(
        self,
        method: str,
        resource: str,
        query: Mapping[str, str] | None = None,
        body: bytes | None = None,
        *,
        kind: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request to a resource; `kind` is the body's Content-Type."""
        sent = {"X-Experience-API-Version": VERSION, "Content-Type": kind, **self._login, **(headers or {})}
        return ask(
            method, f"{self.endpoint}/{resource}" + (f"?{urlencode(query)}" if query else ""), sent, body
        )

    def send(self, statement: Mapping[str, Any], origin: str = "") -> Answer:
        """POST a batch of this one statement, as a page from `origin` would, if given."""
        body = json.dumps([statement]).encode()
        return self.ask("POST", "statements", body=body, headers={"Origin": origin} if origin else {})

    def voiding(self) -> dict[str, Any]:
        """Another statement, which voids the first."""
        return self._statement(
            vocabulary.VOIDED[0], {"objectType": "StatementRef", "id": self.statement["id"]}
        )

    def _statement(self, verb: str, thing: Any) -> dict[str, Any]:
        return {
            "id": str(uuid.uuid4()),
            "actor": self.actor,
            "verb": {"id": verb},
            "object": thing,
            "timestamp": "2020-01-01T00:00:00.000Z",
        }
