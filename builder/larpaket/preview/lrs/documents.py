"""Documents of any resource: store, merge, list (xAPI Communication 2.2)."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import TypeAlias

from .entities import demand_header, demand_preconditions
from .messages import NO_CONTENT, Request, RequestError, Response, as_json, bad_request
from .reading import read_json

Key: TypeAlias = tuple[Hashable, ...]
"""Where a document belongs (Activity, Agent, registration); its id comes last."""


@dataclass(frozen=True, slots=True)
class Document:
    """A stored document, with its time and type."""

    content: bytes
    content_type: str
    updated: datetime


class Documents:
    """The documents of one resource, with one method per HTTP method."""

    def __init__(
        self, clock: Callable[[], datetime], kept: MutableMapping[Key, Document], *, header_demanded: bool
    ) -> None:
        """`kept` is where they are. `header_demanded`: PUT requires a precondition (profiles, not State;
        Communication 3.1).
        """
        self._clock = clock
        self._header_demanded = header_demanded
        self._documents = kept

    def get(self, key: Key) -> Response:
        """200 with the document, or 404."""
        document = self._documents.get(key)
        if document is None:
            raise RequestError(HTTPStatus.NOT_FOUND, "there is no such document")
        return Response(
            HTTPStatus.OK,
            document.content,
            {"Content-Type": document.content_type, **_last_modified([document])},
        )

    def put(self, key: Key, request: Request) -> Response:
        """Replace the document."""
        current = self._content(key)
        if self._header_demanded:
            demand_header(request, current)
        demand_preconditions(request, current)
        return self._keep(key, request)

    def post(self, key: Key, request: Request) -> Response:
        """Merge the top-level properties, or store the document (Communication 2.2, JSON Procedure)."""
        demand_preconditions(request, self._content(key))
        current = self._documents.get(key)
        if current is None:
            return self._keep(key, request)
        if request.media_type != "application/json":
            raise bad_request(
                "Content-Type: only application/json can be merged; use PUT to replace the document "
                "(Communication 2.2)"
            )
        posted = _json_object(request.body, "the posted document")
        if current.content_type.partition(";")[0].strip().lower() != "application/json":
            raise bad_request(
                f"Content-Type: cannot merge into the stored document, which is {current.content_type} "
                "(Communication 2.2)"
            )
        merged = {**_json_object(current.content, "the stored document"), **posted}
        self._store(
            key, json.dumps(merged, ensure_ascii=False, separators=(",", ":")).encode(), current.content_type
        )
        return NO_CONTENT

    def delete(self, key: Key, request: Request) -> Response:
        """Remove the document, if it exists."""
        demand_preconditions(request, self._content(key))
        self._documents.pop(key, None)
        return NO_CONTENT

    def ids(self, belongs: Callable[[Key], bool], since: datetime | None) -> Response:
        """The ids of the documents that belong there, stored or updated after `since`."""
        found = {
            key: document
            for key, document in self._documents.items()
            if belongs(key) and (since is None or document.updated > since)
        }
        names = list(dict.fromkeys(key[-1] for key in found))  # an id may occur in several registrations
        return as_json(names, headers=_last_modified(found.values()))

    def delete_all(self, belongs: Callable[[Key], bool]) -> Response:
        """Remove every document that belongs there."""
        for key in [key for key in self._documents if belongs(key)]:
            del self._documents[key]
        return NO_CONTENT

    def _keep(self, key: Key, request: Request) -> Response:
        if request.media_type == "application/json":
            _json(request.body, "the document's Content-Type is application/json, but it")
        self._store(key, request.body, request.header("content-type") or "application/octet-stream")
        return NO_CONTENT

    def _content(self, key: Key) -> bytes | None:
        document = self._documents.get(key)
        return None if document is None else document.content

    def _store(self, key: Key, content: bytes, content_type: str) -> None:
        self._documents[key] = Document(content, content_type, self._clock())


def _last_modified(documents: Iterable[Document]) -> Mapping[str, str]:
    latest = max((document.updated for document in documents), default=None)
    return {} if latest is None else {"Last-Modified": format_datetime(latest, usegmt=True)}


def _json(content: bytes, what: str) -> object:
    try:
        return read_json(content)
    except ValueError as error:
        raise bad_request(f"{what} {error}") from error


def _json_object(content: bytes, what: str) -> dict[str, object]:
    value = _json(content, what)
    if not isinstance(value, dict):
        raise bad_request(f"{what} is not a JSON object, so it cannot be merged (Communication 2.2)")
    return value
