"""Wherever it is broken off, a run leaves nothing half made."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from larpaket import load_module
from larpaket.in_place import alone_in
from larpaket.problems import LarpaketError, UsageError
from larpaket.starting.place import place
from larpaket.starting.start import start
from starting.conftest import New, tree

KILLED_AT = """
import os, sys
from pathlib import Path
from larpaket.starting.start import start

left = int(sys.argv[1])

def counting(act):
    def counted(self, *more, **named):
        global left
        left -= 1
        if left == 0:
            os._exit(9)
        return act(self, *more, **named)
    return counted

Path.replace, Path.mkdir, Path.open = counting(Path.replace), counting(Path.mkdir), counting(Path.open)
start(Path.cwd(), "ny")
"""


def begin(folder: Path, state: str) -> None:
    """An empty folder, one with something in it, or a project."""
    if state == "begun":
        (folder / "modules").mkdir()
        (folder / "modules" / "mina.txt").write_text("mina", "utf-8")
    elif state == "project":
        start(folder, "forut")


@pytest.mark.parametrize("state", ["empty", "begun", "project"])
@pytest.mark.parametrize("act", ["write", "fsync", "replace"])
def test_a_fault_leaves_what_was_there(
    here: Path, new: New, monkeypatch: pytest.MonkeyPatch, state: str, act: str
) -> None:
    """At the first, the second, and so on, until there is none left to fail."""
    begin(here, state)
    before = tree(here)
    owner = os if act == "fsync" else Path
    name = {"write": "open", "fsync": "fsync", "replace": "replace"}[act]
    works = getattr(owner, name)
    failed = 0
    for number in range(1, 40):
        left = number

        def fails(*given: object, **named: object) -> object:
            nonlocal left
            left -= act != "write" or given[1:] == ("wb",)
            if left == 0 and (act != "write" or given[1:] == ("wb",)):
                raise OSError(errno.ENOSPC, "No space left on device")
            return works(*given, **named)

        with monkeypatch.context() as patched:
            patched.setattr(owner, name, fails)
            done = new("ny")
        if done.exit_code == 0:
            break
        failed += 1
        assert done.exit_code == 1
        assert "error: the disk is full: free some space, then try again" in done.output
        assert tree(here) == before
        assert not [path for path in here.rglob("*") if path.name.endswith(".part") or path.name == "ny"]
    assert failed >= (1 if act == "replace" else 4)
    assert load_module(here / "modules" / "ny").id == "ny"


@pytest.mark.parametrize("state", ["empty", "begun", "project"])
def test_ctrl_c_leaves_what_was_there(here: Path, monkeypatch: pytest.MonkeyPatch, state: str) -> None:
    begin(here, state)
    before = tree(here)
    replace = Path.replace

    def interrupt(self: Path, target: Path) -> Path:
        replace(self, target)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        start(here, "ny")
    assert tree(here) == before
    assert (here / "modules").exists() == (state != "empty")


@pytest.mark.slow
@pytest.mark.parametrize("state", ["empty", "begun", "project"])
def test_wherever_it_is_killed_the_next_run_completes_it(here: Path, state: str) -> None:
    begin(here, state)
    before, ended = tree(here), 9
    for number in range(1, 60, 3):
        command = [sys.executable, "-c", KILLED_AT, str(number)]
        done = subprocess.run(command, cwd=here, capture_output=True, check=False)
        ended = done.returncode
        if ended == 0:
            break
        assert ended == 9, done.stderr
        left = {name: data for name, data in tree(here).items() if ".part/" not in name}
        assert {name: left[name] for name in before} == before
        assert not [name for name in left if name.startswith("modules/ny/")] or load_module(
            here / "modules" / "ny"
        )
        if (here / "modules" / "ny").exists():
            break
    assert ended == 0 or (here / "modules" / "ny").exists()
    assert load_module(here / "modules" / "ny").id == "ny"
    start(here, "efter")
    assert not [name for name in tree(here) if ".part" in name]


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_two_at_once_are_one_after_the_other(here: Path) -> None:
    hold = "import sys; from pathlib import Path; from larpaket.in_place import alone_in\n"
    hold += "with alone_in(Path.cwd()): print('in', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold], cwd=here, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"in\n"
        with pytest.raises(LarpaketError, match=r"another run of `larpaket new` is writing to .*: wait"):
            start(here, "ny")
        assert tree(here) == {}
        other.send_signal(signal.SIGKILL)
        other.wait()
    start(here, "ny")


def test_a_module_called_old_is_not_taken_for_a_folder_to_put_back(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `in_place` does with a folder that a killed build had moved away."""
    (here / "publisher.yaml").write_text("name: A\nbase: https://a.example.se\n", "utf-8")
    with monkeypatch.context() as killed:
        killed.setattr("larpaket.starting.place.shutil.rmtree", lambda *given, **named: None)
        killed.setattr("larpaket.starting.place.put", lambda *given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            start(here, "old")
    assert any(".part" in name for name in tree(here))
    with alone_in(here):
        assert set(tree(here)) == {"publisher.yaml"}


def test_what_appears_while_questions_are_asked_is_not_overwritten(here: Path) -> None:
    mine = here / "ny" / "module.yaml"
    mine.parent.mkdir()
    mine.write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="ny is there already"):
        place(here, {PurePosixPath("ny/module.yaml"): b"new"}, PurePosixPath("ny"))
    assert tree(here) == {"ny/module.yaml": b"mine"}
