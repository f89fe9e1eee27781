"""What a package asked of the LMS's LRS, and what it was answered."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs

from larpaket.preview.lrs import Request, Response


@dataclass(frozen=True)
class Exchange:
    """A request of the package and its answer."""

    request: Request
    response: Response

    def __str__(self) -> str:
        """What it was about, in a line."""
        verbs = [one["verb"]["id"].rpartition("/")[2] for one in self.statements]
        return f"{self.request.method} {self.resource} {int(self.response.status)} {' '.join(verbs)}"

    @property
    def resource(self) -> str:
        """`fetch`, `statements`, `state`, `profile` …"""
        return "fetch" if self.request.path.startswith("/fetch/") else self.request.path.rpartition("/")[2]

    @property
    def query(self) -> dict[str, str]:
        """The query's parameters."""
        return {name: values[0] for name, values in parse_qs(self.request.query).items()}

    @property
    def authorization(self) -> str:
        """What it was let in with; of a `fetch`, what it was given."""
        given = self.request.path.rpartition("/")[2]
        return f"Basic {given}" if self.resource == "fetch" else self.request.header("Authorization")

    @property
    def taken(self) -> bool:
        """Whether it was answered with a success."""
        return self.response.status < 300

    @property
    def statements(self) -> list[dict[str, Any]]:
        """The statements that were sent."""
        if self.resource != "statements" or self.request.method not in ("PUT", "POST"):
            return []
        value = json.loads(self.request.body)
        return value if isinstance(value, list) else [value]

    def without(self, ids: set[str]) -> Exchange:
        """The same exchange as if those statements had not been in it."""
        rest = [one for one in self.statements if one["id"] not in ids]
        if len(rest) == len(self.statements):
            return self
        return replace(self, request=replace(self.request, body=json.dumps(rest).encode()))
