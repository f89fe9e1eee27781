"""Pages that nobody would write: any lines in any order. Nothing is lost, and the module can be built."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing.pages import DATA, everything_in, loaded, page, with_films
from larpaket.importing.errors import ImportFileError

LINES = st.sampled_from(
    [
        "Film om {}", "Film", "Film: {}", "Film 2 – {}", "Se filmen {}", "Textversion", "Text: {} och mer.", "Fråga",
        "Frågor", "Fråga 1: Vad är {}?", "Reflektera tillsammans, 5 min", "Reflektera {} i par", "Samtal om {}",
        "Diskutera: Varför {}?", "Vad bestämmer vi?", "Bestäm {}", "Checklista", "Checklista för {}", "Tid: 7 min",
        "10 minuter", "90 min", "Introduktion", "Inledning: {} börjar här.", "Titel: {}", "Avsnitt: {}", "Steg: {}",
        "Beskrivning: {} är vad det handlar om.", "Steg 2: {}", "Del 1", "{}", "Om {}", "Ett stycke om {}.",
        "Två meningar. Den andra om {}.", "– Sagt av {}.", "- Sagt igen av {}.", "Vad gör {}?", "Är det så? {}?",
        "Hur är det med {}? (3 min)", "1. {}", "2. Vad är {}?", "• {}", "* {}", "☐ {}", "[ ] {}", "{}\tvärde",
        "Fråga\tVad är {}?", "{}: \"värde\" #inte-kommentar", "<b>{}</b>", "[{}](javascript:x)", "Watch the film {}",
        "Question 2", "What do we decide?", "Questions to {}", "# {}", "## {}", "### {}", "**{}**", "## Film om {}",
        "### Fråga", "## Reflektera, 4 min", "![{}](a.png)", "| {} | b |", "|---|---|", "> {}", "---", "",
    ]
)  # fmt: skip


def text_of(lines: list[str]) -> str:
    """The lines, each with a word of its own."""
    return "\n\n".join(line.format(f"ord{number}x") for number, line in enumerate(lines))


@pytest.mark.parametrize("ending", [".txt", ".md"])
@settings(max_examples=120)
@given(lines=st.lists(LINES, min_size=1, max_size=14))
def test_any_page_keeps_every_line_in_a_module_that_can_be_built(ending: str, lines: list[str]) -> None:
    text = text_of(lines)
    with TemporaryDirectory() as folder:
        try:
            made = page(Path(folder) / "modules", text, ending)
        except ImportFileError as error:
            assert re.search("has no text|has nothing to make a module of", str(error)), error  # noqa: PT017
            return
        written = everything_in(made.folder, made.files)
        assert [word for word in re.findall(r"ord\d+x", text) if f" {word} " not in written] == []
        _, errors = loaded(with_films(made.folder))
        assert errors == []


@settings(max_examples=60)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_a_page_or_refused(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_bytes(data)
        from importing.pages import imported

        try:
            made = imported(Path(folder) / "modules", path)
        except ImportFileError as error:
            assert str(path) in str(error)  # noqa: PT017
            return
        assert loaded(with_films(made.folder))[1] == []


@settings(max_examples=40)
@given(st.integers(0, 11), st.integers(0, 2000))
def test_a_page_that_is_cut_anywhere_is_a_module(which: int, end: int) -> None:
    name = sorted(path.name for path in DATA.iterdir() if path.suffix in (".txt", ".md"))[which]
    test_any_bytes_are_a_page_or_refused.hypothesis.inner_test((DATA / name).read_bytes()[:end])  # type: ignore[attr-defined]
