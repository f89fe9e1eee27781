"""The house rules that no linter knows."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from larpaket import __version__
from larpaket.player.state_keys import script
from larpaket.templates import templates
from tools.contract import types

ROOT = Path(__file__).parents[1]
CODE = {".py", ".js", ".mjs", ".css", ".jinja", ".html", ".sh", ".ts"}
LONGEST = {"builder": 300, "templates": 300, "tests": 400}
LOCK = "tests/package-lock.json"  # checksums may spell anything


def tracked() -> list[Path]:
    """The files of the project, as git knows them."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [
        ROOT / name
        for name in names
        if (ROOT / name).is_file() and not name.startswith("tests/golden/") and name != LOCK
    ]


def test_no_file_is_too_long() -> None:
    found = {}
    for path in tracked():
        room = path.relative_to(ROOT).parts[0]
        length = len(path.read_text("utf-8").splitlines()) if path.suffix in CODE else 0
        if length > LONGEST.get(room, 300):
            found[str(path)] = length
    assert found == {}


def test_nothing_is_left_for_later_and_nothing_of_this_machine_is_written_down() -> None:
    words = re.compile("TO" + "DO|FIX" + "ME|X" + r"XX|(?<![\w.])/(?:home|root|work)/\w")
    found = [
        f"{path}: {match[0]}"
        for path in tracked()
        if path.suffix in {*CODE, ".md", ".toml", ".json", ".yaml"}
        for match in words.finditer(path.read_text("utf-8"))
    ]
    assert found == []


def test_the_top_level_is_tidy() -> None:
    top = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert top == {
        ".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "SECURITY.md",
        "builder", "docs", "modules", "pyproject.toml", "templates", "tests",
    }  # fmt: skip


def test_the_changelog_has_this_version() -> None:
    newest = re.search(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert newest is not None
    assert newest[1] == __version__


def test_ci_runs_the_tests_and_nothing_weaker() -> None:
    lines = [
        line
        for line in (ROOT / ".ci/run").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert lines[-1] == "make test"
    assert any(line.endswith("PYTHON=/usr/bin/python3 check") for line in lines)
    assert "set -euo pipefail" in lines


def test_the_schemas_of_others_are_not_here() -> None:
    assert [path for path in tracked() if path.suffix in (".xsd", ".dtd")] == []


def test_the_script_treats_the_saved_state_as_the_records_say() -> None:
    written = (templates() / "player" / "state-keys.js").read_text("utf-8")
    assert written == script(), "run `make contract`"


@pytest.mark.browser  # for its npm packages
def test_python_and_player_share_one_contract() -> None:
    assert (templates() / "player" / "contract.d.ts").read_text("utf-8") == types()
