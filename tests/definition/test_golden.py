"""One folder a case: `in/` holds a project, `problems.txt` what its author is told."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from larpaket.activities import ACTIVITIES
from larpaket.definition.codes import Code
from larpaket.definition.load import load_module, load_publisher
from larpaket.definition.project import left_out
from larpaket.definition.publisher import Publisher
from larpaket.definition.source import DEFINITION
from larpaket.formats import FORMATS
from larpaket.problems import Problem, Severity, show
from larpaket.theme import palette as roles
from larpaket.theme.palette import Role, Shade

GOLDEN = Path(__file__).parents[1] / "golden" / "definition"
CASES = sorted(folder.name for folder in GOLDEN.iterdir())
PUBLISHER = Publisher(name="Exempelkommunen", base="https://larande.example.se")


def problems_of(project: Path) -> str:
    publisher = PUBLISHER
    problems: list[Problem] = []
    if (project / "publisher.yaml").exists():
        found, problems = load_publisher(project / "publisher.yaml", FORMATS)
        publisher = found or PUBLISHER
    folders = [path for path in sorted(project.iterdir()) if (path / DEFINITION).exists()]
    problems += left_out(project / "publisher.yaml", folders)
    for folder in folders:
        module, more = load_module(folder, publisher, ACTIVITIES)
        problems += more
        assert (module is None) == any(problem.severity is Severity.ERROR for problem in more)
    return "".join(show(problem, relative_to=project) + "\n" for problem in problems)


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, update_golden: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / name / "in"
    shutil.copytree(GOLDEN / name / "in", project, symlinks=True)
    if name == "M117-200-mb":
        os.truncate(project / "x" / "module.yaml", 200_000_000)
    if name.endswith("leaves-the-folder"):
        shutil.copytree(GOLDEN / "M104-unknown-key", tmp_path / "M104-unknown-key")
        (tmp_path / name / "problems.txt").write_text("", "utf-8")
    if name == "M151-low-contrast":  # no colour fails as the roles are: somebody has made one too light
        too_light = Role(Shade(0.53, 0.3), roles.ROLES["strong"].dark)
        monkeypatch.setattr(roles, "ROLES", {**roles.ROLES, "strong": too_light})
    said = problems_of(project)
    assert str(tmp_path) not in said
    expected = GOLDEN / name / "problems.txt"
    if update_golden:
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")
    assert name[0] != "M" or f"[{name[:4]}]" in said


@pytest.mark.parametrize("code", [code.value for code in Code])
def test_every_code_has_a_case(code: str) -> None:
    assert any(name.startswith(f"{code}-") for name in CASES)


def test_no_case_is_for_a_code_that_is_gone() -> None:
    codes = {code.value for code in Code}
    assert [name for name in CASES if name.startswith("M") and name.split("-")[0] not in codes] == []
