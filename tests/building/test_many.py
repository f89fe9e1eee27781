"""Many modules: on all cores, on several machines, with one that is bad, and interrupted at any time."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from larpaket.in_place import alone_in
from test_build import MODULE, checksum, larpaket, make_project

NAMES = tuple(f"modul-{number}" for number in range(1, 8))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = make_project(tmp_path / "project")
    for name in NAMES:
        shutil.copytree(folder / MODULE, folder / name)
        path = folder / name / "module.yaml"
        path.write_text(path.read_text("utf-8").replace(f"id: {MODULE}", f"id: {name}"), "utf-8")
    shutil.rmtree(folder / MODULE)
    return folder


def everything(folder: Path) -> dict[str, str]:
    return {path.name: checksum(path) for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.mark.slow
def test_the_number_of_processes_changes_neither_bytes_nor_order(project: Path) -> None:
    made, told = [], []
    for jobs in ("1", "2", "5"):
        done = larpaket(project, "build", "--jobs", jobs, "--json", "--force", "--output", f"dist-{jobs}")
        assert done.returncode == 0, done.stderr
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        told.append([(line["module"], line["format"], line["sha256"]) for line in lines])
        made.append(everything(project / f"dist-{jobs}"))
    assert told[0] == told[1] == told[2]
    assert made[0] == made[1] == made[2]
    assert list(dict.fromkeys(name for name, _, _ in told[0])) == list(NAMES)


@pytest.mark.slow
def test_the_shards_of_several_machines_become_one_folder(project: Path) -> None:
    for number in (1, 2, 3):
        done = larpaket(
            project, "build", "--shard", f"{number}/3", "--format", "web", "--output", f"dist-{number}",
            XDG_CACHE_HOME=str(project / f"cache-{number}"),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert f"{(3, 2, 2)[number - 1]} of 7" not in done.stderr
        shutil.copytree(project / f"dist-{number}", project / "all", dirs_exist_ok=True)
    done = larpaket(project, "overview", "all")
    assert (done.returncode, done.stdout) == (0, f"{Path('all', 'index.html')} lists 7 packages.\n")
    assert larpaket(project, "build", "--format", "web").returncode == 0
    assert everything(project / "all") == everything(project / "dist")
    again = larpaket(project, "build", "--format", "web", "--output", "all")
    assert "7 packages" in again.stdout
    assert "7 unchanged" in again.stdout


def test_one_bad_module_does_not_stop_the_others(project: Path) -> None:
    path = project / NAMES[2] / "module.yaml"
    good = path.read_text("utf-8")
    assert larpaket(project, "build", "--format", "web").returncode == 0
    path.write_text(good.replace("time: 5 min", "tme: 5 min"), "utf-8")
    other = project / NAMES[3] / "module.yaml"
    other.write_text(other.read_text("utf-8").replace('"1.0"', '"1.1"'), "utf-8")
    old = checksum(project / "dist" / f"{NAMES[2]}-web.zip")
    done = larpaket(project, "build", "--format", "web")
    assert done.returncode == 1
    assert f"1 of 7 could not be built: {NAMES[2]}. Built and in place:" in done.stderr
    assert f"{NAMES[3]}-web.zip. Other packages are as they were." in done.stderr
    assert checksum(project / "dist" / f"{NAMES[2]}-web.zip") == old
    page = (project / "dist" / "index.html").read_text("utf-8")
    assert all(f"{name}-web.zip" in page for name in NAMES)
    assert larpaket(project, "check", "dist").returncode == 0


@pytest.mark.parametrize("shard", ["0/2", "3/2", "2", "a/b", "1/0"])
def test_what_is_no_shard(project: Path, shard: str) -> None:
    done = larpaket(project, "build", "--shard", shard)
    assert done.returncode == 2
    assert f"`{shard}` is not a shard: write 2/5 for the second of five" in done.stderr
    assert not (project / "dist").exists()


def test_a_shard_without_a_module_says_so(project: Path) -> None:
    done = larpaket(project, "build", "--shard", "9/9")
    assert (done.returncode, done.stdout) == (
        0,
        "There is nothing in this shard: it is one of more than there are modules.\n",
    )
    assert not (project / "dist").exists()


def test_quiet_says_only_what_is_wrong(project: Path) -> None:
    done = larpaket(project, "build", NAMES[0], "--format", "web", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = larpaket(project, "overview", NAMES[0])
    assert done.returncode == 2
    assert f"there is no package in {NAMES[0]}: `larpaket build` makes them" in done.stderr


SLOW = """
import sys, os
from pathlib import Path
from larpaket.build import BuildOptions, build_modules
from larpaket.building import making

make = making.make_package

def slowly(module, *given):
    made = make(module, *given)
    print(module.id, os.getpid(), flush=True)
    if module.id == "modul-4":
        open("hold")
    return made

making.make_package = slowly
build_modules((), BuildOptions(formats=("web",), jobs=2))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_an_ended_build_leaves_whole_packages_and_no_process(project: Path, how: signal.Signals) -> None:
    os.mkfifo(project / "hold")  # nobody ever writes to it
    with subprocess.Popen(
        [sys.executable, "-c", SLOW],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stdout is not None
        for line in running.stdout:
            if line.startswith("modul-4"):
                break
        if how is signal.SIGINT:
            os.killpg(running.pid, how)  # as a terminal does
        else:
            running.send_signal(how)
        # The pipe is at its end when the last process that has it is gone.
        running.stdout.read()
        running.wait()
    assert running.returncode != 0
    (project / "hold").unlink()
    with alone_in(project / "dist"):  # and the folder is free
        made = sorted((project / "dist").glob("*.zip"))
        assert made
        for path in made:
            with zipfile.ZipFile(path) as archive:
                assert archive.testzip() is None
        assert list((project / "dist").glob(".*.part")) == []
    done = larpaket(project, "build", "--format", "web")
    assert done.returncode == 0, done.stderr
    assert len(list((project / "dist").glob("*.zip"))) == 7
