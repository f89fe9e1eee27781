"""Every page that a build writes is valid HTML, judged by npm `html-validate`."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from browser.screens import write_project
from larpaket import build as flow

TESTS = Path(__file__).parent
CONFIG = {
    "root": True,
    "extends": ["html-validate:recommended"],
    "rules": {
        "doctype-style": "off",  # HTML takes it in any case
        "unique-landmark": "off",  # of the views with their navigation, one is shown at a time
    },
}


def test_every_page_is_valid(tmp_path: Path) -> None:
    module = write_project(tmp_path / "project")
    publisher, modules, problems = flow.read(flow.find_project(module), [module])
    assert publisher is not None, problems
    made = tmp_path / "made"
    flow.build(publisher, [modules[0]], flow.BuildOptions(formats=("scorm12", "web"), output=made))
    for package in made.glob("*.zip"):
        with zipfile.ZipFile(package) as archive:
            archive.extractall(made / package.stem)
    (tmp_path / "rules.json").write_text(json.dumps(CONFIG), "utf-8")
    pages = sorted(str(path) for path in made.rglob("*.html"))
    assert len(pages) >= 8
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
