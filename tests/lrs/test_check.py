"""`larpaket lrs check` against LRSs: the local one with this and that key, Learning Locker, and the gateway."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from larpaket.lrs.check import check
from larpaket.lrs.finding import Auth, Checked, Finding
from larpaket.lrs.key import Key
from larpaket.preview.lrs import Credential, Lrs, Scope, serve
from lrs.door import door
from preview.learning_locker import learning_locker

BASE = "https://larande.example.se"
KEY = Key("användare", "lösen")
ORIGIN = "https://lms.example.se"


def local(scope: Scope = Scope.WRITE_STATEMENTS, **options: object) -> Lrs:
    return Lrs(credentials=[Credential.of(KEY.user, KEY.secret, scope)], **options)  # type: ignore[arg-type]


def of(found: Checked) -> dict[str, str]:
    assert all(finding.help for finding in found.findings if finding.verdict == "problem"), found
    return {finding.what: finding.verdict for finding in found.findings}


def the(found: Checked, what: str) -> Finding:
    return next(finding for finding in found.findings if finding.what == what)


def test_a_key_that_can_only_write() -> None:
    lrs = local()
    with serve(lrs) as served:
        found = check(served.endpoint.rstrip("/"), BASE, KEY, [ORIGIN])
    assert found.reads is False
    assert found.fine, found
    assert of(found)["read statements"] == "ok"
    assert of(found)["activities/state"] == "note"
    assert of(found)[f"CORS from {ORIGIN}"] == "ok"
    assert "refused (403)" in the(found, "void statements").text
    assert [one["object"]["id"] for one in lrs.statements()] == [f"{BASE}/_check"]


@pytest.mark.parametrize(("auth", "fine"), [("key", False), ("gateway", True)])
def test_a_key_that_can_read_is_a_problem_only_in_a_package(auth: Auth, fine: bool) -> None:
    with serve(local(Scope.ALL)) as served:
        found = check(served.endpoint.rstrip("/"), BASE, KEY, [], auth=auth)
    assert found.reads is True
    assert of(found)["read statements"] == ("ok" if fine else "problem")
    assert found.fine is fine


def test_what_it_tried_is_gone_again() -> None:
    lrs = local(Scope.ALL)
    seen: list[tuple[str, str]] = []
    lrs.observers.append(lambda request, response: seen.append((request.method, request.path)))
    with serve(lrs) as served:
        found = check(served.endpoint.rstrip("/"), BASE, KEY, [])
    assert (of(found)["activities/state"], of(found)["agents/profile"]) == ("ok", "ok")
    for resource in ("activities/state", "agents/profile"):
        assert [method for method, path in seen if path.endswith(resource)] == ["PUT", "GET", "DELETE", "GET"]
    written, void = lrs.statements()
    assert void["object"]["id"] == written["id"]
    assert of(found)["void statements"] == "note"
    assert "use a key that may not void" in the(found, "void statements").help


@pytest.mark.parametrize(
    ("auth", "help"), [("key", "LARPAKET_LRS_SECRET"), ("gateway", "LARPAKET_LRS_SECRET")]
)
def test_a_key_that_is_wrong_is_all_that_is_said(auth: Auth, help: str) -> None:
    with serve(local()) as served:
        found = check(served.endpoint.rstrip("/"), BASE, Key("a", "b"), [ORIGIN], auth=auth)
    assert [what for what, verdict in of(found).items() if verdict == "problem"] == ["write statements"]
    assert help in the(found, "write statements").help
    assert "read statements" not in of(found)
    assert found.reads is None


@pytest.mark.parametrize(("auth", "help"), [("none", "`auth: gateway`"), ("gateway", "larpaket lrs gateway")])
def test_without_a_login_it_says_what_to_set(auth: Auth, help: str) -> None:
    with serve(local()) as served:
        found = check(served.endpoint.rstrip("/"), BASE, None, [], auth=auth)
    assert help in the(found, "write statements").help


@pytest.mark.parametrize("auth", ["none", "gateway"])
def test_an_lrs_that_everybody_may_read_and_void_in(auth: Auth) -> None:
    with serve(Lrs()) as served:
        found = check(served.endpoint.rstrip("/"), BASE, None, [], auth=auth)
        with_key = check(served.endpoint.rstrip("/"), BASE, KEY, [], auth=auth)
    assert of(found)["read statements"] == "problem"
    assert "anybody" in the(found, "read statements").text
    assert of(found)["void statements"] == ("problem" if auth == "gateway" else "note")
    if auth == "gateway":
        assert [one.verdict for one in with_key.findings if one.what.startswith("read")] == ["ok", "problem"]
        assert not with_key.fine


@pytest.mark.parametrize(("duplicates", "word"), [("ignore", "the same"), ("conflict", "409")])
def test_how_an_identical_statement_is_answered(duplicates: str, word: str) -> None:
    with serve(local(duplicates=duplicates)) as served:
        found = check(served.endpoint.rstrip("/"), BASE, KEY, [])
    assert word in the(found, "duplicates").text
    assert found.fine


def test_an_origin_that_is_not_let_in() -> None:
    with serve(local(origins=["https://other.example.se"])) as served:
        found = check(served.endpoint.rstrip("/"), BASE, KEY, [ORIGIN, "https://other.example.se"])
    assert of(found)[f"CORS from {ORIGIN}"] == "problem"
    assert of(found)["CORS from https://other.example.se"] == "ok"


def test_a_clock_that_differs_is_noted() -> None:
    with serve(local()) as served:
        found = check(
            served.endpoint.rstrip("/"), BASE, KEY, [], clock=lambda: datetime.now(UTC) - timedelta(hours=1)
        )
    assert of(found)["clock"] == "note"
    assert the(found, "clock").text.startswith("the LRS's clock differs from this computer's by +3")
    assert "NTP" in the(found, "clock").help


def test_learning_locker_lets_everybody_read(tmp_path: Path) -> None:
    with learning_locker(tmp_path) as endpoint:
        found = check(endpoint.rstrip("/"), BASE, KEY, [])
    assert of(found)["write statements"] == "ok", found
    assert found.reads is True
    assert of(found)["activities/state"] == "note"  # it has none, and answers a plain 404


@pytest.mark.browser  # it needs Debian's nginx, which `make check` does without
@pytest.mark.parametrize("key", [KEY, None])
def test_the_gateway_is_fine_with_a_key_or_without(tmp_path: Path, key: Key | None) -> None:
    with door(tmp_path) as gateway:
        found = check(f"{gateway.url}/xapi", BASE, key, [ORIGIN], auth="gateway")
    assert found.fine, found
    assert of(found)[f"CORS from {ORIGIN}"] == "ok"
    assert {finding.verdict for finding in found.findings if "statements" in finding.what} == {"ok"}
    assert "refused (400)" in the(found, "void statements").text
    assert len(gateway.lrs.statements()) == 1
