from __future__ import annotations

import hashlib
import json
from email import message_from_bytes
from typing import Any

import pytest

from .client import Client
from .rules import RULES
from .samples import FILE

TEXT = b"here is a simple attachment\r\n--not-the-boundary"
SHA2 = hashlib.sha256(TEXT).hexdigest()
DATA = {key: value for key, value in FILE.items() if key != "fileUrl"} | {"length": len(TEXT), "sha2": SHA2}
JSON_PART = {"Content-Type": "application/json"}
TEXT_PART = {
    "Content-Type": FILE["contentType"],
    "Content-Transfer-Encoding": "binary",
    "X-Experience-API-Hash": SHA2,
}


def _body(*parts: tuple[dict[str, str], bytes], end: bytes = b"--abc--\r\n") -> bytes:
    heads = [
        b"".join(f"{name}: {value}\r\n".encode() for name, value in headers.items()) for headers, _ in parts
    ]
    return (
        b"".join(
            b"--abc\r\n" + head + b"\r\n" + content + b"\r\n"
            for head, (_, content) in zip(heads, parts, strict=True)
        )
        + end
    )


def _statement(*attachments: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    statement = {**RULES[0].statement(), "attachments": list(attachments)}
    return statement, json.dumps(statement).encode()


def _send(
    client: Client, body: bytes, content_type: str = 'multipart/mixed; boundary="abc"'
) -> tuple[int, str]:
    answer = client.send("POST", "statements", body, {"Content-Type": content_type})
    return answer.status, answer.text


def test_data_comes_back_as_it_was_sent(client: Client) -> None:
    statement, content = _statement(DATA, {**DATA, "usageType": "https://example.org/other"}, FILE)
    assert _send(client, _body((JSON_PART, content), (TEXT_PART, TEXT)))[0] == 200
    plain = client.send("GET", "statements", statementId=statement["id"], attachments="false")
    assert plain.headers["content-type"] == "application/json"
    for parameters in ({"statementId": statement["id"]}, {}):
        answer = client.send("GET", "statements", attachments="true", **parameters)
        message = message_from_bytes(
            b"Content-Type: " + answer.headers["content-type"].encode() + b"\r\n\r\n" + answer.body
        )
        first, data = list(message.walk())[1:]
        assert first["Content-Type"] == "application/json"
        assert data["X-Experience-API-Hash"] == SHA2
        assert data["Content-Transfer-Encoding"] == "binary"
        assert TEXT in answer.body


def test_multipart_without_attachments(client: Client) -> None:
    statement = RULES[0].statement()
    _, content = _statement()
    assert _send(client, _body((JSON_PART, content)))[0] == 200
    assert client.send("POST", "statements", statement).status == 200
    answer = client.send("GET", "statements", statementId=statement["id"], attachments="true")
    assert answer.headers["content-type"].startswith("multipart/mixed")


@pytest.mark.parametrize(
    ("attachment", "headers", "content", "said"),
    [
        (DATA, None, b"", "attachments[0]: has neither a fileUrl nor a part"),
        (FILE, TEXT_PART, TEXT, "no attachment has the X-Experience-API-Hash"),
        (DATA, {**TEXT_PART, "X-Experience-API-Hash": "a" * 64}, TEXT, "is not the hash of its part"),
        (DATA, {**TEXT_PART, "X-Experience-API-Hash": "a"}, TEXT, "is not the hash of its part"),
        (DATA, {"Content-Transfer-Encoding": "binary"}, TEXT, "needs an X-Experience-API-Hash"),
        (DATA, {"X-Experience-API-Hash": SHA2}, TEXT, "needs Content-Transfer-Encoding: binary"),
        ({**DATA, "length": 1}, TEXT_PART, TEXT, "attachments[0].length: is 1"),
        ({**DATA, "contentType": "text/html"}, TEXT_PART, TEXT, "attachments[0].contentType: is text/html"),
        (
            {
                **DATA,
                "usageType": "http://adlnet.gov/expapi/attachments/signature",
                "contentType": "application/octet-stream",
            },
            TEXT_PART,
            TEXT,
            "does not accept signed statements",
        ),
    ],
)
def test_refused(
    client: Client, attachment: dict[str, Any], headers: dict[str, str] | None, content: bytes, said: str
) -> None:
    _, body = _statement(attachment)
    parts = [(JSON_PART, body)] + ([(headers, content)] if headers else [])
    status, text = _send(client, _body(*parts))
    assert status == 400
    assert said in text
    assert client.send("GET", "statements").json["statements"] == []


@pytest.mark.parametrize(
    ("body", "content_type", "said"),
    [
        (b"", "multipart/mixed; boundary=abc", "closing boundary"),
        (_body((JSON_PART, b"{}")), "multipart/mixed", "needs a boundary"),
        (_body((JSON_PART, b"{}"), end=b""), "multipart/mixed; boundary=abc", "closing boundary"),
        (_body(), "multipart/mixed; boundary=abc", "the first part must be the statements"),
        (_body((TEXT_PART, TEXT)), "multipart/mixed; boundary=abc", "the first part must be the statements"),
        (b"--abc\r\nno-colon\r\n\r\nx\r\n--abc--", "multipart/mixed; boundary=abc", "no colon"),
        (b"--abc\r\nx\r\n--abc--", "multipart/mixed; boundary=abc", "no empty line"),
        (b"{}", "text/plain", "not text/plain"),
        (b"{}", "", "not nothing"),
    ],
)
def test_bodies_of_the_wrong_form(client: Client, body: bytes, content_type: str, said: str) -> None:
    status, text = _send(client, body, content_type)
    assert status == 400
    assert said in text
