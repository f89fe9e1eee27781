"""The page that the first module was made from gives that module again, as text and as Word's file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from importing.pages import DATA, ROOT, imported, loaded
from larpaket.activities.film import Film
from larpaket.activities.reflection import Reflection
from larpaket.definition.model import LearningModule

MODULE = ROOT / "modules" / "kompetensutveckling-hela-arbetslivet"
NAME = f"{MODULE.name}.txt"
SHARED = ROOT.parent / "shared" / "source" / NAME
MEDIA = tuple(MODULE / name for name in ("film.mp4", "film.sv.vtt", "poster.jpg"))
# Saved by LibreOffice 7.4: the page as it is, and with the headings in their styles.
PAGES = (
    ROOT / "tests" / "data" / NAME,
    DATA / "word" / "plain-page.docx",
    DATA / "word" / "with-headings.docx",
    SHARED,
)


def said(module: LearningModule) -> dict[str, Any]:
    """Every text that a learner sees, and the ids."""
    [section] = module.sections
    [step] = section.steps
    film, reflection = step.activities
    assert isinstance(film, Film)
    assert isinstance(reflection, Reflection)
    assert film.transcript is not None
    [question] = reflection.questions
    texts = {
        "title": module.title, "section": section.title, "step": step.title, "heading": step.heading,
        "intro": step.intro, "film": film.title, "reflection": reflection.title, "question": question.text,
    }  # fmt: skip
    return {
        **{key: " ".join(text["sv"].split()) for key, text in texts.items() if text},
        "text version": film.transcript["sv"].html,
        "time": question.time,
        "mode": reflection.mode,
        "id": step.id,
        "ids": module.ids,
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_page_gives_the_first_module_again(path: Path, tmp_path: Path) -> None:
    if path == SHARED and not path.exists():
        pytest.skip(f"{path} is not here")
    made = imported(tmp_path, path, *MEDIA)
    module, errors = loaded(made.folder)
    assert errors == []
    assert module is not None
    original, _ = loaded(MODULE)
    assert original is not None
    assert said(module) == said(original)
    assert made.unknown == ()
    assert made.folder.name == MODULE.name
    for name in ("film.mp4", "film.sv.vtt", "poster.jpg"):
        assert (made.folder / name).read_bytes() == (MODULE / name).read_bytes()
    assert (made.folder / "textversion.sv.md").read_bytes() == (MODULE / "textversion.sv.md").read_bytes()


def test_it_is_still_wanting_what_only_a_person_can_decide(tmp_path: Path) -> None:
    made = imported(tmp_path, PAGES[0], *MEDIA)
    assert len(made.decisions) == 4
    for text in ("audio_description", "The language", "The description", "The id"):
        assert any(text in decision for decision in made.decisions)
