"""The key comes from the environment, and is baked in only when it is known that it cannot read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from larpaket.definition.publisher import Lrs, Publisher
from larpaket.lrs.key import RECORD, Key, LrsKeyError, authorization_for, key_of, record
from test_build import make_project

ENDPOINT = "https://lrs.example.se/xapi"
KEY = Key("användare", "lösen")
ENVIRONMENT = {"LARPAKET_LRS_KEY": KEY.user, "LARPAKET_LRS_SECRET": KEY.secret}


def publisher(auth: str = "key") -> Publisher:
    return Publisher(
        name="Kommunen",
        base="https://larande.example.se",
        lrs=Lrs.model_validate({"endpoint": ENDPOINT, "auth": auth}),
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "publisher.yaml"


def test_a_key_that_cannot_read_is_baked_in(project: Path) -> None:
    record(project, ENDPOINT, KEY, reads=False)
    assert (
        authorization_for(publisher(), project, ENVIRONMENT, readable=False)
        == "Basic YW52w6RuZGFyZTpsw7ZzZW4="
    )


def test_without_the_publishers_wish_no_key_is(project: Path) -> None:
    for auth in ("none", "gateway"):
        assert authorization_for(publisher(auth), project, ENVIRONMENT, readable=True) == ""


@pytest.mark.parametrize(
    "case", ["never checked", "it reads", "another key", "another endpoint", "no record", "half a record"]
)
def test_any_doubt_refuses_it(project: Path, case: str) -> None:
    if case == "it reads":
        record(project, ENDPOINT, KEY, reads=True)
    elif case == "another key":
        record(project, ENDPOINT, Key("a", "b"), reads=False)
    elif case == "another endpoint":
        record(project, "https://other.example.se/xapi", KEY, reads=False)
    elif case == "no record":
        project.with_name(RECORD).write_text("[]", "utf-8")
    elif case == "half a record":
        project.with_name(RECORD).write_text('{"reads": fal', "utf-8")
    with pytest.raises(LrsKeyError, match="lrs check"):
        authorization_for(publisher(), project, ENVIRONMENT, readable=False)
    assert authorization_for(publisher(), project, ENVIRONMENT, readable=True) == KEY.authorization


def test_without_a_key_in_the_environment_nothing_is_built(project: Path) -> None:
    assert key_of({"LARPAKET_LRS_KEY": "a"}) is None
    with pytest.raises(LrsKeyError, match="LARPAKET_LRS_SECRET"):
        authorization_for(publisher(), project, {}, readable=True)


def test_the_record_holds_no_secret(project: Path) -> None:
    text = record(project, ENDPOINT, KEY, reads=False).read_text("utf-8")
    assert KEY.user not in text
    assert KEY.secret not in text
    assert set(json.loads(text)) == {"endpoint", "key", "reads"}


def build(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "larpaket", "build", "--format", "scorm12", "--format", "xapi", *options]
    return subprocess.run(
        command, cwd=project, env={**os.environ, **ENVIRONMENT}, capture_output=True, text=True, check=False
    )


def packed(project: Path, format: str) -> bytes:
    with zipfile.ZipFile(project / "dist" / f"provmodul-{format}.zip") as archive:
        return archive.read("index.html")


@pytest.mark.slow
def test_build_bakes_in_only_what_was_recorded_and_only_where_there_is_no_launch(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    with (project / "publisher.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"lrs:\n  endpoint: {ENDPOINT}\n  auth: key\n")
    refused = build(project)
    assert refused.returncode == 2
    assert "larpaket lrs check" in refused.stderr
    assert not list(project.glob("dist/*.zip"))
    record(project / "publisher.yaml", ENDPOINT, KEY, reads=False)
    assert build(project).returncode == 0
    baked = KEY.authorization.encode()
    assert (baked in packed(project, "scorm12"), baked in packed(project, "xapi")) == (True, False)
    record(project / "publisher.yaml", ENDPOINT, KEY, reads=True)
    assert build(project).returncode == 2
    overruled = build(project, "--allow-readable-key")
    assert overruled.returncode == 0
    assert "warning[L112]: anybody who opens a package can extract the key" in overruled.stderr
    for done in (refused, overruled):
        assert KEY.secret not in done.stdout + done.stderr
