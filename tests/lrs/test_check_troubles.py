"""`larpaket lrs check` where there is no LRS, or half of one: one cause first, and what to do."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from larpaket.lrs.check import check
from larpaket.lrs.finding import Checked, Code, Finding
from larpaket.lrs.key import Key
from lrs.certificates import certificate
from lrs.odd import Asked, Reply, answering, data, page, taken

BASE = "https://larande.example.se"
KEY = Key("a", "b")


def only(found: Checked) -> Finding:
    """The one finding, where nothing else is worth saying."""
    (finding,) = found.findings
    assert (finding.verdict, found.fine, found.reads) == ("problem", False, None)
    return finding


def the(found: Checked, what: str) -> Finding:
    return next(finding for finding in found.findings if finding.what == what)


def test_nobody_there() -> None:
    finding = only(check("http://127.0.0.1:9/xapi", BASE, KEY, []))
    assert finding.text == "nothing listens on 127.0.0.1:9"
    assert "check that the LRS is running" in finding.help


def test_no_such_host() -> None:
    assert only(check("https://lrs.invalid/xapi", BASE, KEY, [])).text == "there is no host lrs.invalid"


def test_an_endpoint_with_one_part_too_many() -> None:
    finding = only(check("https://lrs.example.se/xapi/statements", BASE, KEY, []))
    assert finding.what == "endpoint"
    assert finding.help == "write `endpoint: https://lrs.example.se/xapi`"


@pytest.mark.browser  # it needs Debian's openssl, which `make check` does without
@pytest.mark.parametrize(
    ("name", "believed", "word"),
    [("localhost", False, "SSL_CERT_FILE"), ("other.example.se", True, "get one for localhost")],
)
def test_a_certificate_that_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, believed: bool, word: str
) -> None:
    made = certificate(tmp_path, name)
    if believed:
        monkeypatch.setenv("SSL_CERT_FILE", str(made.certificate))
    with answering(taken, made) as endpoint:
        finding = only(check(endpoint, BASE, KEY, []))
    assert finding.text.startswith("its certificate is not trusted: ")
    assert word in finding.help


def test_https_where_only_http_is_spoken() -> None:
    with answering(taken) as endpoint:
        finding = only(check(endpoint.replace("http:", "https:"), BASE, KEY, []))
    assert finding.text.endswith("does not speak https")


def test_a_connection_that_breaks() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        threading.Thread(target=lambda: server.accept()[0].close()).start()
        finding = only(check(f"http://127.0.0.1:{port}/xapi", BASE, KEY, []))
    assert "failed" in finding.text


@pytest.mark.parametrize(
    ("location", "text", "help"),
    [
        ("/data/xAPI/about", "redirects to http://127.0.0.1:{port}/data/xAPI/about (302)", "write `endpoint: http://127.0.0.1:{port}/data/xAPI`"),
        ("https://lrs.example.se/xapi/about/", "redirects to https://lrs.example.se/xapi/about/ (302)", "write `endpoint: https://lrs.example.se/xapi`"),
        ("/xapi/about/", "redirects to http://127.0.0.1:{port}/xapi/about/ (302)", "no login or portal"),
        ("https://sso.example.se/login?secret=1#x", "redirects to https://sso.example.se/login (302)", "no login or portal"),
    ],
)  # fmt: skip
def test_a_redirect_is_named_with_its_target(location: str, text: str, help: str) -> None:
    with answering(lambda asked: (302, {"Location": location}, b"")) as endpoint:
        port = endpoint.split(":")[2].split("/")[0]
        finding = only(check(endpoint, BASE, KEY, []))
    assert finding.text == text.format(port=port)
    assert help.format(port=port) in finding.help


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "text/plain"])
def test_a_login_page_is_no_lrs(kind: str) -> None:
    with answering(lambda asked: page("Logga in &amp; läs", kind=kind)) as endpoint:
        finding = only(check(endpoint, BASE, KEY, ["https://lms.example.se"]))
    assert finding.text == "does not answer like an LRS (200: a web page, “Logga in & läs”)"


def test_a_page_without_a_beginning_is_one_by_its_type() -> None:
    with answering(lambda asked: (200, {"Content-Type": "text/html"}, b"<p>Logga in")) as endpoint:
        assert only(check(endpoint, BASE, KEY, [])).text == "does not answer like an LRS (200: a web page)"


def test_a_login_page_behind_a_real_about_is_no_lrs() -> None:
    with answering(lambda asked: taken(asked) if asked.resource == "about" else page("Logga in")) as endpoint:
        found = check(endpoint, BASE, KEY, [])
    assert the(found, "write statements").verdict == "problem"
    assert "“Logga in”" in the(found, "write statements").text


def test_a_web_page_for_about_is_nothing_to_a_real_lrs() -> None:
    with answering(lambda asked: page("LRS") if asked.resource == "about" else taken(asked)) as endpoint:
        assert check(endpoint, BASE, KEY, []).fine


@pytest.mark.parametrize(
    "answer",
    [
        lambda ids: data({}),
        lambda ids: data([]),
        lambda ids: data("ok"),
        lambda ids: data(["another"]),
        lambda ids: data([*ids, "another"]),
        lambda ids: data(ids, 201),
        lambda ids: (204, {}, b""),
    ],
)
def test_a_success_without_the_ids_is_none(answer: Callable[[list[str]], Reply]) -> None:
    def reply(asked: Asked) -> Reply:
        return (
            answer([one["id"] for one in json.loads(asked.body)]) if asked.method == "POST" else taken(asked)
        )

    with answering(reply) as endpoint:
        found = check(endpoint, BASE, KEY, [])
    assert "not with the statement's id" in the(found, "write statements").text
    assert the(found, "write statements").help


@pytest.mark.parametrize(
    ("status", "text", "help"),
    [(404, "there is no such resource (404", "without `/statements`"), (503, "failed (503", "log"), (403, "refused (403", "statements/write"), (400, "refused (400: no verb)", "show this answer")],
)  # fmt: skip
def test_a_refusal_says_what_to_do(status: int, text: str, help: str) -> None:
    with answering(
        lambda asked: (status, {}, b"no\x1b  verb\n") if asked.method == "POST" else taken(asked)
    ) as endpoint:
        found = the(check(endpoint, BASE, KEY, []), "write statements")
    assert found.text.startswith(text)
    assert help in found.help
    assert "\x1b" not in found.text


def test_an_lrs_that_speaks_2_0_alone() -> None:
    def reply(asked: Asked) -> Reply:
        if asked.resource == "about":
            return data({"version": ["2.0.0"]})
        return 400, {"X-Experience-API-Version": "2.0.0"}, b"unsupported"

    with answering(reply) as endpoint:
        found = check(endpoint, BASE, KEY, [])
    assert the(found, "version") == Finding(
        Code.VERSION, "problem", "only 2.0.0; packages use 1.0.3", the(found, "version").help
    )
    assert "1.0.3" in the(found, "version").help
    assert "speaks xAPI 2.0" in the(found, "write statements").text
    with answering(
        lambda asked: data({"version": ["2.0.0", "1.0.3"]}) if asked.resource == "about" else taken(asked)
    ) as endpoint:
        assert the(check(endpoint, BASE, KEY, []), "version").verdict == "ok"


@pytest.mark.parametrize("way", ["method=GET", "X-HTTP-Method-Override", "agent"])
def test_a_back_door_to_reading_is_found(way: str) -> None:
    def reply(asked: Asked) -> Reply:
        taken_for_a_question = {
            "method=GET": asked.query == "method=GET",
            "X-HTTP-Method-Override": asked.headers.get("X-HTTP-Method-Override") == "GET",
            "agent": asked.method == "GET" and asked.resource == "statements" and "agent=" in asked.query,
        }
        return data({"statements": [], "more": ""}) if taken_for_a_question[way] else taken(asked)

    with answering(reply) as endpoint:
        found = check(endpoint, BASE, KEY, [])
    assert found.reads is True
    assert the(found, "read statements").verdict == "problem"
    assert way == "agent" or way in the(found, "read statements").text


def test_a_web_page_for_an_answer_leaves_it_open_whether_a_key_can_read() -> None:
    def reply(asked: Asked) -> Reply:
        return page("Logga in") if asked.method == "GET" and asked.resource == "statements" else taken(asked)

    with answering(reply) as endpoint:
        found = check(endpoint, BASE, KEY, [])
        behind = check(endpoint, BASE, KEY, [], auth="gateway")
    assert found.reads is None
    assert the(found, "read statements").text == "unclear: the request was answered with a web page"
    assert not found.fine
    assert the(behind, "read statements").verdict == "note"


@pytest.mark.parametrize(
    ("put", "get", "delete", "word"),
    [
        (data({}, 404), data({}, 404), data({}, 404), "does not exist (404)"),
        (page("Logga in"), page("Logga in"), page("Logga in"), "“Logga in”"),
        ((204, {}, b""), data({}, 404), (204, {}, b""), "does not return what was written (404)"),
        ((204, {}, b""), page("Logga in"), (204, {}, b""), "“Logga in”"),
        (
            (302, {"Location": "https://sso.example.se/"}, b""),
            data({}),
            data({}),
            "redirects to https://sso.example.se/",
        ),
        ((204, {}, b""), None, (403, {}, b""), "not removed (403)"),
        ((204, {}, b""), None, (204, {}, b""), "not removed (204)"),
    ],
)
def test_state_is_there_only_when_a_document_comes_back_and_goes(
    put: Reply, get: Reply | None, delete: Reply, word: str
) -> None:
    kept: list[bytes] = []

    def reply(asked: Asked) -> Reply:
        if asked.resource != "activities/state":
            return taken(asked)
        if asked.method == "PUT":
            kept.append(asked.body)
            return put
        return delete if asked.method == "DELETE" else get or (200, {}, kept[-1])

    with answering(reply) as endpoint:
        found = the(check(endpoint, BASE, KEY, []), "activities/state")
    assert found.verdict == "note"
    assert word in found.text


def test_a_preflight_that_is_redirected_or_asks_for_a_login() -> None:
    moved: Reply = (302, {"Location": "https://sso.example.se/"}, b"")
    for answer, word in (
        (moved, "redirects to https://sso.example.se/"),
        (data({}, 401), "the preflight was refused (401, allows no origin)"),
    ):

        def preflight(asked: Asked, answer: Reply = answer) -> Reply:
            return answer if asked.method == "OPTIONS" else taken(asked)

        with answering(preflight) as endpoint:
            found = the(
                check(endpoint, BASE, KEY, ["https://lms.example.se"]), "CORS from https://lms.example.se"
            )
        assert (found.verdict, found.text) == ("problem", f"{word} (302)" if answer is moved else word)
        assert found.help


def test_another_answer_to_an_identical_statement() -> None:
    sent: list[str] = []

    def reply(asked: Asked) -> Reply:
        if asked.method == "POST" and asked.resource == "statements" and asked.body.startswith(b"["):
            sent.append(json.loads(asked.body)[0]["id"])
            return data({}, 500) if sent.count(sent[-1]) > 1 else data(sent[-1:])
        return taken(asked)

    with answering(reply) as endpoint:
        found = the(check(endpoint, BASE, KEY, []), "duplicates")
    assert (found.verdict, found.text) == ("problem", "an identical statement is answered with 500")
    assert found.help
