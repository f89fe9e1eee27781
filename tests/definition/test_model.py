"""A learning module as the rest of the builder has it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from larpaket.activities import ACTIVITIES
from larpaket.activities.film import Film
from larpaket.activities.reflection import Reflection
from larpaket.activities.reflection.model import Question
from larpaket.definition.load import load_module, load_publisher
from larpaket.definition.model import LearningModule, Section, Step
from larpaket.definition.publisher import Publisher
from larpaket.definition.validation import find
from larpaket.film.video import Video
from larpaket.formats import FORMATS

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
    (folder / "ids.lock").write_text("film\n", "utf-8")
    module, _ = load_module(folder, publisher, ACTIVITIES)
    assert module
    assert module.files[:2] == (folder / "module.yaml", folder / "ids.lock")


def test_a_publisher_knows_every_file_that_was_read(tmp_path: Path) -> None:
    path = tmp_path / "publisher.yaml"
    path.write_text("name: K\nbase: https://larande.example.se\ntheme:\n  logo: logo.svg\n", "utf-8")
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h40v10z"/></svg>', "utf-8"
    )
    publisher, problems = load_publisher(path, FORMATS)
    assert publisher, problems
    assert publisher.files == (path, tmp_path / "logo.svg")
