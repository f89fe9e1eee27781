"""What a package asked of the LMS's LRS, and what it was answered."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from larpaket.preview import lrs


@dataclass(frozen=True)
class Exchange(lrs.Exchange):
    """A request of the package and its answer. An LMS also hands out what lets in: `fetch`."""

    def __str__(self) -> str:
        """What it was about, in a line."""
        verbs = [one["verb"]["id"].rpartition("/")[2] for one in self.statements]
        return f"{self.request.method} {self.resource} {int(self.response.status)} {' '.join(verbs)}"

    @property
    def resource(self) -> str:
        """`fetch`, `statements`, `state`, `profile` …"""
        return "fetch" if self.request.path.startswith("/fetch/") else super().resource

    @property
    def query(self) -> dict[str, str]:
        """The query's parameters."""
        return {name: values[0] for name, values in parse_qs(self.asked.query).items()}

    @property
    def authorization(self) -> str:
        """What it was let in with; of a `fetch`, what it was given."""
        given = self.request.path.rpartition("/")[2]
        return f"Basic {given}" if self.resource == "fetch" else self.asked.header("Authorization")

    def without(self, ids: set[str]) -> Exchange:
        """The same exchange as if those statements had not been in it."""
        rest = [one for one in self.statements if one["id"] not in ids]
        if len(rest) == len(self.statements):
            return self
        return replace(self, request=replace(self.request, body=json.dumps(rest).encode()))
