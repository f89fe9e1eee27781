"""The flow: equal bytes wherever and whenever it is built, nothing written when something is wrong, old
packages left whole.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from larpaket.lrs.key import Key, record

TESTS = Path(__file__).parent
ROOT = TESTS.parent
MODULE = "provmodul"
PACKAGE = f"{MODULE}-scorm12.zip"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def make_project(folder: Path) -> Path:
    shutil.copytree(TESTS / "data" / "project", folder)
    shutil.copy(TESTS / "film" / "data" / "faststart.mp4", folder / MODULE / "film.mp4")
    return folder


def larpaket(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "larpaket", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_builds_and_says_what_was_made_and_what_to_do_next(project: Path) -> None:
    done = larpaket(project, "build")
    assert done.returncode == 0, done.stderr
    assert f"dist/{PACKAGE}" in done.stdout
    assert "Next: upload" in done.stdout
    assert (project / MODULE / "ids.lock").read_text("utf-8").splitlines()[1:] == [
        "film",
        "samtal",
        "samtal/fraga",
    ]


def test_warns_while_building_and_keeps_advice_for_check(project: Path) -> None:
    definition = project / MODULE / "module.yaml"
    text = definition.read_text("utf-8").replace("            audio_description: not-needed\n", "")
    definition.write_text(text.replace("sv: Vad vill ni", "sv: Vad på www.example.org vill ni"), "utf-8")
    done = larpaket(project, "build")
    assert done.returncode == 0, done.stderr
    assert "warning[M203]" in done.stderr
    assert "advice" not in done.stderr
    checked = larpaket(project, "check", MODULE)
    assert checked.returncode == 0, checked.stderr
    assert "warning[M203]" in checked.stdout
    assert "advice[M232]" in checked.stdout


def test_two_builds_are_byte_equal_from_other_folders_umasks_and_time_zones(tmp_path: Path) -> None:
    first, second = make_project(tmp_path / "a"), make_project(tmp_path / "another folder å")
    assert larpaket(first, "build", TZ="UTC", LC_ALL="C").returncode == 0
    for path in second.rglob("*"):
        os.utime(path, (0, 0))
    before = os.umask(0o077)
    try:
        assert (
            larpaket(
                second, "build", "--output", "elsewhere", TZ="Pacific/Kiritimati", LC_ALL="C.UTF-8"
            ).returncode
            == 0
        )
    finally:
        os.umask(before)
    assert checksum(first / "dist" / PACKAGE) == checksum(second / "elsewhere" / PACKAGE)


def test_a_module_is_named_by_id_folder_or_file(project: Path) -> None:
    for name in (MODULE, f"./{MODULE}", f"{MODULE}/module.yaml", str(project / MODULE)):
        assert larpaket(project, "build", name, "--output", "x").returncode == 0
        (project / "x" / PACKAGE).unlink()


def test_from_anywhere_below_the_project(project: Path) -> None:
    assert larpaket(project / MODULE, "build").returncode == 0
    assert (project / MODULE / "dist" / PACKAGE).is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "no-such-module"], "no module `no-such-module`"),
        (
            ["build", "--format", "scorm13"],
            "there is no format `scorm13`: the formats are scorm12, scorm2004-3rd",
        ),
        (["build", "--wrong"], "No such option"),
        (["bild"], "No such command"),
    ],
)
def test_wrong_use_is_exit_code_2(project: Path, arguments: list[str], words: str) -> None:
    done = larpaket(project, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_publisher_it_says_what_to_make(tmp_path: Path) -> None:
    done = larpaket(tmp_path, "build")
    assert done.returncode == 2
    assert "publisher.yaml" in done.stderr


def test_every_problem_of_every_module_at_once_and_nothing_written(project: Path) -> None:
    shutil.copytree(project / MODULE, project / "andra")
    for name in (MODULE, "andra"):
        path = project / name / "module.yaml"
        path.write_text(path.read_text("utf-8").replace("time: 5 min", "tme: 5 min"), "utf-8")
    with (project / "publisher.yaml").open("a", encoding="utf-8") as publisher:
        publisher.write("nme: Kommunen\n")
    done = larpaket(project, "build")
    assert done.returncode == 1
    assert done.stderr.count("error[M104]: `tme` is not a key of a question") == 2
    assert "error[M104]: `nme` is not a key of a publisher" in done.stderr
    assert "error[M111]" in done.stderr  # the copy's id is not its folder's name
    assert not (project / "dist").exists()
    assert not (project / MODULE / "ids.lock").exists()


def test_release_refuses_a_stand_in(project: Path) -> None:
    path = project / MODULE / "module.yaml"
    path.write_text(
        path.read_text("utf-8").replace("video: film.mp4", "video: film.mp4\n            stand_in: true"),
        "utf-8",
    )
    assert larpaket(project, "build").returncode == 0
    done = larpaket(project, "build", "--release")
    assert done.returncode == 1
    assert "error[R101]" in done.stderr


def test_a_language_that_the_player_does_not_speak_is_said(project: Path) -> None:
    path = project / MODULE / "module.yaml"
    path.write_text(path.read_text("utf-8").replace("[sv, en]", "[sv, fi]").replace("en: ", "fi: "), "utf-8")
    done = larpaket(project, "build", "--release")
    assert done.returncode == 1
    assert "error[R103]: the player has no texts in `fi`" in done.stderr


def test_ids_may_be_words_that_the_player_uses_itself(project: Path) -> None:
    path = project / MODULE / "module.yaml"
    text = (
        path.read_text("utf-8")
        .replace("id: film-och-fraga", "id: start")
        .replace("id: film\n", "id: content\n")
        .replace("id: samtal", "id: content-text")
    )
    path.write_text(text.replace("id: fraga", "id: module"), "utf-8")
    assert larpaket(project, "build").returncode == 0
    with zipfile.ZipFile(project / "dist" / PACKAGE) as archive:
        page = archive.read("index.html").decode()
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)), ids
    assert page.count("Att prova &amp; lära") == 3


def test_a_place_that_cannot_be_written_is_said(project: Path) -> None:
    (project / "dist").write_text("a file", "utf-8")
    done = larpaket(project, "build")
    assert done.returncode in (1, 2)
    assert "dist" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_interrupted_build_leaves_the_old_package_whole(project: Path) -> None:
    film = project / MODULE / "film.mp4"
    with film.open("ab") as stream:  # a free box of 300 MB, so that there is time to interrupt
        stream.write((300_000_000).to_bytes(4, "big") + b"free")
        stream.truncate(film.stat().st_size + 300_000_000 - 8 + 8)
    dist = project / "dist"
    dist.mkdir()
    (dist / PACKAGE).write_bytes(b"old")
    process = subprocess.Popen(
        [sys.executable, "-m", "larpaket", "build"],
        cwd=project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 30
    while not any(path.stat().st_size > 1_000_000 for path in dist.glob(".*.part")):
        assert process.poll() is None, "the build ended before it was interrupted"
        assert time.monotonic() < deadline
    process.send_signal(signal.SIGINT)
    process.wait()
    assert process.returncode != 0
    assert (dist / PACKAGE).read_bytes() == b"old"
    assert [path.name for path in dist.iterdir()] == [PACKAGE]


def test_the_package_holds_only_what_it_needs(project: Path) -> None:
    assert larpaket(project, "build").returncode == 0
    with zipfile.ZipFile(project / "dist" / PACKAGE) as archive:
        assert archive.namelist() == [
            "imsmanifest.xml", "dataskydd.css", "dataskydd.html", "index.html", "larpaket.json", "licence.txt", "media/film.en.vtt", "media/film.mp4",
            "media/film.sv.vtt", "player.css", "player.js", "privacy.html",
        ]  # fmt: skip


@pytest.mark.slow
def test_the_wheel_builds_from_an_empty_folder(tmp_path: Path) -> None:
    """Installed without the checkout: the wheel brings its templates."""
    wheels = tmp_path / "wheels"
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", str(wheels), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    site = tmp_path / "site"
    with zipfile.ZipFile(next(wheels.glob("*.whl"))) as wheel:
        wheel.extractall(site)
        assert not [name for name in wheel.namelist() if not name.startswith(("larpaket/", "larpaket-"))]
    folder = make_project(tmp_path / "empty")
    code = f"""
import sys; sys.path.insert(0, {str(site)!r})
import larpaket.cli, larpaket.templates
assert {str(site)!r} in str(larpaket.templates.templates())
larpaket.cli.main()
"""
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, "build"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert larpaket(folder, "build", "--output", "checkout").returncode == 0
    assert checksum(folder / "dist" / PACKAGE) == checksum(folder / "checkout" / PACKAGE)


def test_a_key_goes_into_scorm_packages_only_when_it_is_known_that_it_cannot_read(project: Path) -> None:
    endpoint = "https://lrs.example.se/xapi"
    with (project / "publisher.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"lrs:\n  endpoint: {endpoint}\n  auth: key\n")
    environment = {"LARPAKET_LRS_KEY": "k", "LARPAKET_LRS_SECRET": "hemligt"}
    refused = larpaket(project, "build")
    assert (refused.returncode, "LARPAKET_LRS_KEY" in refused.stderr) == (2, True)
    refused = larpaket(project, "build", **environment)
    assert (refused.returncode, "larpaket lrs check" in refused.stderr) == (2, True)
    assert not (project / "dist").exists()
    warned = larpaket(project, "build", "--allow-readable-key", **environment)
    assert (warned.returncode, "warning" in warned.stderr) == (0, True)
    record(project / "publisher.yaml", endpoint, Key("k", "hemligt"), reads=False)
    done = larpaket(project, "build", "--format", "scorm12", "--format", "xapi", **environment)
    assert (done.returncode, done.stderr.count("warning")) == (0, 1)
    assert "warning[M250]" in done.stderr
    for format, holds in (("scorm12", True), ("xapi", False)):
        with zipfile.ZipFile(project / "dist" / f"{MODULE}-{format}.zip") as archive:
            assert (Key("k", "hemligt").authorization in archive.read("index.html").decode()) == holds
