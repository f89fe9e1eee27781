"""A learning module as the rest of the builder has it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from larpaket.activities import ACTIVITIES
from larpaket.activities.film import Film
from larpaket.activities.reflection import Reflection
from larpaket.activities.reflection.model import Question
from larpaket.definition.load import load_module
from larpaket.definition.model import LearningModule, Publisher, Section, Step
from larpaket.definition.validation import find
from larpaket.film.video import Video

TESTS = Path(__file__).parents[1]


def test_models_can_be_made_from_python() -> None:
    text = {"sv": "Hej"}
    video = Video(Path("film.mp4"), 1, 2.0, 3, 4, "avc1.42C01E", None, True)
    question = Question(id="fraga", text=text, time=60)
    reflection = Reflection(type="reflection", id="samtal", title=text, questions=(question,), required=False)
    film = Film(type="film", id="film", title=text, video={"sv": video}, stand_in=True)
    step = Step(id="steg", title=text, activities=(film, reflection))
    sections = (Section(title=text, steps=(step,)),)
    module = LearningModule(
        id="x", version="1.0", languages=("sv",), title=text, description=text, sections=sections
    )
    assert list(module.steps) == [step]
    assert list(module.activities) == [film, reflection]
    with pytest.raises(ValueError, match="frozen"):
        module.id = "y"


def test_it_knows_its_folder_its_places_and_every_file_that_was_read(tmp_path: Path) -> None:
    folder = tmp_path / "provmodul"
    shutil.copytree(TESTS / "data" / "project" / "provmodul", folder)
    shutil.copy(TESTS / "film" / "data" / "faststart.mp4", folder / "film.mp4")
    publisher = Publisher(name="K", base="https://larande.example.se")
    module, problems = load_module(folder, publisher, ACTIVITIES)
    assert module, problems
    assert module.folder == folder
    place = find(module.places, ("title", "en")).place
    assert (place.path, place.line, place.column) == (folder / "module.yaml", 6, 7)
    read = {path.relative_to(folder).as_posix() for path in module.files}
    assert read == {"module.yaml", "film.mp4", "film.sv.vtt", "film.en.vtt", "text.sv.md", "text.en.md"}
    assert module.files[0] == folder / "module.yaml"
