"""What somebody would try at the gateway, which is open to everybody: to read, to change the method, to void."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from larpaket.lrs.http import ask
from larpaket.preview.lrs import Scope
from lrs.door import JSON, ORIGIN, Gateway, door, statement, voiding

pytestmark = pytest.mark.browser  # it needs Debian's nginx, which `make check` does without


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/xapi/statements"),
        ("GET", "/xapi/statements?limit=1"),
        ("HEAD", "/xapi/statements"),
        ("DELETE", "/xapi/statements"),
        ("PATCH", "/xapi/statements"),
        ("TRACE", "/xapi/statements"),
        ("POST", "/xapi/statements?method=GET"),
        ("POST", "/xapi/statements?METHOD=GET"),
        ("POST", "/xapi/statements?_method=GET"),
        ("POST", "/xapi/statements?%6dethod=GET"),
        ("POST", "/xapi/statements?&method=GET"),
        ("POST", "/xapi/statements?limit=1"),
        ("PUT", "/xapi/statements"),
        ("PUT", "/xapi/statements?statementId=x&method=GET"),
        ("PUT", "/xapi/statements?statementId=00000000-0000-4000-8000-000000000000&method=GET"),
        ("GET", "/xapi/about"),
        ("GET", "/xapi/agents/profile"),
        ("PUT", "/xapi/activities/state?stateId=x"),
        ("POST", "/xapi/statements/"),
        ("POST", "/xapi/statements/../activities/state"),
        ("POST", "/xapi/statements%2f..%2factivities%2fstate"),
        ("POST", "/xapi/statements;method=GET"),
        ("GET", "/"),
    ],
)
def test_nothing_else_goes_in_and_nothing_comes_out(gateway: Gateway, method: str, path: str) -> None:
    secret = statement()
    assert gateway.ask("POST", body=[secret]).status == 200
    answer = gateway.ask(method, path, None if method in ("GET", "HEAD", "DELETE") else [statement()])
    assert answer.status in (403, 404, 405), answer
    assert secret["id"].encode() not in answer.body
    assert len(gateway.arrived) == 1


@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded",
        "multipart/mixed; boundary=x",
        "application/json; x=multipart/mixed",
        "",
    ],
)
def test_only_json_goes_in(gateway: Gateway, kind: str) -> None:
    sent = {**JSON, "Content-Type": kind, "Origin": ORIGIN}
    assert ask("POST", f"{gateway.url}/xapi/statements", sent, b"method=GET&limit=1").status == 415
    assert ask("POST", f"{gateway.url}/xapi/statements?method=GET", sent, b"limit=1").status == 403
    assert gateway.arrived == []


def test_no_header_of_the_senders_goes_on_but_the_version(gateway: Gateway) -> None:
    tried = [
        "X-HTTP-Method-Override",
        "X-HTTP-Method",
        "X-Method-Override",
        "X-Original-Method",
        "X-Original-URL",
        "X-Rewrite-URL",
    ]
    login = {
        "Authorization": "Basic bm90OnRoaXM=",
        "Cookie": "session=1",
        "User-Agent": "Mozilla",
        "Accept-Language": "sv",
    }
    answer = gateway.ask(
        "POST", body=[statement()], **dict.fromkeys(tried, "GET"), X_HTTP_METHOD_OVERRIDE="GET", **login
    )
    assert answer.status == 200, answer  # so the login was the gateway's own
    (arrived,) = gateway.arrived
    assert set(arrived.headers) == {
        "host",
        "authorization",
        "content-type",
        "content-length",
        "connection",
        "x-experience-api-version",
    }
    assert arrived.method == "POST"


def test_a_second_header_of_one_name_is_no_way_in(gateway: Gateway) -> None:
    body = json.dumps([statement()]).encode()
    head = b"POST /xapi/statements HTTP/1.1\r\nHost: x\r\nX-Experience-API-Version: 1.0.3\r\nContent-Type: application/json\r\n"
    second = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n" % len(body)
    gateway.raw(head + second + body)
    assert [one.headers["content-type"] for one in gateway.arrived] == ["application/json"]
    smuggled = b"POST /xapi/statements HTTP/1.1\r\nHost: x\r\n\r\n"
    answer = gateway.raw(
        head + b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" % len(smuggled) + smuggled
    )
    assert b" 400 " in answer.partition(b"\r\n")[0]
    assert len(gateway.arrived) == 1


def spellings(target: str) -> dict[str, bytes]:
    """A voiding statement in all the ways that an LRS may read as one."""
    plain = json.dumps([voiding(target)])
    verb = "http://adlnet.gov/expapi/verbs/voided"
    many = json.dumps([*(statement() for _ in range(40)), voiding(target)])
    assert verb in plain
    return {
        "plain": plain.encode(),
        "alone": json.dumps(voiding(target)).encode(),
        "in a batch": many.encode(),
        "an escaped letter": plain.replace("voided", "\\u0076oided").encode(),
        "an escaped letter in capitals": plain.replace("voided", "v\\u006Fided").encode(),
        "every letter escaped": plain.replace(
            verb, "".join(f"\\u{ord(letter):04x}" for letter in verb)
        ).encode(),
        "escaped slashes": plain.replace("/", "\\/").encode(),
        "behind an escaped backslash": plain.replace('"a"', '"\\\\"')
        .replace("voided", "\\u0076oided")
        .encode(),
        "other capitals": plain.replace(
            verb, verb.replace("voided", "VOIDED").replace("adlnet", "ADLNET")
        ).encode(),
        "UTF-16": plain.encode("utf-16"),
        "UTF-16 without a mark": plain.encode("utf-16-le"),
        "UTF-32": plain.encode("utf-32-be"),
        "overlong in two bytes": plain.encode().replace(b"voided", b"\xc1\xb6oided"),
        "overlong in three bytes": plain.encode().replace(b"voided", b"\xe0\x81\xb6oided"),
        "overlong in four bytes": plain.encode().replace(b"voided", b"\xf0\x80\x81\xb6oided"),
        "behind white space": b" " * 200_000 + plain.encode(),
        "compressed": gzip.compress(plain.encode()),
    }


@pytest.mark.parametrize("spelling", list(spellings("")))
def test_whatever_may_void_arrives_empty(gateway: Gateway, spelling: str) -> None:
    kept = statement()
    assert gateway.ask("POST", body=[kept]).status == 200
    encoding = {"Content_Encoding": "gzip"} if spelling == "compressed" else {}
    answer = gateway.ask("POST", body=spellings(kept["id"])[spelling], **encoding)
    assert answer.status == 400, answer
    assert [one.body for one in gateway.arrived[1:]] == [b""]
    assert gateway.lrs.statements()[0]["id"] == kept["id"]
    assert len(gateway.lrs.statements()) == 1


def test_what_is_sent_in_chunks_is_looked_at_too(gateway: Gateway) -> None:
    def chunked(*pieces: bytes) -> bytes:
        head = "".join(
            f"{name}: {value}\r\n"
            for name, value in {**JSON, "Host": "x", "Transfer-Encoding": "chunked"}.items()
        )
        body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (*pieces, b""))
        return gateway.raw(f"POST /xapi/statements HTTP/1.1\r\n{head}\r\n".encode() + body).partition(
            b"\r\n"
        )[0]

    kept = statement()
    one = json.dumps([kept]).encode()
    assert b" 200 " in chunked(one[:20], one[20:])
    void = json.dumps([voiding(kept["id"])]).encode()
    cut = void.index(b"voided") + 3
    assert b" 400 " in chunked(void[:cut], void[cut:])
    assert b" 413 " in chunked(b" " * 270_000, void)
    assert [one.body for one in gateway.arrived[1:]] == [b""]


def test_a_key_that_may_not_void_is_the_guard_that_holds(tmp_path: Path) -> None:
    with door(tmp_path, Scope.WRITE_STATEMENTS) as gateway:
        kept = statement()
        assert gateway.ask("POST", body=[kept]).status == 200
        encoded = (
            json.dumps([voiding(kept["id"])]).replace("voided", "voide%64").encode()
        )  # as an LRS that decodes it would read
        assert gateway.ask("POST", body=encoded).status == 200
        assert (
            ask(
                "POST", f"{gateway.url}/xapi/statements", JSON, json.dumps([voiding(kept["id"])]).encode()
            ).status
            == 400
        )
