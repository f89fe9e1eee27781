"""`larpaket preview` as a command: it prints where it is, ends with Ctrl-C, and says what is missing."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from browser.packages import write_module
from larpaket.cli import main


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_module(tmp_path_factory.mktemp("project"))


@contextmanager
def started(*arguments: object, folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command and the address that it prints."""
    command = [sys.executable, "-m", "larpaket", "preview", "--no-browser", *map(str, arguments)]
    with subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for a process")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_ctrl_c_and_leaves_nothing(module: Path, sign: signal.Signals) -> None:
    before = sorted(module.parent.rglob("*"))
    with started(folder=module.parent) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        origin, _, token = address.removeprefix("http://").partition("/#")
        # A page that follows must not keep it from ending.
        with closing(http.client.HTTPConnection(origin)) as connection:
            connection.request("GET", "/events", headers={"X-Larpaket": token})
            with connection.getresponse() as answer:
                assert answer.status == 200
                process.send_signal(sign)
                _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, "")
    assert sorted(module.parent.rglob("*")) == before


def test_two_previews_stand_beside_each_other(module: Path) -> None:
    with started(folder=module.parent) as (_, one), started(folder=module.parent) as (_, other):
        assert one.partition("/#")[0] != other.partition("/#")[0]


def run(*arguments: object) -> tuple[int, str]:
    """In a thread: a driver of browsers may keep a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        command = ["preview", "--no-browser", *map(str, arguments)]
        result = pool.submit(CliRunner().invoke, main, command).result()
    return result.exit_code, result.output


def test_a_taken_port_is_said(module: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = run(module, "--port", port)
    assert code == 2
    assert f"port {port} is taken: leave out `--port`, or name another one" in said


@pytest.mark.parametrize(
    ("python", "named"),
    [("/opt/larpaket/bin/python", "/opt/larpaket/bin/python"), ("/opt/a b/python", '"/opt/a b/python"')],
)
def test_without_the_extra_it_says_what_to_run(
    module: Path, monkeypatch: pytest.MonkeyPatch, python: str, named: str
) -> None:
    """Whichever Python runs it: the `pip` of a shell may be another one's."""
    monkeypatch.setattr(sys, "executable", python)
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    monkeypatch.delitem(sys.modules, "larpaket.preview.serving", raising=False)
    code, said = run(module)
    command = f"{named} -m pip install 'larpaket[preview]'"
    assert (code, said) == (1, f"error: `larpaket preview` needs further packages: run `{command}`\n")


def test_the_builder_does_without(monkeypatch: pytest.MonkeyPatch) -> None:
    script = (
        "import sys; import larpaket.build, larpaket.cli, larpaket.checking;"
        "print({'starlette', 'uvicorn', 'watchfiles'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_several_modules_must_be_named(module: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "publisher.yaml").write_text("name: X\nbase: https://x.example\n", "utf-8")
    for name in ("ett", "tva"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "module.yaml").write_text("id: x\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    code, said = run()
    assert code == 2
    assert "there are several modules: name one of `ett`, `tva`" in said


@pytest.mark.parametrize("named", ["nothing", "nothing.zip"])
def test_what_is_not_there_is_said(module: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.chdir(module.parent)
    code, said = run(named)
    assert code == 2
    assert f"no module `{named}`" in said
