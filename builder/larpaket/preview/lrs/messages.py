"""Requests and responses of the LRS as plain values, without sockets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request. `path` and `query` are as sent, percent-encoded; header names are in lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @classmethod
    def to(
        cls, method: str, target: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Request:
        """A request from its request line's parts: `target` is path and query, header names in any case."""
        path, _, query = target.partition("?")
        return cls(
            method, path, query, {name.lower(): value for name, value in (headers or {}).items()}, body
        )

    def header(self, name: str) -> str:
        """The header's value; "" if it is missing."""
        return self.headers.get(name.lower(), "").strip()

    @property
    def media_type(self) -> str:
        """The Content-Type without its parameters, in lower case."""
        return self.header("content-type").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Response:
    """One HTTP response. The server adds Content-Length."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    def plus(self, headers: Mapping[str, str]) -> Response:
        """The same response with more headers; existing ones stay."""
        return Response(self.status, self.body, {**headers, **self.headers})


class RequestError(Exception):
    """The request is answered with an error. `text` has one fault per line, each with its path first."""

    def __init__(self, status: HTTPStatus, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.headers = dict(headers or {})

    def response(self, accept: str) -> Response:
        """As JSON if the client asks for it, otherwise as plain text (Communication 3.2)."""
        if "application/json" in accept:
            return as_json({"error": self.text.split("\n")}, self.status, self.headers)
        return Response(
            self.status,
            f"{self.text}\n".encode(),
            {"Content-Type": "text/plain; charset=utf-8", **self.headers},
        )


def bad_request(text: str) -> RequestError:
    """The answer 400."""
    return RequestError(HTTPStatus.BAD_REQUEST, text)


def as_json(value: object, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None) -> Response:
    """`value` as an `application/json` response."""
    return Response(status, json_bytes(value), {"Content-Type": "application/json", **(headers or {})})


def json_bytes(value: object) -> bytes:
    """`value` as JSON without white space, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


NO_CONTENT = Response(HTTPStatus.NO_CONTENT)
