"""Who may ask the preview's servers: other pages, other names, packages and zips that climb get nothing."""

from __future__ import annotations

import http.client
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.packages import write_module
from desk.running import Running, running
from larpaket.preview.shown import PackageError


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(write_module(tmp_path_factory.mktemp("project"))) as made:
        yield made


def ask(
    origin: str, method: str, path: str, body: str = "", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """One request, with exactly these headers."""
    connection = http.client.HTTPConnection(origin.removeprefix("http://"), timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body or None, named)
    answer = connection.getresponse()
    kept = {name.lower(): value for name, value in answer.getheaders()}
    data = b"" if path.startswith("/events") and answer.status == 200 else answer.read()
    connection.close()
    return answer.status, kept, data


def origins(desk: Running) -> dict[str, str]:
    return {"desk": desk.origin, "stage": desk.stage, "lrs": desk.preview.desk.lms.url}


@pytest.mark.parametrize("server", ["desk", "stage", "lrs"])
@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1"])
def test_another_name_of_this_computer_gets_nothing(desk: Running, server: str, host: str) -> None:
    """DNS rebinding: a page's own name points at 127.0.0.1."""
    origin = origins(desk)[server]
    status, _, body = ask(origin, "GET", "/", Host=host.format(port=origin.rpartition(":")[2]))
    assert (status, body) == (403, b"this server answers only to its own name")


def test_the_servers_listen_on_the_loopback_only(desk: Running) -> None:
    for origin in origins(desk).values():
        assert origin.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("path", ["/act/launch", "/act/choose", "/act/nothing"])
def test_the_desk_needs_its_token(desk: Running, path: str) -> None:
    good = {"Origin": desk.origin}
    assert ask(desk.origin, "POST", path, "{}", **good)[0] == 403
    assert ask(desk.origin, "POST", path, "{}", **good, X_Larpaket="x" * 32)[0] == 403
    assert ask(desk.origin, "GET", "/events")[0] == 403
    assert ask(desk.origin, "GET", "/events", X_Larpaket=desk.token)[0] == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "{stage}"])
def test_another_page_cannot_post_to_the_desk(desk: Running, origin: str) -> None:
    """Not even the package's, and not even with the token."""
    said = {"Origin": origin.format(stage=desk.stage)} if origin else {}
    status, headers, _ = ask(desk.origin, "POST", "/act/launch", "{}", X_Larpaket=desk.token, **said)
    assert status == 403
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "{desk}"])
@pytest.mark.parametrize("path", ["/store", "/calls"])
def test_another_page_cannot_write_the_record(desk: Running, origin: str, path: str) -> None:
    before = desk.picture()["record"]
    said = {"Origin": origin.format(desk=desk.origin)} if origin else {}
    attempt = desk.ask(lambda: desk.preview.desk.attempt().registration)
    body = json.dumps({"attempt": attempt, "values": {"cmi.core.lesson_status": "completed"}, "calls": []})
    assert ask(desk.stage, "POST", path, body, **said)[0] == 403
    assert desk.picture()["record"] == before


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "nonsense",
        '{"values": 1}',
        '{"values": {"a": 1}}',
        '{"values": {"a": "' + "x" * (5 << 20) + '"}}',
    ],
    ids=["empty", "list", "text", "number", "nested", "too long"],
)
def test_what_is_no_record_is_refused(desk: Running, body: str) -> None:
    assert ask(desk.stage, "POST", "/store", body, Origin=desk.stage)[0] == 400


def test_a_package_reads_nothing_of_the_desk(desk: Running) -> None:
    """No CORS header lets another origin read, the page may not be framed, and it has no token in it."""
    for path in ("/", "/events", "/desk.css", "/desk/desk.js"):
        _, headers, body = ask(desk.origin, "GET", path, Origin=desk.stage)
        assert "access-control-allow-origin" not in headers
        assert desk.token.encode() not in body
    _, headers, _ = ask(desk.origin, "GET", "/")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    _, headers, _ = ask(desk.stage, "GET", "/mod/scorm/player.php")
    assert headers["content-security-policy"] == f"frame-ancestors {desk.origin}"


CLIMBING = (
    "/package/../setup.py",
    "/package/..%2f..%2fetc/passwd",
    "/package/%2e%2e/%2e%2e/module.yaml",
    "/package//etc/passwd",
    "/package/",
    "/package",
    "/personas/..%2fserving.py",
    "/stage/",
    "/judges/%2e%2e/desk.py",
)


@pytest.mark.parametrize("path", CLIMBING)
def test_nothing_but_the_package_is_served_and_no_folder_listed(desk: Running, path: str) -> None:
    assert ask(desk.stage, "GET", path)[0] == 404


def test_a_part_of_a_film_is_served(desk: Running) -> None:
    shown = desk.preview.desk.shown
    assert shown
    film = "/package/" + next(name for name in shown.files if name.endswith(".mp4"))
    status, headers, body = ask(desk.stage, "GET", film, Range="bytes=4-7")
    assert (status, body) == (206, b"ftyp")
    assert headers["content-range"].startswith("bytes 4-7/")
    assert ask(desk.stage, "GET", film, Range="bytes=-2")[1]["content-length"] == "2"
    assert ask(desk.stage, "GET", film, Range="bytes=99999999-")[0] == 416


def test_a_zip_that_climbs_serves_only_what_it_contains(tmp_path: Path) -> None:
    zip_path = tmp_path / "climbs.zip"
    manifest = (
        '<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"><metadata><schema>ADL SCORM</schema>'
        "<schemaversion>1.2</schemaversion></metadata><organizations><organization>"
        '<item identifierref="r"/></organization></organizations>'
        '<resources><resource identifier="r" href="{}"/></resources></manifest>'
    )
    with zipfile.ZipFile(zip_path, "w") as archive:
        archive.writestr("imsmanifest.xml", manifest.format("index.html"))
        archive.writestr("index.html", "<title>Here</title>")
        archive.writestr("../outside.txt", "outside")
    with running(zip_path) as desk:
        assert ask(desk.stage, "GET", "/package/index.html")[0] == 200
        for path in ("/package/..%2foutside.txt", "/outside.txt", "/package/%2e%2e/outside.txt"):
            assert ask(desk.stage, "GET", path)[2] in (b"", b"Not Found", b"outside")
        assert not (tmp_path / "outside.txt").exists()
        assert desk.picture()["problems"]
    with zipfile.ZipFile(zip_path, "w") as archive:
        archive.writestr("imsmanifest.xml", manifest.format("../../etc/passwd"))
    with pytest.raises(PackageError, match="is not in the package"), running(zip_path):
        pass


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_package_is_said(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(content)
    with pytest.raises(PackageError, match=r"broken\.zip"), running(broken):
        pass
