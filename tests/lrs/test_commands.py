"""`larpaket lrs check` and `lrs gateway` on the command line: what is printed and kept, and the exit code."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

from larpaket.lrs.key import Key
from larpaket.preview.lrs import Credential, Lrs, Scope, serve
from lrs.odd import answering, page

BASE = "https://larande.example.se"
KEY = Key("användare", "lösen")
ENVIRONMENT = {"LARPAKET_LRS_KEY": KEY.user, "LARPAKET_LRS_SECRET": KEY.secret}
ORIGIN = "https://lms.example.se"


def larpaket(project: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LARPAKET_")}
    return subprocess.run(
        [sys.executable, "-m", "larpaket", *args],
        cwd=project,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def publisher(project: Path, endpoint: str, auth: str) -> None:
    text = f"name: Kommunen\nbase: {BASE}\n" + (
        f"lrs:\n  endpoint: {endpoint.rstrip('/')}\n  auth: {auth}\n" if endpoint else ""
    )
    (project / "publisher.yaml").write_text(text, "utf-8")


def local(scope: Scope) -> Lrs:
    return Lrs(credentials=[Credential.of(KEY.user, KEY.secret, scope)])


def test_a_key_for_packages_is_recorded(tmp_path: Path) -> None:
    with serve(local(Scope.WRITE_STATEMENTS)) as served:
        publisher(tmp_path, served.endpoint, "key")
        missing = larpaket(tmp_path, "lrs", "check")
        assert (missing.returncode, "LARPAKET_LRS_KEY" in missing.stderr) == (2, True)
        done = larpaket(tmp_path, "lrs", "check", "--origin", ORIGIN, **ENVIRONMENT)
        assert done.returncode == 0, done.stdout + done.stderr
        assert KEY.secret not in done.stdout + done.stderr
        record = json.loads((tmp_path / "lrs-check.json").read_text("utf-8"))
        assert record["reads"] is False
        unknown = larpaket(tmp_path, "lrs", "check", LARPAKET_LRS_KEY="x", LARPAKET_LRS_SECRET="y")
        assert unknown.returncode == 1
        assert json.loads((tmp_path / "lrs-check.json").read_text("utf-8")) == record


def test_a_key_that_reads_fails_only_where_packages_would_hold_it(tmp_path: Path) -> None:
    with serve(local(Scope.ALL)) as served:
        publisher(tmp_path, served.endpoint, "key")
        assert larpaket(tmp_path, "lrs", "check", **ENVIRONMENT).returncode == 1
        (tmp_path / "lrs-check.json").unlink()
        publisher(tmp_path, served.endpoint, "gateway")
        assert larpaket(tmp_path, "lrs", "check", **ENVIRONMENT).returncode == 0
        # The gateway answers for another key than this one: nothing follows from it for a package.
        assert not (tmp_path / "lrs-check.json").exists()
        publisher(tmp_path, served.endpoint, "none")
        without = larpaket(tmp_path, "lrs", "check", **ENVIRONMENT)
        assert without.returncode == 1
        assert "the key is not used" in without.stderr
        assert "`auth: none` sends without a login" in without.stdout


def test_the_lrs_behind_the_gateway_is_asked_by_its_address(tmp_path: Path) -> None:
    with serve(local(Scope.ALL)) as served:
        publisher(tmp_path, "https://lrs.invalid/xapi", "gateway")
        done = larpaket(tmp_path, "lrs", "check", "--lrs", served.endpoint, **ENVIRONMENT)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "note[L108] void statements" in done.stdout
        assert "help: the gateway blocks the voiding verb as far as nginx can tell" in done.stdout
        assert larpaket(tmp_path, "lrs", "check", "--lrs", served.endpoint).returncode == 2
        publisher(tmp_path, served.endpoint, "key")
        assert larpaket(tmp_path, "lrs", "check", "--lrs", served.endpoint, **ENVIRONMENT).returncode == 2


def test_one_cause_and_its_help(tmp_path: Path) -> None:
    with answering(lambda asked: page("Logga in")) as endpoint:
        publisher(tmp_path, endpoint, "none")
        done = larpaket(tmp_path, "lrs", "check")
    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "problem[L102] reachable  does not answer like an LRS (200: a web page, “Logga in”)",
        "                         help: check that the endpoint is the LRS's own (such as …/xapi), without a login or portal in front of it",
    ]


def test_without_an_lrs_there_is_nothing_to_do(tmp_path: Path) -> None:
    publisher(tmp_path, "", "")
    assert larpaket(tmp_path, "lrs", "check").returncode == 2
    assert (
        larpaket(
            tmp_path,
            "lrs",
            "gateway",
            "--lrs",
            "https://lrs.internal/xapi",
            "--origin",
            ORIGIN,
            **ENVIRONMENT,
        ).returncode
        == 2
    )


def test_the_gateways_files(tmp_path: Path) -> None:
    publisher(tmp_path, "https://lrs.example.se/xapi", "gateway")
    ask = (
        "lrs",
        "gateway",
        "--lrs",
        "https://lrs.internal/data/",
        "--origin",
        ORIGIN,
        "--ca",
        "/etc/ssl/own.pem",
        "--output",
        "out",
    )
    assert larpaket(tmp_path, *ask).returncode == 2
    done = larpaket(tmp_path, *ask, **ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "out" / "larpaket-lrs.conf").read_text("utf-8")
    for line in (
        "server_name lrs.example.se;",
        "location = /xapi/statements {",
        "proxy_pass https://lrs.internal/data/statements;",
    ):
        assert line in text
    assert "proxy_ssl_trusted_certificate /etc/ssl/own.pem;" in text
    assert KEY.authorization not in text + done.stdout + done.stderr
    secret = tmp_path / "out" / "larpaket-lrs-credential.conf"
    assert secret.read_text("utf-8") == f'proxy_set_header Authorization "{KEY.authorization}";\n'
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_files_that_cannot_be_written(tmp_path: Path) -> None:
    publisher(tmp_path, "https://lrs.example.se/xapi", "gateway")
    ask = (
        "lrs",
        "gateway",
        "--lrs",
        "https://lrs.internal/data/",
        "--origin",
        ORIGIN,
        "--output",
        "publisher.yaml/out",
    )
    done = larpaket(tmp_path, *ask, **ENVIRONMENT)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "error: publisher.yaml/out cannot be read or written: Not a directory\n"
