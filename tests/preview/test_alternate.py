"""The alternate request syntax (Communication 1.3): method, headers, parameters and content in a form."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from larpaket.preview.lrs import Credential, Lrs, Scope

from .client import Answer, Client
from .samples import ACTIVITY, AGENT, VERB

FORM = "application/x-www-form-urlencoded"
ONE: dict[str, Any] = {"actor": AGENT, "verb": VERB, "object": ACTIVITY}
STATE = {"activityId": "https://example.org/module", "agent": json.dumps(AGENT), "stateId": "a"}


def ask(
    client: Client, method: str, resource: str, headers: dict[str, str] | None = None, /, **form: str
) -> Answer:
    body = urlencode({name.replace("_", "-"): value for name, value in form.items()}).encode()
    return client.send("POST", f"{resource}?method={method}", body, {"Content-Type": FORM, **(headers or {})})


def test_statements_are_put_posted_and_asked_for(client: Client) -> None:
    one = {**ONE, "id": "6ba7b811-9dad-41d1-80b4-00c04fd430c8"}
    assert ask(client, "PUT", "statements", statementId=one["id"], content=json.dumps(one)).status == 204
    assert len(ask(client, "POST", "statements", content=json.dumps([ONE, ONE])).json) == 2
    found = ask(client, "GET", "statements", limit="2", ascending="true").json
    assert [found["statements"][0]["id"], len(found["statements"])] == [one["id"], 2]
    assert client.send("GET", found["more"]).json["more"] == ""
    head = ask(client, "HEAD", "statements")
    assert (head.status, head.body, "etag" in head.headers) == (200, b"", True)


def test_documents_keep_their_type_and_preconditions(client: Client) -> None:
    assert (
        ask(
            client,
            "PUT",
            "activities/state",
            **STATE,
            content="Hej då",
            Content_Type="text/plain; charset=utf-8",
        ).status
        == 204
    )
    got = ask(client, "GET", "activities/state", **STATE)
    assert (got.text, got.headers["content-type"]) == ("Hej då", "text/plain; charset=utf-8")
    assert ask(client, "PUT", "activities/state", **STATE, content="x", If_None_Match="*").status == 412
    assert ask(client, "DELETE", "activities/state", **STATE, If_Match=got.headers["etag"]).status == 204
    assert client.send("GET", "activities/state", None, None, **STATE).status == 404


def test_the_forms_login_and_version_are_the_headers(served: Callable[..., Client]) -> None:
    client = served(Lrs(credentials=[Credential.of("a", "b", Scope.WRITE_STATEMENTS)]))
    none = {"X-Experience-API-Version": ""}
    login = "Basic " + base64.b64encode(b"a:b").decode()
    sent = {"X_Experience_API_Version": "1.0.3", "Authorization": login}
    assert ask(client, "POST", "statements", none, content=json.dumps(ONE), **sent).status == 200
    assert ask(client, "POST", "statements", none, content=json.dumps(ONE)).status == 401
    assert ask(client, "GET", "statements", none, **sent).status == 403
    assert (
        ask(
            client,
            "POST",
            "statements",
            content=json.dumps(ONE),
            **{**sent, "X_Experience_API_Version": "0.8"},
        ).status
        == 400
    )


@pytest.mark.parametrize(
    ("method", "target", "body", "kind", "status", "said"),
    [
        ("GET", "?method=POST", b"", FORM, 400, "only in a POST"),
        ("POST", "?method=PATCH", b"", FORM, 405, "PATCH"),
        ("POST", "?method=GET&limit=1", b"", FORM, 400, "the only parameter"),
        ("POST", "?method=GET&method=PUT", b"", FORM, 400, "the only parameter"),
        ("POST", "?method=GET", b"{}", "application/json", 400, "Content-Type"),
        ("POST", "?method=POST", b"", FORM, 400, "content"),
        ("POST", "?method=PUT", b'{"content": "x"}', FORM, 400, "content"),
        ("POST", "?method=GET", b"limit=1&limit=2", FORM, 400, "twice"),
        ("POST", "?method=GET", b"verb=%ff", FORM, 400, "UTF-8"),
        ("POST", "?method=GET", b"statementid=x", FORM, 400, "statementId"),
        ("POST", "", b"content=x", FORM, 400, "Content-Type"),
    ],
)
def test_half_of_it_is_refused(
    client: Client, method: str, target: str, body: bytes, kind: str, status: int, said: str
) -> None:
    answer = client.send(method, f"statements{target}", body, {"Content-Type": kind})
    assert (answer.status, said in answer.text) == (status, True), answer.text
