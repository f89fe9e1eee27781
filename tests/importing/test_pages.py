"""Pages of many shapes: each becomes the module in `golden/importing/`, which can be built when its films are
there; and no line of any is lost.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from importing.pages import DATA, ROOT, everything_in, imported, loaded, page, with_films, words
from larpaket.importing.decoding import decoded
from larpaket.importing.kept import missing
from larpaket.importing.line import plain

GOLDEN = ROOT / "tests" / "golden" / "importing"
PAGES = sorted(path.name for path in DATA.iterdir() if path.suffix in (".txt", ".md"))
# What is before an item or a heading is no word of it.
MARKER = re.compile(r"^\s*(?:\d{1,3}[.)]|[-*•]\s*\[[ xX]\]|[☐☑#>*+]+)\s+", re.M)


def test_there_are_a_dozen_shapes() -> None:
    assert len(PAGES) == 12


@pytest.mark.parametrize("name", PAGES)
def test_a_page_becomes_its_module(name: str, tmp_path: Path, update_golden: bool) -> None:
    made = imported(tmp_path, DATA / name)
    golden = GOLDEN / name.replace(".", "-")
    if update_golden:
        golden.mkdir(parents=True, exist_ok=True)
        for old in golden.iterdir():
            old.unlink()
        for file in made.files:
            (golden / file).write_bytes((made.folder / file).read_bytes())
    assert sorted(path.name for path in golden.iterdir()) == list(made.files)
    for file in made.files:
        assert (made.folder / file).read_text("utf-8") == (golden / file).read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_no_line_is_lost(name: str, tmp_path: Path) -> None:
    made = imported(tmp_path, DATA / name)
    written = everything_in(made.folder, made.files)
    text = MARKER.sub("", decoded((DATA / name).read_bytes(), DATA / name).text)
    missing = [line for line in text.split("\n") if not is_in(words(line), written)]
    assert missing == []


def is_in(line: list[str], written: str) -> bool:
    """Whether the words are there, in at most four runs of neighbours."""
    runs = 0
    while line:
        length = next((n for n in range(len(line), 0, -1) if f" {' '.join(line[:n])} " in written), 0)
        if not length:
            return False
        line, runs = line[length:], runs + 1
    return runs <= 4


@pytest.mark.parametrize("name", PAGES)
def test_the_module_is_right_as_soon_as_its_films_are_there(name: str, tmp_path: Path) -> None:
    made = imported(tmp_path, DATA / name)
    _, errors = loaded(made.folder)
    assert {problem.code for problem in errors} <= {"M118"}
    assert all(re.match(r"there is no file `film(-\d)?\.mp4`", problem.text) for problem in errors)
    assert any("The film is missing" in text for text in made.decisions) == bool(errors)
    module, errors = loaded(with_films(made.folder))
    assert errors == []
    assert module is not None


@pytest.mark.parametrize("name", PAGES)
def test_what_was_not_understood_is_said_aloud(name: str, tmp_path: Path) -> None:
    made = imported(tmp_path, DATA / name)
    definition = (made.folder / "module.yaml").read_text("utf-8")
    said = [text for text in made.decisions if "not understood" in text]
    assert len(said) == bool(made.unknown)
    if made.unknown:
        count = len(made.unknown)
        assert said[0].startswith("1 line was" if count == 1 else f"{count} lines were")
        assert definition.count("#   | ") >= count
    assert all(" ".join(text.split()) in unwrapped(definition) for text in made.decisions)


def unwrapped(definition: str) -> str:
    return " ".join(definition.replace("\n#", " ").split())


def test_an_unwrapped_line_of_text_stays_one_paragraph(tmp_path: Path) -> None:
    made = page(
        tmp_path,
        "Buller\n\nFilm om buller\n\nEn fläkt står och går i ett rum där tio personer försöker\n"
        "höra vad den elfte säger.\n– Va?\n– Jag sa hej.\n",
    )
    assert (made.folder / "textversion.sv.md").read_text("utf-8") == (
        "En fläkt står och går i ett rum där tio personer försöker höra vad den elfte säger.\n\n"
        "– Va?\n\n– Jag sa hej.\n"
    )


def test_a_question_that_the_film_asks_stays_in_its_text(tmp_path: Path) -> None:
    made = page(
        tmp_path,
        "Buller\n\nFilm om buller\n\n– Hör du?\n\nVad är det som låter?\n\nDet är fläkten.\n\n"
        "Fråga\n\nVad låter hos er?\n",
    )
    assert "Vad är det som låter?" in (made.folder / "textversion.sv.md").read_text("utf-8")
    assert any("is it a question to reflect on? “Vad är det som låter?”" in text for text in made.decisions)
    module, _ = loaded(with_films(made.folder))
    assert module is not None
    assert module.ids == {"film", "reflektion", "reflektion/fraga"}


def test_questions_stand_before_or_after_what_is_done_with_them(tmp_path: Path) -> None:
    made = page(
        tmp_path,
        "Om oss\n\nReflektera, 3 min\n\nVad är vi?\n\nVad var vi?\n\nReflektera mer, 4 min\n\nVad blir vi?\n",
    )
    definition = (made.folder / "module.yaml").read_text("utf-8")
    assert re.findall(r"(?:title|text|time): (.+)", definition.partition("activities:")[2]) == [
        "Reflektera", "Vad är vi?", "3 min", "Vad var vi?", "3 min", "Reflektera mer", "Vad blir vi?", "4 min",
    ]  # fmt: skip


def test_a_time_that_no_timer_has_is_not_lost(tmp_path: Path) -> None:
    made = page(tmp_path, "Om oss\n\nVad är vi?\n\nReflektera tillsammans, 90 min\n")
    definition = (made.folder / "module.yaml").read_text("utf-8")
    assert "time:" not in definition.partition("activities:")[2]
    assert "title: Reflektera tillsammans, 90 min" in definition


def test_what_has_no_place_is_in_the_comments_in_the_order_of_the_page(tmp_path: Path) -> None:
    made = page(tmp_path, "# Om oss\n\n![Vi](vi.png)\n\nVad gör vi?\n\nTack.\n\n## Bilaga\n", ".md")
    assert [line.text for line in made.unknown] == ["picture: Vi (vi.png)", "Tack.", "Bilaga"]


def test_a_line_that_the_sorting_lost_would_be_found(tmp_path: Path) -> None:
    lines = [plain("Vad gör ni, 5 min?", 1), plain("Helt borta", 2), plain("Halvt borta", 3)]
    assert missing(lines, ["text: Vad gör ni", "time: 5 min", "title: Halvt"]) == lines[1:]
