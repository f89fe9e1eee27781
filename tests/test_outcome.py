"""What is said of a build that fails half-way is what lies in `dist` afterwards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import larpaket
from larpaket.cli import main
from larpaket.files import PackageFile
from larpaket.formats import FORMATS
from test_build import MODULE, make_project

LOCK = Path(MODULE) / "ids.lock"
SCORM, WEB = Path("dist") / f"{MODULE}-scorm12.zip", Path("dist") / f"{MODULE}-web.zip"
BOTH = ("--format", "scorm12", "--format", "web")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_project(tmp_path / "project")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def broken_web(monkeypatch: pytest.MonkeyPatch) -> None:
    """Web packages that fail their checks."""
    web = FORMATS["web"]
    page = PackageFile("a.html", (b"<p><img src=nope.png>",))
    monkeypatch.setitem(FORMATS, "web", replace(web, add_files=lambda *given: [*web.add_files(*given), page]))


def build(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", *arguments])


@pytest.mark.usefixtures("broken_web")
def test_a_package_that_fails_its_checks_leaves_those_before_it() -> None:
    WEB.parent.mkdir()
    WEB.write_bytes(b"old")
    done = build(*BOTH)
    assert done.exit_code == 1
    assert f"Built and in place: {SCORM}. Other packages are as they were." in done.output
    assert "Nothing was built" not in done.output
    assert SCORM.is_file()
    assert WEB.read_bytes() == b"old"
    page = (WEB.parent / "index.html").read_text("utf-8")
    assert SCORM.name in page
    assert page.count("byggt tidigare") == 1
    assert LOCK.is_file()  # the ids are in a package now


@pytest.mark.usefixtures("broken_web")
def test_nothing_is_left_where_the_first_package_fails_its_checks() -> None:
    for more in ((), ("--unpacked",)):
        done = build("--format", "web", *more)
        assert "Nothing was built." in done.output
        assert not WEB.parent.exists()
        assert not LOCK.exists()


@pytest.mark.usefixtures("broken_web")
def test_a_script_is_told_the_same() -> None:
    with pytest.raises(larpaket.ProblemsError) as caught:
        larpaket.build_modules(options=larpaket.BuildOptions(formats=("scorm12", "web")))
    assert caught.value.outcome.startswith(f"Built and in place: {SCORM}. ")


def test_a_definition_with_errors_builds_nothing(project: Path) -> None:
    path = project / MODULE / "module.yaml"
    path.write_text(path.read_text("utf-8").replace("time: 5 min", "tme: 5 min"), "utf-8")
    assert "1 error. Nothing was built." in build(*BOTH).output


def test_a_disk_that_fails_half_way() -> None:
    WEB.mkdir(parents=True)  # a file cannot replace a folder
    (WEB / "a").write_text("a", "utf-8")
    done = build(*BOTH)
    assert done.exit_code == 1
    assert "error: " in done.output
    assert f"Built and in place: {SCORM}. " in done.output


def test_schema_files_that_lack_half_way(tmp_path: Path) -> None:
    """The first format needs none."""
    (tmp_path / "schemas").mkdir()
    done = build("--format", "web", "--format", "scorm12", "--schemas", str(tmp_path / "schemas"))
    assert done.exit_code == 2
    assert f"Built and in place: {WEB}. " in done.output


def test_the_ids_are_locked_before_a_package_is_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object) -> None:
        raise OSError(28, "No space left on device", str(LOCK))

    monkeypatch.setattr("larpaket.building.making.write_ids", full)
    done = build("--format", "web")
    assert "error: the disk is full: free some space, then try again. Nothing was built." in done.output
    assert not WEB.parent.exists()
