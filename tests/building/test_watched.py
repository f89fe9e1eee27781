"""How a build is watched: on a terminal as a bar with rate and remaining time, elsewhere as lines."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from test_build import MODULE, larpaket, make_project

pty = pytest.importorskip("pty")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = make_project(tmp_path / "project")
    for name in ("ett", "fyra"):
        shutil.copytree(folder / MODULE, folder / name)
        path = folder / name / "module.yaml"
        text = path.read_text("utf-8").replace(f"id: {MODULE}", f"id: {name}")
        path.write_text(text.replace("            audio_description: not-needed\n", ""), "utf-8")
    return folder


def on_a_terminal(folder: Path, *arguments: str) -> str:
    """What somebody sees, both streams together."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "larpaket", *arguments]
    with subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs) as running:
        os.close(theirs)
        seen = b""
        while True:
            try:
                more = os.read(ours, 4096)
            except OSError:  # Linux: the last one has closed the terminal
                break
            if not more:
                break
            seen += more
    os.close(ours)
    assert running.returncode == 0, seen
    return seen.decode()


def test_a_terminal_has_a_bar_and_warnings_below_it(project: Path) -> None:
    seen = on_a_terminal(project, "build", "--format", "web")
    assert "0/3" in seen
    assert "3/3" in seen
    assert " a second, " in seen
    assert " s left" in seen
    assert seen.index("3/3") < seen.index("M203") < seen.index("Next: upload a package")
    again = on_a_terminal(project, "build", "--format", "web")
    assert "Building" not in again
    assert again.count("warning[M203]") == 2
    assert "3 unchanged" in again


def test_elsewhere_there_is_a_line_for_each_package_that_was_made(project: Path) -> None:
    done = larpaket(project, "build", "--format", "web")
    assert [line.strip() for line in done.stderr.splitlines() if line.endswith(".zip")] == [
        "ett-web.zip",
        "fyra-web.zip",
        f"{MODULE}-web.zip",
    ]
    assert "\r" not in done.stderr
    done = larpaket(project, "build", "--format", "web", "--why")
    assert done.stderr.count(".zip: nothing has changed") == 3
