"""The first hour of somebody new: from an installed wheel, in an empty folder, `new`, `preview`, `build`, `play`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from browser.test_desk import finish

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content: what an installation puts beside the other packages."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    [path] = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def environment(site: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(site), "PYTHONUNBUFFERED": "1"}


def run(site: Path, folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "larpaket", *arguments],
        cwd=folder,
        env=environment(site),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_from_an_empty_folder_to_a_package_that_was_played(
    installed: Path, tmp_path: Path, context: BrowserContext
) -> None:
    where = subprocess.run(
        [sys.executable, "-c", "import larpaket; print(larpaket.__file__)"],
        env=environment(installed),
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(installed))
    run(installed, tmp_path, "new", "arbetsgladje", "--title", "Arbetsglädje", "--group")
    command = [sys.executable, "-m", "larpaket", "preview", "--no-browser"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(installed), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            page = context.new_page()
            page.goto(process.stdout.readline().strip())
            expect(page.locator("[data-title]")).to_have_text("Arbetsglädje, version 1.0")
            finish(page)
            expect(page.locator("h1")).to_contain_text(re.compile("klar"))
        finally:
            process.terminate()
            process.wait(20)
    run(installed, tmp_path, "build")
    zips = sorted(path.name for path in (tmp_path / "dist").glob("*.zip"))
    assert zips == ["arbetsgladje-scorm12.zip", "arbetsgladje-web.zip"]
    said = run(installed, tmp_path, "play", *(f"dist/{name}" for name in zips))
    assert said.count(": completed. ") == len(zips), said
