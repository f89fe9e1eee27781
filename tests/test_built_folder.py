"""What lies in `dist/`, against what its overview says."""

from __future__ import annotations

from pathlib import Path

import pytest

import flow
from browser.packages import write_module
from larpaket.checking import check_paths
from larpaket.checks.check import CheckOptions
from larpaket.problems import LarpaketError


@pytest.fixture
def module(tmp_path: Path) -> Path:
    return write_module(tmp_path / "project")


def found(dist: Path, *ignore: str) -> dict[str, str]:
    """The problems of the folder itself, by file."""
    *packages, built = check_paths([dist], CheckOptions(frozenset(ignore)))
    assert [report.path for report in packages] == sorted(dist.glob("*.zip"))
    assert (built.path, built.format) == (dist, "built")
    return {problem.path.name: problem.code for problem in built.problems}


def test_an_untouched_folder_has_nothing(module: Path) -> None:
    dist = module.parent / "dist"
    flow.build_modules(module, flow.BuildOptions(formats=("scorm12", "web"), output=dist))
    assert found(dist) == {}


def test_what_was_added_changed_or_taken_away(module: Path) -> None:
    dist = module.parent / "dist"
    made = flow.build_modules(module, flow.BuildOptions(formats=("scorm12", "web", "xapi"), output=dist))
    first, second, third = (package.path for package in made)
    (dist / "new.zip").write_bytes(first.read_bytes())
    second.write_bytes(first.read_bytes())
    third.unlink()
    assert found(dist) == {"new.zip": "O101", second.name: "O102", "index.html": "O103"}
    assert found(dist, "O101", "O103") == {second.name: "O102"}


def test_after_half_a_build_the_new_package_is_named_and_the_next_build_completes_the_set(
    module: Path,
) -> None:
    dist = module.parent / "dist"
    options = flow.BuildOptions(formats=("scorm12", "web"), output=dist)
    first, second = (package.path for package in flow.build_modules(module, options))
    definition = module / "module.yaml"
    definition.write_text(definition.read_text("utf-8").replace('version: "1.0"', 'version: "1.1"'), "utf-8")
    second.unlink()
    second.mkdir()  # stands for any fault in the middle
    with pytest.raises(LarpaketError) as caught:
        flow.build_modules(module, options)
    assert caught.value.outcome == (
        f"Built and in place: {first}. Other packages, and index.html, are as they were."
    )
    second.rmdir()
    assert found(dist) == {first.name: "O102", "index.html": "O103"}
    flow.build_modules(module, options)
    assert found(dist) == {}
