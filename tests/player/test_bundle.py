"""A module gets what it needs of the player, and nothing of what it does not."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from flow import read
from larpaket.definition.model import LearningModule
from larpaket.definition.publisher import Lrs, Publisher
from larpaket.formats import FORMATS
from larpaket.player.bundle import entry, sheets
from larpaket.player.render import player_files
from larpaket.player.setting import setting_of
from larpaket.templates import templates

DATA = Path(__file__).parents[1] / "data"
FILM = Path(__file__).parents[1] / "film" / "data" / "faststart.mp4"
PLAYER = templates() / "player"
ALONE = ("mode: group", "mode: individual")
EITHER = ("mode: group", "mode: either")
NOTES = ("mode: group", "mode: either\n            notes: private")
VARIANTS: dict[str, tuple[tuple[str, str], ...]] = {
    "plain": (),
    "alone": (ALONE,),
    "either": (EITHER,),
    "notes": (NOTES,),
}


def load(
    folder: Path, project: str, module: str, *edits: tuple[str, str]
) -> tuple[LearningModule, Publisher]:
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
    setting = setting_of(module, publisher, FORMATS["cmi5"])
    every = {path.relative_to(PLAYER).as_posix().removesuffix(".css") for path in PLAYER.rglob("*.css")}
    assert {*sheets(setting), "style/tokens", "style/logo", "catalogue/catalogue"} == every
    for part in ("chapters", "choice", "notes", "projector", "unsent"):
        assert f"{part}: mount{part.title()}" in entry(setting, FORMATS["cmi5"])


def test_who_uses_little_gets_little(tmp_path: Path) -> None:
    module, publisher = load(tmp_path, "project", "provmodul")
    setting = setting_of(module, publisher, FORMATS["scorm12"])
    shared = ["base", "part", "screen", "start", "end", "projector", "mode", "sender", "print"]
    own = ["film/film", "film/big-film", "reflection/reflection", "reflection/big-question"]
    assert sheets(setting) == [
        *(f"style/{name}" for name in shared),
        *(f"activities/{name}" for name in own),
    ]
    assert (
        entry(setting, FORMATS["scorm12"])
        .splitlines()[-1]
        .endswith("parts: { end: mountEnd, projector: mountProjector, rewriting: mountRewriting } });")
    )


def test_an_lms_is_handed_answers_where_notes_go_to_an_lrs_that_nobody_tells(tmp_path: Path) -> None:
    module, publisher = load(
        tmp_path, "project", "provmodul", ("mode: group", "mode: individual\n            notes: lrs")
    )
    third, web = FORMATS["scorm2004-3rd"], FORMATS["web"]
    reported = publisher.model_copy(update={"lrs": Lrs(endpoint="https://lrs.example.se/xapi")})
    assert "tracking: answering(scorm2004, answer2004)," in entry(setting_of(module, publisher, third), third)
    assert "tracking: reporting(scorm2004)," in entry(setting_of(module, reported, third), third)
    assert "tracking: web," in entry(setting_of(module, publisher, web), web)


@pytest.mark.parametrize("format", ["scorm12", "cmi5"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_class_on_the_page_has_its_style(tmp_path: Path, variant: str, format: str) -> None:
    module, publisher = load(tmp_path, "project", "provmodul", *VARIANTS[variant])
    made = player_files(module, publisher, FORMATS[format])
    page, style = (
        b"".join(part for part in file.content if isinstance(part, bytes)).decode() for file in made[:2]
    )
    used = {name for found in re.findall(r'class="([^"]*)"', page) for name in found.split()}
    known = classes("".join(path.read_text("utf-8") for path in PLAYER.rglob("*.css")))
    assert len(used & known) > 20
    assert (used & known) - classes(style) <= {
        "activity",
        "long",
    }  # these two say something to the big screen alone
