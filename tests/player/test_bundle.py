"""A module gets what it needs of the player, and nothing of what it does not."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from larpaket.build import read
from larpaket.definition.model import LearningModule, Publisher
from larpaket.formats import FORMATS, profile_of
from larpaket.player.bundle import entry, sheets
from larpaket.player.contract import LrsData
from larpaket.player.render import player_data, player_files
from larpaket.templates import templates

DATA = Path(__file__).parents[1] / "data"
FILM = Path(__file__).parents[1] / "film" / "data" / "faststart.mp4"
STYLE = templates() / "player" / "style"
ALONE = ("mode: group", "mode: individual")
EITHER = ("mode: group", "mode: either")
NOTES = ("mode: group", "mode: either\n            notes: private")
VARIANTS: dict[str, tuple[tuple[str, str], ...]] = {"plain": (), "alone": (ALONE,), "either": (EITHER,), "notes": (NOTES,)}


def load(folder: Path, project: str, module: str, *edits: tuple[str, str]) -> tuple[LearningModule, Publisher]:
    shutil.copytree(DATA / project, folder, dirs_exist_ok=True)
    shutil.copy(FILM, folder / module / "film.mp4")
    definition = folder / module / "module.yaml"
    text = definition.read_text("utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    definition.write_text(text, "utf-8")
    publisher, modules, problems = read(folder / "publisher.yaml", [folder / module])
    assert publisher, problems
    return modules[0], publisher


def classes(selectors: str) -> set[str]:
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", selectors)))


def test_who_uses_everything_gets_everything(tmp_path: Path) -> None:
    module, publisher = load(tmp_path, "everything", "allt")
    data = player_data(module, publisher, "cmi5", 30_000, "cmi5")
    assert {f"{name}.css" for name in sheets(module, data)} | {"tokens.css", "logo.css"} == {path.name for path in STYLE.glob("*.css")}
    for part in ("chapters", "choice", "notes", "projector", "unsent"):
        assert f"{part}: mount{part.title()}" in entry(module, data, "cmi5")


def test_who_uses_little_gets_little(tmp_path: Path) -> None:
    module, publisher = load(tmp_path, "project", "provmodul")
    data = player_data(module, publisher, "scorm12", 3500)
    assert sheets(module, data) == ["base", "part", "film", "reflection", "screen", "projector", "mode", "sender", "print"]
    assert entry(module, data, "scorm12").splitlines()[-1].endswith("parts: { projector: mountProjector } });")


def test_an_lms_is_handed_answers_where_notes_go_to_an_lrs_that_nobody_tells(tmp_path: Path) -> None:
    module, publisher = load(tmp_path, "project", "provmodul", ("mode: group", "mode: individual\n            notes: lrs"))
    untold, told = (player_data(module, publisher, "scorm2004", 3500, profile) for profile in ("", "xapi"))
    lrs = LrsData(endpoint="https://lrs.example.se/", authorization="", actor="random", home_page="https://example.se")
    assert "tracking: answering(scorm2004, answer2004)," in entry(module, untold, "scorm2004")
    assert "tracking: reporting(scorm2004)," in entry(module, told.model_copy(update={"lrs": lrs}), "scorm2004")
    assert "tracking: web," in entry(module, untold, "web")


@pytest.mark.parametrize("format", ["scorm12", "cmi5"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_class_on_the_page_has_its_style(tmp_path: Path, variant: str, format: str) -> None:
    module, publisher = load(tmp_path, "project", "provmodul", *VARIANTS[variant])
    made = player_files(module, publisher, format, 3500, profile_of(FORMATS[format], publisher))
    page, style = (b"".join(part for part in file.content if isinstance(part, bytes)).decode() for file in made[:2])
    used = {name for found in re.findall(r'class="([^"]*)"', page) for name in found.split()}
    known = classes("".join(path.read_text("utf-8") for path in STYLE.glob("*.css")))
    assert len(used & known) > 20
    assert (used & known) - classes(style) <= {"activity", "long"}  # these two say something to the big screen alone
