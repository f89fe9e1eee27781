"""Builds of a big film and of many modules, beside `cp` and `zip` on the same disk: `make bench`.

Whole processes, taking turns, as medians and ratios; every file of both sides is forced to the disk. Reported,
never a gate. `python tests/benchmarks/building.py [FOLDER]` measures on the file system of that folder.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULE = "kompetensutveckling-hela-arbetslivet"
FORMATS = ("scorm12", "scorm2004-3rd", "xapi", "cmi5", "web")
FILM = 529_000_000
MODULES = 200
LINE = (10, 50, 200, 1000, 2000)
RUNS = 5
LARPAKET = str(Path(sys.executable).parent / "larpaket")
Times = tuple[float, float]
"""Wall and processor time, in seconds."""


def timed(act: Callable[[], object]) -> Times:
    """The times of what `act` runs in other processes."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    act()
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run(*command: str | Path, folder: Path) -> None:
    """A command that must succeed."""
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def turns(*acts: Callable[[], object], before: Callable[[], object] = lambda: None) -> list[Times]:
    """The medians of acts that take turns."""
    found: list[list[Times]] = [[] for _ in acts]
    for _ in range(RUNS):
        for number, act in enumerate(acts):
            before()
            found[number].append(timed(act))
    return [
        (statistics.median(wall for wall, _ in times), statistics.median(cpu for _, cpu in times))
        for times in found
    ]


def line(title: str, ours: Times, theirs: Times | None = None, aim: str = "") -> None:
    """A line of the table."""
    ratio = f"{ours[0] / theirs[0]:5.2f} × wall {ours[1] / theirs[1]:5.2f} × cpu" if theirs else ""
    beside = f"{theirs[0]:7.2f} s {theirs[1]:7.2f} s" if theirs else " " * 20
    print(f"{title:44} {ours[0]:7.2f} s {ours[1]:7.2f} s {beside} {ratio:28} {aim}", flush=True)


def project(folder: Path, count: int) -> Path:
    """A project of so many modules, each with the first module's film."""
    folder.mkdir()
    shutil.copy(ROOT / "modules" / "publisher.yaml", folder)
    for number in range(count):
        place = folder / f"modul-{number:04}"
        shutil.copytree(ROOT / "modules" / MODULE, place, ignore=shutil.ignore_patterns("ids.lock"))
        path = place / "module.yaml"
        path.write_text(path.read_text("utf-8").replace(f"id: {MODULE}", f"id: {place.name}", 1), "utf-8")
    return folder


def big_film(work: Path) -> None:
    """One film of 529 MB in five formats, beside five `cp`."""
    folder = project(work / "film", 1)
    film = folder / "modul-0000" / "film.mp4"
    with film.open("ab") as stream, Path("/dev/urandom").open("rb") as noise:
        left = FILM - film.stat().st_size
        stream.write(struct.pack(">I4s", left, b"free"))
        for at in range(0, left - 8, 1 << 20):
            stream.write(noise.read(min(1 << 20, left - 8 - at)))

    def copy() -> None:
        for number in range(len(FORMATS)):
            run("cp", film, folder / f"copy-{number}", folder=folder)
            run("sync", folder / f"copy-{number}", folder=folder)

    def clean() -> None:
        shutil.rmtree(folder / "dist", ignore_errors=True)
        for path in folder.glob("copy-*"):
            path.unlink()

    ours, theirs = turns(lambda: run(LARPAKET, "build", folder=folder), copy, before=clean)
    line("a film of 529 MB in five formats, five cp", ours, theirs, "≤ 1.4 ×")
    clean()
    run(LARPAKET, "build", folder=folder)
    time.sleep(2)  # younger files are read again, once
    run(LARPAKET, "build", folder=folder)
    (again,) = turns(lambda: run(LARPAKET, "build", folder=folder))
    line("the same, nothing changed", again, aim="≤ 0.4 s")
    shutil.rmtree(folder)


def many(work: Path) -> None:
    """200 modules in five formats, beside `zip -r -0` over the ready-made folders."""
    folder = project(work / "many", MODULES)
    run(LARPAKET, "build", "--unpacked", "--output", "ready", folder=folder)
    ready = sorted(path for path in (folder / "ready").iterdir() if path.is_dir() and path.name[0] != ".")
    (folder / "zips").mkdir()

    def pack() -> None:
        for path in ready:
            target = folder / "zips" / f"{path.name}.zip"
            run("zip", "-r", "-0", "-q", target, ".", folder=path)
            run("sync", target, folder=folder)

    def clean() -> None:
        shutil.rmtree(folder / "dist", ignore_errors=True)
        for path in (folder / "zips").iterdir():
            path.unlink()

    def forget() -> None:
        clean()
        shutil.rmtree(Path.home() / ".cache" / "larpaket", ignore_errors=True)

    def build(*more: str) -> None:
        run(LARPAKET, "build", *more, folder=folder)

    build()
    ours, theirs = turns(build, pack, before=clean)
    line("200 modules, five formats, two cores, zip -0", ours, theirs, "≤ 1.0 ×")
    line("the same on one core", turns(lambda: build("--jobs", "1"), before=clean)[0], theirs)
    line("the same, empty cache", turns(build, before=forget)[0], theirs, "≤ 1.5 ×")
    time.sleep(2)  # younger files are read again, once
    build()
    line("nothing changed", turns(build)[0], aim="≤ 0.8 s")

    changed = folder / "modul-0100" / "module.yaml"
    line(
        "one module changed",
        turns(build, before=lambda: changed.write_text(changed.read_text("utf-8") + "#\n", "utf-8"))[0],
        aim="≤ 1.5 s",
    )
    (alone,) = turns(lambda: run(LARPAKET, "build", "modul-0000", folder=folder))
    line("nothing changed, one module named", alone, aim="≤ 0.4 s")
    shutil.rmtree(folder)


def per_module(work: Path) -> None:
    """The cost of a module, from 10 to 2,000: one format, so that the disk holds them."""
    for count in LINE:
        folder = project(work / "line", count)
        wall, cpu = timed(partial(run, LARPAKET, "build", "--format", "web", folder=folder))
        line(f"{count:5} modules, web: a module", (wall / count, cpu / count))
        shutil.rmtree(folder)


def memory(work: Path) -> None:
    """The most memory that a build of a film of 2 GB takes."""
    folder = project(work / "memory", 1)
    film = folder / "modul-0000" / "film.mp4"
    with film.open("ab") as stream:
        size = 2_000_000_000 - film.stat().st_size
        stream.write(struct.pack(">I4s", size, b"free"))
        stream.truncate(stream.tell() + size - 8)
    script = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=-3, stderr=-3);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", script, LARPAKET, "build", "--format", "web"]
    found = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    print(f"{'a film of 2 GB: most memory':44} {int(found.stdout) / 1024:7.0f} MB {'≤ 100 MB':>60}")
    shutil.rmtree(folder)


def main(arguments: Sequence[str]) -> None:
    """Measure and print a table."""
    place = arguments[0] if arguments else None
    with tempfile.TemporaryDirectory(dir=place) as name:
        kind = subprocess.run(["stat", "-f", "-c", "%T", name], check=True, capture_output=True, text=True)
        print(f"on {kind.stdout.strip()}; medians of {RUNS}: ours (wall, cpu), theirs (wall, cpu), ratios")
        for act in (memory, big_film, many, per_module):
            act(Path(name))


if __name__ == "__main__":
    main(sys.argv[1:])
