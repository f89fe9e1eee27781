"""The gateway's configuration in Debian's nginx, before the local LRS."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lrs.nginx import nginx

from builder.lrs.gateway import GatewayError, configuration
from builder.lrs.http import Answer, ask
from builder.lrs.key import Key
from builder.preview.lrs import Credential, Lrs, Scope, serve

ORIGIN = "https://lms.example.se"
KEY = Key("användare", "lösen")
JSON = {"Content-Type": "application/json", "X-Experience-API-Version": "1.0.3"}
pytestmark = pytest.mark.browser  # it needs Debian's nginx, which `make check` does without


def statement() -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "actor": {"account": {"homePage": "https://larande.example.se", "name": "a"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/responded"},
        "object": {"id": "https://larande.example.se/provmodul"},
    }


@dataclass
class Gateway:
    url: str
    lrs: Lrs

    def ask(self, method: str, path: str = "/xapi/statements", body: object = None, **headers: str) -> Answer:
        sent = {**JSON, "Origin": ORIGIN, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return ask(method, self.url + path, sent, None if body is None else json.dumps(body).encode())


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    lrs = Lrs(credentials=[Credential.of(KEY.user, KEY.secret, Scope.ALL)])
    with serve(lrs) as served, nginx(tmp_path, served.endpoint.rstrip("/"), KEY, ORIGIN) as url:
        yield Gateway(url, lrs)


def test_statements_go_in_without_a_key(gateway: Gateway) -> None:
    answer = gateway.ask("POST", body=[statement()])
    assert answer.status == 200, answer
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    one = statement()
    assert gateway.ask("PUT", f"/xapi/statements?statementId={one['id']}", one).status == 204
    assert len(gateway.lrs.statements()) == 2


def test_a_login_of_the_pages_own_is_replaced(gateway: Gateway) -> None:
    assert gateway.ask("POST", body=[statement()], Authorization="Basic bm90OnRoaXM=").status == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/xapi/statements"),
        ("GET", "/xapi/statements?limit=1"),
        ("HEAD", "/xapi/statements"),
        ("DELETE", "/xapi/statements"),
        ("POST", "/xapi/statements?method=GET"),
        ("POST", "/xapi/statements?limit=1"),
        ("PUT", "/xapi/statements"),
        ("PUT", "/xapi/statements?statementId=x&method=GET"),
        ("GET", "/xapi/about"),
        ("GET", "/xapi/agents/profile"),
        ("PUT", "/xapi/activities/state?stateId=x"),
        ("POST", "/xapi/statements/"),
        ("POST", "/xapi/statements/../activities/state"),
        ("GET", "/"),
    ],
)
def test_nothing_else_goes_in_and_nothing_comes_out(gateway: Gateway, method: str, path: str) -> None:
    secret = statement()
    assert gateway.ask("POST", body=[secret]).status == 200
    answer = gateway.ask(method, path, None if method in ("GET", "HEAD", "DELETE") else [statement()])
    assert answer.status in (403, 404, 405), answer
    assert secret["id"].encode() not in answer.body
    assert len(gateway.lrs.statements()) == 1


def test_the_alternate_request_syntax_is_no_way_in(gateway: Gateway) -> None:
    form = {**JSON, "Content-Type": "application/x-www-form-urlencoded", "Origin": ORIGIN}
    assert ask("POST", f"{gateway.url}/xapi/statements?method=GET", form, b"limit=1").status == 403
    assert ask("POST", f"{gateway.url}/xapi/statements", form, b"method=GET").status == 415


def test_a_page_that_may_not_read_is_told_so(gateway: Gateway) -> None:
    preflight = gateway.ask("OPTIONS", Access_Control_Request_Method="GET")
    assert preflight.status == 204
    assert preflight.headers["access-control-allow-origin"] == ORIGIN
    assert "authorization" in preflight.headers["access-control-allow-headers"].lower()
    assert gateway.ask("GET").headers["access-control-allow-origin"] == ORIGIN


def test_another_origin_is_told_nothing(gateway: Gateway) -> None:
    answer = gateway.ask("OPTIONS", Origin="https://evil.example", Access_Control_Request_Method="POST")
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("origin", ["http://localhost", "moodleappfs://localhost"])
def test_an_apps_downloaded_packages_are_let_through(tmp_path: Path, origin: str) -> None:
    lrs = Lrs(credentials=[Credential.of(KEY.user, KEY.secret)])
    with serve(lrs) as served, nginx(tmp_path, served.endpoint.rstrip("/"), KEY, origin) as url:
        answer = Gateway(url, lrs).ask("OPTIONS", Origin=origin, Access_Control_Request_Method="POST")
    assert answer.headers["access-control-allow-origin"] == origin


def test_sizes_and_rates_are_limited(tmp_path: Path) -> None:
    lrs = Lrs(credentials=[Credential.of(KEY.user, KEY.secret)])
    with serve(lrs) as served, nginx(tmp_path, served.endpoint.rstrip("/"), KEY, ORIGIN, rate=1) as url:
        gateway = Gateway(url, lrs)
        assert gateway.ask("POST", body=["x" * 300_000]).status == 413
        began = time.monotonic()
        statuses = [200]
        while statuses[-1] == 200:
            statuses.append(gateway.ask("POST", body=[statement()]).status)
        assert statuses[-1] == 429
        # A burst of 50, the first, and one a second.
        assert len(statuses) - 2 <= 51 + (time.monotonic() - began) + 1


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("server_name", "lrs.example.se; return 200"),
        ("listen", "80; return"),
        ("path", "/xapi { }"),
        ("path", ""),
        ("lrs", "https://lrs.example.se/xapi;"),
        ("lrs", "lrs.example.se"),
        ("origins", ["https://lms.example.se/path"]),
        ("origins", ['" 1; default "']),
        ("origins", ["localhost"]),
        ("rate", 0),
    ],
)
def test_what_would_not_make_a_configuration_is_refused(what: str, value: object) -> None:
    given: dict[str, Any] = {
        "server_name": "lrs.example.se", "listen": "443 ssl", "path": "/xapi", "lrs": "https://lrs.example.se/xapi", "origins": [ORIGIN],
        "rate": 10,
    }  # fmt: skip
    configuration(**given)
    with pytest.raises(GatewayError):
        configuration(**{**given, what: value})
