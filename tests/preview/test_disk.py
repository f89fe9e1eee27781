"""The LRS on disk: what was answered is there after the process is gone, and the file belongs to one process."""

from __future__ import annotations

import base64
import http.client
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from larpaket.preview.lrs import Disk, DiskError, Lrs, Request

HEADERS = {"X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"}
ACTOR = {"objectType": "Agent", "mbox": "mailto:a@example.se"}
ABOUT = "activityId=https%3A%2F%2Fa.example&agent=%7B%22mbox%22%3A%22mailto%3Aa%40example.se%22%7D"


def statement(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": f"6ba7b811-9dad-41d1-80b4-{number:012}",
        "actor": ACTOR,
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed", "display": {"sv": "slutförde"}},
        "object": {"id": "https://a.example", "definition": {"name": {"sv": "Å", "en": "A"}}},
        **more,
    }


def ask(lrs: Lrs, method: str, path: str, body: object = None, **headers: str) -> tuple[int, bytes]:
    data = b"" if body is None else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = lrs.handle(Request.to(method, f"/xapi/{path}", {**HEADERS, **named}, data))
    return int(answer.status), answer.body


@contextmanager
def opened(path: Path) -> Iterator[Lrs]:
    disk = Disk(path)
    try:
        yield Lrs(disk=disk)
    finally:
        disk.close()


def everything(lrs: Lrs) -> list[tuple[int, bytes]]:
    """What somebody can ask."""
    return [
        ask(lrs, "GET", path)
        for path in (
            "statements",
            "statements?ascending=true&format=canonical",
            "statements?agent=%7B%22mbox%22%3A%22mailto%3Aa%40example.se%22%7D&limit=2",
            f"statements?voidedStatementId={statement(2)['id']}",
            "activities?activityId=https%3A%2F%2Fa.example",
            f"activities/state?{ABOUT}",
            f"activities/state?{ABOUT}&stateId=place",
            f"activities/state?{ABOUT}&stateId=gone",
        )
    ]


def test_everything_is_the_same_in_the_next_process(tmp_path: Path) -> None:
    with opened(tmp_path / "lrs.sqlite") as lrs:
        assert ask(lrs, "POST", "statements", [statement(1), statement(2), statement(3)])[0] == 200
        void = {
            "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
            "object": {"objectType": "StatementRef", "id": statement(2)["id"]},
        }
        assert ask(lrs, "POST", "statements", statement(4, **void))[0] == 200
        for name in ("place", "gone"):
            assert ask(lrs, "PUT", f"activities/state?{ABOUT}&stateId={name}", {"a": "å"})[0] == 204
        assert ask(lrs, "POST", f"activities/state?{ABOUT}&stateId=place", {"b": 1})[0] == 204
        assert ask(lrs, "DELETE", f"activities/state?{ABOUT}&stateId=gone")[0] == 204
        before = everything(lrs)
        assert [status for status, _ in before] == [200] * 7 + [404]
    with opened(tmp_path / "lrs.sqlite") as lrs:
        assert everything(lrs) == before
        assert ask(lrs, "DELETE", f"activities/state?{ABOUT}")[0] == 204
        assert ask(lrs, "POST", "statements", statement(5))[0] == 200
        after = everything(lrs)
    with opened(tmp_path / "lrs.sqlite") as lrs:
        assert everything(lrs) == after
        assert ask(lrs, "POST", "statements", statement(1, result={"completion": True}))[0] == 409


def test_what_was_refused_leaves_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "lrs.sqlite") as lrs:
        assert ask(lrs, "POST", "statements", [statement(1), {"id": "no"}])[0] == 400
    with opened(tmp_path / "lrs.sqlite") as lrs:
        assert lrs.statements() == []


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"\0" * 2000])
def test_another_file_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "thesis.txt"
    path.write_bytes(content)
    with pytest.raises(DiskError, match=r"thesis\.txt is not an LRS's file .*: name another file"):
        Disk(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(("name", "help"), [("a/b/lrs.sqlite", "make the folder"), ("a", "name a file")])
def test_what_cannot_be_opened_is_said_with_its_cure(tmp_path: Path, name: str, help: str) -> None:
    if name == "a":
        (tmp_path / "a").mkdir()
    path = tmp_path / name
    with pytest.raises(DiskError) as raised:
        Disk(path)
    cause = f"there is no folder {path.parent}" if help == "make the folder" else "it is a folder"
    assert str(raised.value).startswith(f"{path} cannot be opened: {cause}: {help}")


def test_what_may_not_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else keeps SQLite from opening it, such as a folder that belongs to somebody else."""

    def refuse(*given: object, **named: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("larpaket.preview.lrs.disk.sqlite3.connect", refuse)
    with pytest.raises(
        DiskError, match=r"lrs\.sqlite cannot be opened or made: may you write in its folder\?"
    ):
        Disk(tmp_path / "lrs.sqlite")


def test_a_file_of_a_later_release_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "later.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(DiskError, match="written by a later release"):
        Disk(path)


@contextmanager
def serving(path: Path) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """`larpaket lrs serve` and its first lines."""
    command = [sys.executable, "-u", "-m", "larpaket", "lrs", "serve", "--file", str(path)]
    environment = {**os.environ, "LARPAKET_LRS_KEY": "k", "LARPAKET_LRS_SECRET": "s"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout
        try:
            yield process, [process.stdout.readline().strip() for _ in range(4)]
        finally:
            process.kill()


def post(endpoint: str, number: int) -> int:
    origin, _, path = endpoint.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(origin)
    token = base64.b64encode(b"k:s").decode()
    connection.request(
        "POST",
        f"/{path}statements",
        json.dumps(statement(number)),
        {**HEADERS, "Authorization": f"Basic {token}"},
    )
    with connection.getresponse() as answer:
        answer.read()
    connection.close()
    return answer.status


def test_what_was_answered_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "lrs.sqlite"
    with serving(path) as (process, said):
        endpoint = said[0].split()[1]
        assert said[1:3] == ["Key       k", "Secret    s"]
        assert said[3] == f"0 statements, kept in {path}. Ctrl-C ends it."
        for number in range(20):
            assert post(endpoint, number) == 200
        process.kill()
        process.wait()
    with serving(path) as (process, said):
        assert said[3].startswith("20 statements")
        with pytest.raises(DiskError, match="another process uses it"):
            Disk(path)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert (process.returncode, errors) == (0, "")
    Disk(path).close()
