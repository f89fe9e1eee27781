"""Imports a page of the tests, and reads the module that became of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from larpaket.activities import ACTIVITIES
from larpaket.definition.load import load_module
from larpaket.definition.model import LearningModule
from larpaket.definition.publisher import Publisher
from larpaket.importing.run import Imported, import_files
from larpaket.problems import Problem, Severity

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "data"
FILM = ROOT / "modules" / "tidiga-tecken" / "film.mp4"
PUBLISHER = Publisher(name="Exempelkommunen", base="https://larande.example.se")


def imported(into: Path, *files: Path, language: str | None = None) -> Imported:
    """The module that these files make, below `into`, which becomes a project."""
    into.mkdir(exist_ok=True)
    (into / "publisher.yaml").write_text("name: Exempelkommunen\nbase: https://larande.example.se\n", "utf-8")
    return import_files(files, into, language=language)


def page(into: Path, text: str, ending: str = ".txt") -> Imported:
    """The module that this text makes."""
    path = into.with_name(f"{into.name}-page{ending}")
    path.write_text(text, "utf-8")
    return imported(into, path)


def loaded(folder: Path) -> tuple[LearningModule | None, list[Problem]]:
    """The module in the folder, and its errors."""
    module, problems = load_module(folder, PUBLISHER, ACTIVITIES)
    return module, [problem for problem in problems if problem.severity is Severity.ERROR]


def with_films(folder: Path) -> Path:
    """The folder, with a film under each name that the definition has."""
    definition = (folder / "module.yaml").read_text("utf-8")
    for name in re.findall(r"video: (\S+)", definition):
        if not (folder / name).exists():
            shutil.copy(FILM, folder / name)
    return folder


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def everything_in(folder: Path, names: Sequence[str]) -> str:
    """All text of a module's folder as words with a space around each."""
    texts = [(folder / name).read_text("utf-8") for name in names if name.endswith((".yaml", ".md"))]
    return f" {' '.join(word for text in texts for word in words(text))} "
