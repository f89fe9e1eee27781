"""Packages for the browsers, built by the product itself."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import flow
from larpaket.problems import Severity

TESTS = Path(__file__).parents[1]


def unpacked(module: Path, format: str, folder: Path, authorization: str = "") -> Path:
    """Build a module's folder in a format into `folder`; return the unpacked package."""
    project = flow.find_project(module)
    publisher, modules, problems = flow.read(project, [module])
    assert publisher is not None
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    options = flow.BuildOptions(formats=(format,), output=folder, authorization=authorization)
    packages = flow.build(publisher, [modules[0]], options)
    with zipfile.ZipFile(packages[0].path) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def write_module(project: Path) -> Path:
    """Create a module in Swedish and English with a two-second film in the folder; return its own."""
    shutil.copytree(TESTS / "data" / "project", project, dirs_exist_ok=True)
    shutil.copy(TESTS / "film" / "data" / "faststart.mp4", project / "provmodul" / "film.mp4")
    return project / "provmodul"
