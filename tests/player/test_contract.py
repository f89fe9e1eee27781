"""What the page hands to its script, format by format."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from flow import BuildOptions, build
from flow import read as read_project
from player.test_render import read

TESTS = Path(__file__).parents[1]


def made(folder: Path, format: str, **publisher: object) -> tuple[dict[str, Any], bytes]:
    """The data of a package in `format`, and its `larpaket.json`."""
    shutil.copytree(TESTS / "data" / "project", folder / "project")
    project = folder / "project"
    shutil.copy(TESTS / "film" / "data" / "faststart.mp4", project / "provmodul" / "film.mp4")
    who, modules, problems = read_project(project / "publisher.yaml", [project / "provmodul"])
    assert who, problems
    options = BuildOptions(formats=(format,), output=folder / "dist")
    (package,) = build(who.model_copy(update=publisher), [modules[0]], options)
    with zipfile.ZipFile(package.path) as archive:
        return json.loads(read(archive.read("index.html")).data), archive.read("larpaket.json")


def test_a_scorm_player_knows_its_packages_marker(tmp_path: Path) -> None:
    data, marker = made(tmp_path, "scorm12")
    assert {
        "module": data["id"],
        "module_version": data["version"],
        "format": "scorm12",
    }.items() <= json.loads(marker).items()


@pytest.mark.parametrize(
    ("format", "status"), [("scorm12", "passed"), ("scorm2004-3rd", None), ("xapi", None)]
)
def test_passed_is_for_scorm_12_alone(tmp_path: Path, format: str, status: str | None) -> None:
    data, _ = made(tmp_path, format, status="passed")
    assert data.get("status") == status


def test_completed_is_what_goes_without_saying(tmp_path: Path) -> None:
    data, _ = made(tmp_path, "scorm12")
    assert "status" not in data
