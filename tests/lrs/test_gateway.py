"""The gateway's configuration in Debian's nginx: what a package needs of it, before the local LRS."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest

from larpaket.lrs.gateway import GatewayError, configuration
from larpaket.preview.lrs import Credential, Lrs, serve
from lrs.certificates import certificate
from lrs.door import KEY, ORIGIN, Gateway, door, statement
from lrs.nginx import nginx

pytestmark = pytest.mark.browser  # it needs Debian's nginx, which `make check` does without


def test_statements_go_in_without_a_key(gateway: Gateway) -> None:
    answer = gateway.ask("POST", body=[statement()])
    assert answer.status == 200, answer
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    one = statement()
    assert gateway.ask("PUT", f"/xapi/statements?statementId={one['id']}", one).status == 204
    assert len(gateway.lrs.statements()) == 2


def test_what_a_learner_writes_arrives_as_it_was_sent(gateway: Gateway) -> None:
    written = [statement() for _ in range(100)]
    for one in written:
        one["result"] = {"response": 'Så här: "åäö 😀" \\ \\u0076 \\/ / \n\t\u2028 ' + "x" * 1_500}
    assert gateway.ask("POST", body=written).status == 200
    assert [one["result"]["response"] for one in gateway.lrs.statements()] == [
        one["result"]["response"] for one in written
    ]


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
    with door(tmp_path, origin=origin) as gateway:
        answer = gateway.ask("OPTIONS", Origin=origin, Access_Control_Request_Method="POST")
    assert answer.headers["access-control-allow-origin"] == origin


def test_sizes_and_rates_are_limited_and_a_page_is_told_when_to_come_again(tmp_path: Path) -> None:
    with door(tmp_path, rate=1) as gateway:
        assert gateway.ask("POST", body=["x" * 300_000]).status == 413
        began = time.monotonic()
        answers = [gateway.ask("POST", body=[statement()])]
        assert "retry-after" not in answers[0].headers
        while answers[-1].status == 200:
            answers.append(gateway.ask("POST", body=[statement()]))
        assert answers[-1].status == 429
        assert answers[-1].headers["retry-after"] == "5"
        assert "Retry-After" in answers[-1].headers["access-control-expose-headers"]
        # A burst of 50, the first, and one a second.
        assert len(answers) - 1 <= 51 + (time.monotonic() - began) + 1


def test_nothing_of_the_sender_is_written_down(tmp_path: Path) -> None:
    with door(tmp_path, rate=1) as gateway:
        assert gateway.ask("POST", body=b'"\xff"').status == 400
        while gateway.ask("POST", body=[statement()]).status == 200:
            pass
    assert [(tmp_path / name).read_text() for name in ("access.log", "error.log")] == ["", ""]


@pytest.mark.parametrize(
    ("name", "believed", "status"),
    [("localhost", True, 200), ("other.example.se", True, 502), ("localhost", False, 502)],
)
def test_the_key_goes_only_to_whom_the_certificate_names(
    tmp_path: Path, name: str, believed: bool, status: int
) -> None:
    own, strangers = certificate(tmp_path, name), certificate(tmp_path, "localhost")
    lrs = Lrs(credentials=[Credential.of(KEY.user, KEY.secret)])
    ca = str((own if believed else strangers).certificate)
    with (
        serve(lrs) as served,
        nginx(tmp_path, served.endpoint.rstrip("/"), KEY, ORIGIN, tls=own, ca=ca) as url,
    ):
        answer = Gateway(url, lrs).ask("POST", body=[statement()])
    assert answer.status == status, answer
    assert len(lrs.statements()) == (status == 200)


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
        ("ca", "ca.crt"),
        ("ca", "/ca.crt; include /etc/passwd"),
    ],
)
def test_what_would_not_make_a_configuration_is_refused(what: str, value: object) -> None:
    given: dict[str, Any] = {
        "server_name": "lrs.example.se", "listen": "443 ssl", "path": "/xapi", "lrs": "https://lrs.example.se/xapi", "origins": [ORIGIN],
        "rate": 10,
    }  # fmt: skip
    assert not re.search(r"@[a-z_]+@", configuration(**given))
    with pytest.raises(GatewayError):
        configuration(**{**given, what: value})
