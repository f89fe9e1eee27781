from __future__ import annotations

import base64
from collections.abc import Callable

import pytest

from larpaket.preview.lrs import Credential, Journal, Lrs, Request, Scope, account

from .client import HEADERS, Client
from .rules import RULES
from .samples import AGENT, REF, VOIDED

ALL = Credential.of("åsa", "löse:n", home_page="https://lrs.example.org/")
WRITER = Credential.of("player", "open", Scope.WRITE_STATEMENTS)
STATE = {"activityId": "https://example.org/module", "agent": AGENT, "stateId": "x"}


def _basic(text: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(text.encode()).decode()}"}


def test_basic(served: Callable[..., Client]) -> None:
    client = served(credentials=[ALL, WRITER])
    assert client.send("GET", "statements", headers=_basic("åsa:löse:n")).status == 200
    assert client.send("GET", "statements", headers={"Authorization": f"basic {ALL.token}"}).status == 200, (
        "the scheme has no case"
    )
    for headers in (
        {},
        _basic("åsa:fel"),
        {"Authorization": f"Bearer {ALL.token}"},
        {"Authorization": "Basic"},
        {"Authorization": ALL.token},
    ):
        answer = client.send("GET", "statements", headers=headers)
        assert answer.status == 401, headers
        assert answer.headers["www-authenticate"].startswith("Basic ")


def test_the_authority_is_the_caller(served: Callable[..., Client]) -> None:
    client = served(credentials=[ALL])
    (name,) = client.send(
        "POST", "statements", {**RULES[0].statement(), "authority": AGENT}, _basic("åsa:löse:n")
    ).json
    stored = client.send("GET", "statements", headers=_basic("åsa:löse:n"), statementId=name).json
    assert stored["authority"] == account("åsa", "https://lrs.example.org/")


def test_write_only(served: Callable[..., Client]) -> None:
    client = served(credentials=[WRITER])
    key = {"Authorization": f"Basic {WRITER.token}"}
    statement = RULES[0].statement()
    assert client.send("POST", "statements", statement, key).status == 200
    assert client.send("PUT", "statements", statement, key, statementId=statement["id"]).status == 204
    void = {"actor": AGENT, "verb": VOIDED, "object": REF}
    assert client.send("POST", "statements", [RULES[0].statement(), void], key).status == 403
    for method, resource, parameters in [
        ("GET", "statements", {}),
        ("HEAD", "statements", {}),
        ("GET", "statements", {"statementId": statement["id"]}),
        ("GET", "activities/state", STATE),
        ("PUT", "activities/state", STATE),
        ("GET", "agents", {"agent": AGENT}),
    ]:
        assert client.send(method, resource, headers=key, **parameters).status == 403, (method, resource)


def test_tokens_come_and_go(served: Callable[..., Client]) -> None:
    lrs = Lrs(credentials=[])
    client = served(lrs)
    token = {"Authorization": "Basic cmi5-session-1"}
    assert client.send("GET", "statements", headers=token).status == 401
    lrs.access.allow(Credential("cmi5-session-1", account("lms")))
    assert client.send("GET", "statements", headers=token).status == 200
    lrs.access.forget("cmi5-session-1")
    assert client.send("GET", "statements", headers=token).status == 401


@pytest.mark.parametrize(
    ("version", "status"),
    [
        ("1.0.3", 200),
        ("1.0.0", 200),
        ("1.0", 200),
        ("1.0.99", 200),
        ("", 400),
        ("0.95", 400),
        ("1.1.0", 400),
        ("2.0.0", 400),
        ("1", 400),
    ],
)
def test_version(client: Client, version: str, status: int) -> None:
    answer = client.send("GET", "statements", headers={"X-Experience-API-Version": version})
    assert answer.status == status
    assert answer.headers["x-experience-api-version"] == "1.0.3"
    if version == "2.0.0":
        assert (
            answer.text
            == "X-Experience-API-Version: this LRS supports 1.0.3, not 2.0.0 (Communication 3.3)\n"
        )


def test_about_is_for_everybody(served: Callable[..., Client]) -> None:
    answer = served(credentials=[]).send("GET", "about", headers={"X-Experience-API-Version": ""})
    assert (answer.status, answer.json) == (200, {"version": ["1.0.3"]})


def test_preflight(served: Callable[..., Client]) -> None:
    client = served(credentials=[ALL])
    asked = {
        "Origin": "https://lms.example.org",
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "authorization,content-type,if-match,x-experience-api-version",
        "X-Experience-API-Version": "",
        "Content-Type": "",
    }
    answer = client.send("OPTIONS", "activities/state", headers=asked)
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "https://lms.example.org"
    assert "PUT" in answer.headers["access-control-allow-methods"].split(", ")
    allowed = answer.headers["access-control-allow-headers"].lower().split(", ")
    assert set(asked["Access-Control-Request-Headers"].split(",")) <= set(allowed)


def test_an_answer_can_be_read_across_origins(served: Callable[..., Client]) -> None:
    client = served(credentials=[ALL])
    for origin in ("https://lms.example.org", "null"):
        answer = client.send("GET", "statements", headers={"Origin": origin})
        assert answer.status == 401, "errors too, or the player sees only a network error"
        assert answer.headers["access-control-allow-origin"] == origin
        exposed = answer.headers["access-control-expose-headers"]
        assert {"ETag", "X-Experience-API-Version", "X-Experience-API-Consistent-Through"} <= set(
            exposed.split(", ")
        )
        assert answer.headers["vary"] == "Origin"


def test_only_listed_origins(served: Callable[..., Client]) -> None:
    client = served(origins=["https://lms.example.org"])
    assert (
        "access-control-allow-origin"
        not in client.send("GET", "about", headers={"Origin": "https://x.example"}).headers
    )
    assert (
        "access-control-allow-origin"
        not in client.send("OPTIONS", "about", headers={"Origin": "https://x.example"}).headers
    )
    assert (
        "access-control-allow-origin"
        in client.send("GET", "about", headers={"Origin": "https://lms.example.org"}).headers
    )


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/xapi/nothing", 404),
        ("GET", "/xapi/", 404),
        ("GET", "/statements", 404),
        ("GET", "/xapistatements", 404),
        ("DELETE", "/xapi/statements", 405),
        ("PATCH", "/xapi/statements", 405),
        ("POST", "/xapi/agents", 405),
    ],
)
def test_routes(client: Client, method: str, path: str, status: int) -> None:
    answer = client.send(method, path)
    assert answer.status == status
    if status == 405:
        assert "OPTIONS" in answer.headers["allow"]


def test_head_is_get_without_the_body() -> None:
    lrs = Lrs()
    for target in ("/xapi/statements", "/xapi/about", "/xapi/nothing"):
        got, head = (lrs.handle(Request.to(method, target, HEADERS)) for method in ("GET", "HEAD"))
        assert got.body
        assert head.body == b""
        assert (head.status, head.headers.keys()) == (got.status, got.headers.keys())


def test_observers_see_what_took_effect_in_order() -> None:
    lrs, journal = Lrs(), Journal()
    lrs.observers.append(journal.note)
    statement = RULES[0].statement()
    for method, target, body in [
        ("OPTIONS", "", b""),
        ("POST", "", b"{}"),
        ("POST", "", str(statement).encode()),
        ("GET", "", b""),
    ]:
        lrs.handle(Request.to(method, f"/xapi/statements{target}", HEADERS, body))
    assert [(one.request.method, one.response.status, len(one.statements)) for one in journal.exchanges] == [
        ("POST", 400, 1),
        ("POST", 400, 0),
        ("GET", 200, 0),
    ]
    assert journal.received == []
    assert len(journal.refused) == 2
