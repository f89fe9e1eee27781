"""Packages of ours, broken as people and tools break them: the finding names the cause and the fix."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.recipes import FILMS, check_data
from flow import BuildOptions, build, read
from larpaket.marker import MARKER

PROJECT = Path(__file__).parents[1] / "data" / "project"
Files = dict[str, bytes]
FORMATS = ("scorm12", "scorm2004-3rd", "xapi", "cmi5")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Files]:
    """The files of whole packages by format, without what says that they are ours: anybody's rules are held
    against them.
    """
    folder = tmp_path_factory.mktemp("made")
    shutil.copytree(PROJECT, folder / "project")
    shutil.copy(FILMS / "faststart.mp4", folder / "project" / "provmodul" / "film.mp4")
    publisher, modules, problems = read(
        folder / "project" / "publisher.yaml", [folder / "project" / "provmodul"]
    )
    assert publisher, problems
    made = build(
        publisher,
        [modules[0]],
        BuildOptions(formats=FORMATS, output=folder / "dist"),
    )
    found = {}
    for format, package in zip(FORMATS, made, strict=True):
        with zipfile.ZipFile(package.path) as archive:
            files = {name: archive.read(name) for name in archive.namelist() if name != MARKER}
        if "imsmanifest.xml" in files:
            files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(
                b'<file href="%s"/>' % MARKER.encode(), b""
            )
        found[format] = files
    return found


def swap(name: str, old: str, new: str) -> Callable[[Files], Files]:
    def change(files: Files) -> Files:
        assert old.encode() in files[name]
        return {**files, name: files[name].replace(old.encode(), new.encode())}

    return change


def without(name: str) -> Callable[[Files], Files]:
    return lambda files: {key: data for key, data in files.items() if key != name}


def renamed(name: str, new: str) -> Callable[[Files], Files]:
    return lambda files: {new if key == name else key: data for key, data in files.items()}


def in_a_folder(files: Files) -> Files:
    return {f"kurs/{name}": data for name, data in files.items()}


def at_unload(files: Files) -> Files:
    return {
        **files,
        "player.js": files["player.js"] + b"\nwindow.onunload = function () { API.LMSFinish('') };",
    }


# What was done to a package of which format, the check that has to see it, and words of its cause and of its
# help.
BROKEN = {
    "zipped with its folder": ("scorm12", in_a_folder, "Z02", "is in `kurs/`", "not the folder"),
    "the film forgotten": (
        "scorm12",
        without("media/film.mp4"),
        "S11",
        "`media/film.mp4` is not in the package",
        "Add the file to",
    ),
    "another case": (
        "scorm12",
        renamed("player.js", "Player.js"),
        "C01",
        "`Player.js` is a different name",
        "correct the address",
    ),
    "a space in the version": (
        "scorm12",
        swap("imsmanifest.xml", ">1.2<", "> 1.2 <"),
        "S01",
        "` 1.2 `",
        "without spaces",
    ),
    "the other spelling": (
        "scorm2004-3rd",
        swap("imsmanifest.xml", "scormType", "scormtype"),
        "S09",
        "`scormType`",
        "Use the spelling",
    ),
    "saved at unload": ("scorm12", at_unload, "C03", "suppress", "pagehide"),
    "done at once": (
        "cmi5",
        swap("cmi5.xml", '"Completed"', '"NotApplicable"'),
        "T06",
        "before anybody",
        '`moveOn="Completed"`',
    ),
    "an id that is none": (
        "xapi",
        swap("tincan.xml", 'activity id="https://', 'activity id="'),
        "T01",
        "not an absolute IRI",
        "IRI in a domain",
    ),
    "a script elsewhere": (
        "scorm12",
        swap("index.html", '"player.js"', '"http://a.example/player.js"'),
        "C02",
        "another server",
        "a copy",
    ),
    "an ampersand": (
        "scorm12",
        swap("imsmanifest.xml", "<title>", "<title>Mat & "),
        "X01",
        "an `&` is not escaped",
        "`&amp;`",
    ),
    "the other API": (
        "scorm12",
        swap("player.js", "LMSInitialize", "Initialize"),
        "C14",
        "LMSInitialize",
        "Export the course",
    ),
}


@pytest.mark.parametrize(("format", "change", "code", "cause", "fix"), BROKEN.values(), ids=list(BROKEN))
def test_cause_and_fix_are_named(
    packages: dict[str, Files], format: str, change: Callable[[Files], Files], code: str, cause: str, fix: str
) -> None:
    whole = packages[format]
    assert [problem.code for problem in check_data(packed(whole)).problems] == []
    found = [problem for problem in check_data(packed(change(whole))).problems if problem.code == code]
    assert found
    assert any(cause in problem.text for problem in found)
    assert any(fix in problem.help for problem in found)


def test_a_zip_that_was_cut_short(packages: dict[str, Files]) -> None:
    data = packed(packages["scorm12"])
    (problem,) = check_data(data[: len(data) // 2]).problems
    assert (problem.code, problem.text) == ("Z01", "the zip is cut short")
    assert "again" in problem.help


def packed(files: Files) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name], zipfile.ZIP_DEFLATED)
    return stream.getvalue()
