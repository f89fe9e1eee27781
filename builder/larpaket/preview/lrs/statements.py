"""The Statement Resource (xAPI Communication 2.1): receiving and returning statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

from . import multipart, timestamps
from .access import Credential
from .canon import Canon
from .messages import NO_CONTENT, Request, RequestError, Response, as_json, bad_request, json_bytes
from .parameters import Parameters
from .presentation import EXACT, FORMATS, presented
from .query import CURSOR, FILTERS, Query
from .receiving import Duplicates, Receiver, read_body
from .resource import Handlers
from .store import Record, StatementStore

_SINGLE = ("statementId", "voidedStatementId")


class Statements:
    """The resource, over a store. Answers PUT, POST and GET."""

    def __init__(
        self,
        store: StatementStore,
        canon: Canon,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        duplicates: Duplicates,
        page_size: int,
        attachments: MutableMapping[str, multipart.Part],
    ) -> None:
        """`page_size` is the largest number of statements in one answer; `attachments` are kept by their
        hashes.
        """
        self._store = store
        self._canon = canon
        self._clock = clock
        self._new_id = new_id
        self._page_size = page_size
        self._receiver = Receiver(store, canon, clock, new_id, duplicates)
        self._data = attachments

    @property
    def handlers(self) -> Handlers:
        """By method."""
        return {"PUT": self._put, "POST": self._post, "GET": lambda request, _: self._get(request)}

    def headers(self) -> Mapping[str, str]:
        """For every answer (2.1.3): whatever was stored before this time can be fetched."""
        now = self._store.next_moment(self._clock())
        return {"X-Experience-API-Consistent-Through": timestamps.write(now)}

    def _put(self, request: Request, caller: Credential) -> Response:
        wanted = Parameters(request, required=("statementId",)).statement_id("statementId")
        value, parts = read_body(request)
        if isinstance(value, list):
            raise bad_request(
                "statement: a PUT must contain one statement, not an array (Communication 2.1.1)"
            )
        if (
            isinstance(value, dict)
            and isinstance(value.get("id", wanted), str)
            and value.get("id", wanted).lower() != wanted.lower()
        ):
            raise bad_request(f"id: must be the parameter statementId, {wanted} (Communication 2.1.1)")
        named = {**value, "id": value.get("id", wanted)} if isinstance(value, dict) else value
        self._take(named, parts, caller)
        return NO_CONTENT

    def _post(self, request: Request, caller: Credential) -> Response:
        Parameters(request)
        value, parts = read_body(request)
        return as_json(self._take(value, parts, caller))

    def _take(self, value: object, parts: list[multipart.Part], caller: Credential) -> list[str]:
        ids, data = self._receiver.take(value, parts, caller)
        self._data.update(data)
        return ids

    def _get(self, request: Request) -> Response:
        values = Parameters(request, optional=(*_SINGLE, *FILTERS))
        form = values.choice("format", FORMATS)
        with_data = values.boolean("attachments")
        language = request.header("accept-language")
        if any(name in values for name in _SINGLE):
            record = self._one(values)
            modified = {"Last-Modified": format_datetime(record.stored, usegmt=True)}
            return self._answer(self._presented(record, form, language), [record], with_data).plus(modified)
        query = Query.of(values)
        size = min(query.limit or self._page_size, self._page_size)
        records, has_more = query.page(self._store, size)
        more = json_bytes(_more(request, records[-1].number) if has_more else "")
        found = b",".join(self._presented(record, form, language) for record in records)
        return self._answer(b'{"statements":[' + found + b'],"more":' + more + b"}", records, with_data)

    def _presented(self, record: Record, form: str, language: str) -> bytes:
        return (
            record.content
            if form == EXACT
            else json_bytes(presented(record.statement, form, self._canon, language))
        )

    def _one(self, values: Parameters) -> Record:
        """One statement; 404 if voided with statementId, or not voided with voidedStatementId (2.1.4)."""
        extra = [
            name for name in (*_SINGLE, *FILTERS) if name in values and name not in ("format", "attachments")
        ]
        if len(extra) > 1:
            raise bad_request(
                f"{extra[0]}: allows only format and attachments with it, not {', '.join(extra[1:])} "
                "(Communication 2.1.3)"
            )
        wanted = values.statement_id(extra[0])
        record = self._store.find(wanted)
        if record is None or self._store.is_voided(record) != (extra[0] == "voidedStatementId"):
            raise RequestError(HTTPStatus.NOT_FOUND, f"{extra[0]}: there is no such statement {wanted}")
        return record

    def _answer(self, body: bytes, records: list[Record], with_data: bool) -> Response:
        if not with_data:
            return Response(HTTPStatus.OK, body, {"Content-Type": "application/json"})
        sums = {
            one["sha2"].lower(): None for record in records for one in record.statement.get("attachments", ())
        }
        data = [
            multipart.Part({**self._data[key].headers, "X-Experience-API-Hash": key}, self._data[key].content)
            for key in sums
            if key in self._data
        ]
        first = multipart.Part({"Content-Type": "application/json"}, body)
        boundary = self._new_id()
        return Response(
            HTTPStatus.OK,
            multipart.write_parts([first, *data], boundary),
            {"Content-Type": f'multipart/mixed; boundary="{boundary}"'},
        )


def _more(request: Request, last: int) -> str:
    """The relative IRL of the next page: the query and a cursor (Data 2.5), valid while the LRS runs."""
    pairs = [
        (name, value) for name, value in parse_qsl(request.query, keep_blank_values=True) if name != CURSOR
    ]
    return f"{request.path}?{urlencode([*pairs, (CURSOR, str(last))])}"
