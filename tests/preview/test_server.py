from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from larpaket.preview.lrs import Journal, Lrs, Request, serve

from .client import HEADERS, Client
from .rules import RULES


def test_one_connection_serves_many_requests() -> None:
    with serve(Lrs()) as place:
        parts = urlsplit(place.endpoint)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        for method, status in [("GET", 200), ("HEAD", 200), ("POST", 400), ("OPTIONS", 204), ("GET", 200)]:
            connection.request(
                method, f"{parts.path}statements", b"{}" if method == "POST" else None, HEADERS
            )
            opened = connection.sock
            response = connection.getresponse()
            assert (response.status, response.version) == (status, 11)
            response.read()
            assert connection.sock is opened
        connection.close()


def test_only_the_loopback_hears_it() -> None:
    with serve(Lrs(base="/lrs")) as place:
        assert place.url.startswith("http://127.0.0.1:")
        assert place.endpoint == f"{place.url}/lrs/"


def test_afterwards_nobody_is_served() -> None:
    with serve(Lrs()) as place:
        client = Client(place.endpoint)
        assert client.send("GET", "about").status == 200
    with pytest.raises((http.client.HTTPException, OSError)):
        client.send("GET", "about")
    client.close()
    address = urlsplit(place.url)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((address.hostname, address.port))


def test_too_large(served: Callable[..., Client]) -> None:
    lrs, journal = Lrs(body_limit=1000), Journal()
    lrs.observers.append(journal.note)
    client = served(lrs)
    answer = client.send("POST", "statements", b"x" * 3_000_000)
    assert answer.status == 413
    assert "1000 bytes" in answer.text
    assert client.send("GET", "statements").status == 200, "over a new connection"
    assert journal.exchanges[0].response.status == 413


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Transfer-Encoding": "chunked"}, 411),
        ({"Content-Encoding": "gzip", "Content-Length": "2"}, 415),
        ({"Content-Length": "-1"}, 400),
        ({"Content-Length": "two"}, 400),
    ],
)
def test_bodies_that_cannot_be_read(headers: dict[str, str], status: int) -> None:
    with serve(Lrs()) as place:
        address = urlsplit(place.url)
        with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
            lines = [
                "POST /xapi/statements HTTP/1.1",
                "Host: x",
                *(f"{name}: {value}" for name, value in {**HEADERS, **headers}.items()),
            ]
            connection.sendall("\r\n".join([*lines, "", "{}"]).encode())
            connection.shutdown(socket.SHUT_WR)
            with connection.makefile("rb") as answer:
                assert answer.readline().split()[1] == str(status).encode()


def test_a_half_sent_request_stores_nothing() -> None:
    lrs = Lrs()
    with serve(lrs) as place:
        address = urlsplit(place.url)
        body = json.dumps(RULES[0].statement()).encode()
        with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
            lines = [
                "POST /xapi/statements HTTP/1.1",
                "Host: x",
                *(f"{name}: {value}" for name, value in HEADERS.items()),
            ]
            head = "\r\n".join([*lines, f"Content-Length: {len(body) + 1}", "", ""])
            connection.sendall(head.encode() + body)
    assert lrs.statements() == []


def test_a_fault_of_the_lrs_is_a_500_and_not_the_end(
    served: Callable[..., Client], caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> str:
        raise RuntimeError("no ids today")

    client = served(new_id=broken)
    statement = RULES[0].statement()
    del statement["id"]
    assert client.send("POST", "statements", statement).status == 500
    assert "no ids today" in caplog.text
    assert client.send("GET", "statements").status == 200


def test_many_at_once() -> None:
    lrs, journal = Lrs(page_size=1000), Journal()
    lrs.observers.append(journal.note)
    shared = RULES[0].statement()
    state: dict[str, Any] = {
        "activityId": "https://example.org/module",
        "agent": {"mbox": "mailto:anna@example.org"},
        "stateId": "x",
    }

    def work(number: int) -> list[int]:
        client = Client(place.endpoint)
        statuses = []
        for _ in range(10):
            statuses.append(client.send("POST", "statements", [RULES[0].statement(), shared]).status)
            statuses.append(client.send("POST", "activities/state", {f"worker-{number}": 1}, **state).status)
        client.close()
        return statuses

    with serve(lrs) as place:
        with ThreadPoolExecutor(8) as workers:
            statuses = [status for some in workers.map(work, range(8)) for status in some]
        client = Client(place.endpoint)
        assert len(client.send("GET", "activities/state", **state).json) == 8, "no merge was lost"
        client.close()
    assert statuses == [200, 204] * 80
    stored = lrs.statements()
    assert len(stored) == 81
    assert [one["stored"] for one in stored] == sorted({one["stored"] for one in stored})
    assert len(journal.exchanges) == 161


def test_one_request_at_a_time() -> None:
    meeting = threading.Barrier(2)
    met = []

    def clock() -> datetime:
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(0.2)
            met.append(True)
        return datetime.now(UTC)

    lrs = Lrs(clock=clock)
    request = Request.to("POST", "/xapi/statements", HEADERS, json.dumps(RULES[0].statement()).encode())
    with ThreadPoolExecutor(2) as workers:
        statuses = [one.status for one in workers.map(lrs.handle, [request] * 2)]
    assert (statuses, met) == ([200, 200], [])


def test_compare_and_swap_lets_one_win() -> None:
    with serve(Lrs()) as place:
        first = Client(place.endpoint)
        where: dict[str, Any] = {"activityId": "https://example.org/module", "profileId": "x"}
        first.send("PUT", "activities/profile", {"v": 0}, {"If-None-Match": "*"}, **where)
        tag = first.send("GET", "activities/profile", **where).headers["etag"]
        first.close()

        def work(number: int) -> int:
            client = Client(place.endpoint)
            status = client.send(
                "PUT", "activities/profile", {"v": number}, {"If-Match": tag}, **where
            ).status
            client.close()
            return status

        with ThreadPoolExecutor(8) as workers:
            assert sorted(workers.map(work, range(1, 9))) == [204] + [412] * 7


def test_a_journal_can_be_waited_for() -> None:
    lrs, journal = Lrs(), Journal()
    lrs.observers.append(journal.note)
    with serve(lrs) as place, ThreadPoolExecutor(1) as worker:
        client = Client(place.endpoint)
        sent = RULES[0].statement()
        coming = worker.submit(client.send, "POST", "statements", sent)
        journal.wait(lambda seen: len(seen.received) == 1)
        assert journal.received == [sent]
        coming.result()
        with pytest.raises(TimeoutError, match="POST statements 200"):
            journal.wait(lambda seen: len(seen.received) == 2, timeout=0.01)
        client.close()
