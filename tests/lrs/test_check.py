"""`larpaket lrs check` against LRSs that do this and that: the local one, Learning Locker, and none at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from preview.learning_locker import learning_locker

from builder.lrs.check import Checked, check
from builder.lrs.key import Key
from builder.preview.lrs import Credential, Lrs, Scope, serve

BASE = "https://larande.example.se"
KEY = Key("användare", "lösen")
ORIGIN = "https://lms.example.se"


def local(scope: Scope = Scope.WRITE_STATEMENTS, **options: object) -> Lrs:
    return Lrs(credentials=[Credential.of(KEY.user, KEY.secret, scope)], **options)  # type: ignore[arg-type]


def of(found: Checked) -> dict[str, str]:
    return {finding.what: finding.verdict for finding in found.findings}


def text_of(found: Checked, what: str) -> str:
    return next(finding.text for finding in found.findings if finding.what == what)


def test_a_key_that_can_only_write() -> None:
    lrs = local()
    with serve(lrs) as served:
        found = check(served.endpoint.rstrip("/"), BASE, KEY, [ORIGIN])
    assert found.reads is False
    assert found.fine, found
    assert of(found)["read statements"] == "ok"
    assert of(found)["activities/state"] == "note"
    assert of(found)[f"CORS from {ORIGIN}"] == "ok"
    assert of(found)["test statement"] == "note"  # such a key may not void it
    assert [one["object"]["id"] for one in lrs.statements()] == [f"{BASE}/_check"]


def test_a_key_that_can_read_is_a_problem() -> None:
    with serve(local(Scope.ALL)) as served:
        found = check(served.endpoint.rstrip("/"), BASE, KEY, [])
    assert found.reads is True
    assert not found.fine
    assert of(found)["activities/state"] == "ok"
    assert of(found)["test statement"] == "ok"


def test_a_key_that_is_wrong() -> None:
    with serve(local()) as served:
        found = check(served.endpoint.rstrip("/"), BASE, Key("a", "b"), [])
    assert of(found)["write statements"] == "problem"
    assert not found.fine


@pytest.mark.parametrize(("duplicates", "word"), [("ignore", "the same"), ("conflict", "409")])
def test_how_an_identical_statement_is_answered(duplicates: str, word: str) -> None:
    with serve(local(duplicates=duplicates)) as served:
        found = check(served.endpoint.rstrip("/"), BASE, KEY, [])
    assert word in text_of(found, "duplicates")
    assert found.fine


def test_an_origin_that_is_not_let_in() -> None:
    with serve(local(origins=["https://other.example.se"])) as served:
        found = check(served.endpoint.rstrip("/"), BASE, KEY, [ORIGIN, "https://other.example.se"])
    assert of(found)[f"CORS from {ORIGIN}"] == "problem"
    assert of(found)["CORS from https://other.example.se"] == "ok"


def test_a_clock_that_differs_is_noted() -> None:
    with serve(local()) as served:
        found = check(served.endpoint.rstrip("/"), BASE, KEY, [], clock=lambda: datetime.now(UTC) - timedelta(hours=1))
    assert of(found)["clock"] == "note"
    assert "+3" in text_of(found, "clock")


def test_nobody_there() -> None:
    found = check("http://127.0.0.1:9/xapi", BASE, KEY, [])
    assert of(found) == {"reachable": "problem"}
    assert found.reads is None


def test_learning_locker_lets_everybody_read(tmp_path: Path) -> None:
    with learning_locker(tmp_path) as endpoint:
        found = check(endpoint.rstrip("/"), BASE, KEY, [])
    assert of(found)["write statements"] == "ok", found
    assert found.reads is True


def larpaket(project: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LARPAKET_")}
    return subprocess.run(
        [sys.executable, "-m", "builder", *args], cwd=project, env={**clean, **environment}, capture_output=True, text=True, check=False
    )


def test_on_the_command_line(tmp_path: Path) -> None:
    key = {"LARPAKET_LRS_KEY": KEY.user, "LARPAKET_LRS_SECRET": KEY.secret}
    with serve(local()) as served:
        (tmp_path / "publisher.yaml").write_text(
            f"name: Kommunen\nbase: {BASE}\nlrs:\n  endpoint: {served.endpoint.rstrip('/')}\n  auth: key\n", "utf-8"
        )
        missing = larpaket(tmp_path, "lrs", "check")
        assert (missing.returncode, "LARPAKET_LRS_KEY" in missing.stderr) == (2, True)
        done = larpaket(tmp_path, "lrs", "check", "--origin", ORIGIN, **key)
        assert done.returncode == 0, done.stdout + done.stderr
        assert KEY.secret not in done.stdout + done.stderr
        assert json.loads((tmp_path / "lrs-check.json").read_text("utf-8"))["reads"] is False
        served_by_nobody = larpaket(tmp_path, "lrs", "check", LARPAKET_LRS_KEY="x", LARPAKET_LRS_SECRET="y")
        assert served_by_nobody.returncode == 1
    (tmp_path / "publisher.yaml").write_text(f"name: Kommunen\nbase: {BASE}\n", "utf-8")
    assert larpaket(tmp_path, "lrs", "check").returncode == 2
