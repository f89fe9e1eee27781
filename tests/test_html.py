"""Every page that a build writes is valid HTML, judged by npm `html-validate` and by the Nu checker."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import flow
from browser.screens import write_project

TESTS = Path(__file__).parent
CONFIG = {
    "root": True,
    "extends": ["html-validate:recommended"],
    "rules": {
        "doctype-style": "off",  # HTML takes it in any case
        "unique-landmark": "off",  # of the views with their navigation, one is shown at a time
    },
}


WARNED = "|".join(
    (
        "Consider using the “h1” element as a top-level heading only.*",  # of the views, one is shown at a time
        "Section lacks heading.*",  # a step's heading stands in the page's header
    )
)


@pytest.fixture
def pages(tmp_path: Path) -> list[str]:
    """Build a module that uses everything, and return all its pages."""
    module = write_project(tmp_path / "project")
    publisher, modules, problems = flow.read(flow.find_project(module), [module])
    assert publisher is not None, problems
    made = tmp_path / "made"
    flow.build(publisher, [modules[0]], flow.BuildOptions(formats=("scorm12", "web"), output=made))
    for package in made.glob("*.zip"):
        with zipfile.ZipFile(package) as archive:
            archive.extractall(made / package.stem)
    found = sorted(str(path) for path in made.rglob("*.html"))
    assert len(found) >= 8
    return found


def test_every_page_is_valid(pages: list[str], tmp_path: Path) -> None:
    (tmp_path / "rules.json").write_text(json.dumps(CONFIG), "utf-8")
    command = [
        sys.executable,
        str(TESTS / "tools/node.py"),
        str(TESTS / "node_modules/html-validate/bin/html-validate.mjs"),
        "--config",
        str(tmp_path / "rules.json"),
        "--formatter=stylish",
    ]
    judged = subprocess.run([*command, *pages], capture_output=True, text=True, check=False)
    assert (judged.returncode, judged.stdout) == (0, "")


@pytest.mark.soak
def test_the_nu_checker_finds_nothing(pages: list[str]) -> None:
    java = shutil.which("java")
    if java is None:
        pytest.skip("the Nu checker needs Java: sudo apt-get install -y default-jre-headless")
    checker = TESTS / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = [java, "-jar", str(checker), "--format", "gnu", "--filterpattern", WARNED, *pages]
    judged = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (judged.returncode, judged.stderr) == (0, "")
