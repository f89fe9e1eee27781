"""The text version: speech kept as typed, nothing lost, nothing dangerous."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from larpaket.problems import Problem
from larpaket.text.markdown import Transcript, read_transcript


def read(tmp_path: Path, text: str | bytes) -> tuple[Transcript, list[Problem]]:
    path = tmp_path / "text.sv.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_transcript(path)


@pytest.mark.parametrize("dash", ["–", "—", "-"])
def test_speech(tmp_path: Path, dash: str) -> None:
    transcript, problems = read(
        tmp_path, f"Berättaren.\n\n{dash} Hej – du.\n{dash} Ja?\n\n{dash}\u00a0Nej.\n"
    )
    said = "\n".join(
        f'<blockquote class="said"><p>{line}</p></blockquote>'
        for line in (f"{dash} Hej – du.", f"{dash} Ja?", f"{dash}\u00a0Nej.")
    )
    assert transcript.html == f"<p>Berättaren.</p>\n{said}"
    assert transcript.text == f"Berättaren.\n{dash} Hej – du.\n{dash} Ja?\n{dash}\u00a0Nej."
    assert problems == []


@pytest.mark.parametrize(
    "text", ["-", "-\tHej", "-Hej", "–", "---", "***", "    fyra", "> citat", "`kod`", "&amp;", "1986"]
)
def test_signs_that_markdown_would_take(tmp_path: Path, text: str) -> None:
    transcript, problems = read(tmp_path, f"Hej\n\n{text}\n")
    assert transcript.text == f"Hej\n{text.strip()}"
    assert transcript.html == f"<p>Hej</p>\n<p>{html.escape(text.strip(), quote=False)}</p>"
    assert problems == []


def test_a_title_is_not_made_by_a_line_below(tmp_path: Path) -> None:
    assert read(tmp_path, "Hej\n---\n")[0].html == "<p>Hej\n---</p>"


def test_lists(tmp_path: Path) -> None:
    assert read(tmp_path, "* a\n* b\n")[0].html == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"


def test_headings_begin_below_the_page(tmp_path: Path) -> None:
    assert read(tmp_path, "# a\n\n## b\n\n###### c")[0].html == "<h3>a</h3>\n<h4>b</h4>\n<h6>c</h6>"


def test_links(tmp_path: Path) -> None:
    transcript, problems = read(tmp_path, "[a](https://x.se) <https://y.se> [c](mailto:a@b.se)")
    assert transcript.html.count("<a href=") == 3
    assert problems == []


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("[a](http://x.se)", "P106", 1),
        ("a [b](javascript:alert(1))", "P106", 3),
        ("[a](sida.html)", "P106", 1),
        ("<http://x.se>", "P106", 1),
        ("a <b>c", "P104", 3),
        ("<script src=x>", "P104", 1),
        ("a <!-- b", "P104", 3),
        ("![a](https://x.se/b.png)", "P105", 1),
    ],
)
def test_what_is_not_allowed(tmp_path: Path, text: str, code: str, column: int) -> None:
    transcript, problems = read(tmp_path, f"Hej.\n\n{text}\n")
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [(code, 3, column)]
    assert problems[0].help
    assert not re.search(r"<(script|b|img)\b|href=\"(?!https:)", transcript.html)


def test_not_utf8(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "Hej\n\nblå".encode("latin-1"))
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [("P101", 3, 3)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04" + bytes(2_000_000), "a Word document (.docx), or another zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document (.doc)"),
        (b"{\\rtf1\\ansi Hej}", "formatted text (.rtf)"),
        (b"%PDF-1.7", "a PDF"),
    ],
)
def test_a_document_under_the_name_of_a_text_is_one_problem(tmp_path: Path, data: bytes, kind: str) -> None:
    [problem] = read(tmp_path, data)[1]
    assert (problem.code, problem.line, problem.source) == ("P101", 0, "")
    assert problem.text == f"the file is {kind}, whatever its name says"


def test_empty_large_missing(tmp_path: Path) -> None:
    assert [problem.code for problem in read(tmp_path, " \n\n")[1]] == ["P103"]
    assert [problem.code for problem in read(tmp_path, "a" * 1_000_001)[1]] == ["P102"]
    assert [problem.code for problem in read_transcript(tmp_path / "missing.md")[1]] == ["P102"]


def test_the_first_module(tmp_path: Path) -> None:
    """Every line of the text version that the module is made from comes out as it went in."""
    source = Path(__file__).parents[2] / "modules/kompetensutveckling-hela-arbetslivet/textversion.sv.md"
    lines = [line for line in source.read_text("utf-8").split("\n") if line]
    assert read_transcript(source)[0].text.split("\n") == lines


# Signs that Markdown gives no meaning inside a line, among them those that typographers and entities would
# change.
paragraph = st.text("aåäöÅ é.,:;?!\"'&%()=/+–—-…©§|~^`{}$@>😀", min_size=1).map(str.strip).filter(bool)


def plain(text: str) -> bool:
    return not re.match(r"\+(\s|$)", text)  # a list


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(paragraph.filter(plain), min_size=1, max_size=4))
def test_any_text_survives(tmp_path: Path, paragraphs: list[str]) -> None:
    transcript, problems = read(tmp_path, "\n\n".join(paragraphs))
    assert problems == []
    assert transcript.text == "\n".join(paragraphs)
    assert html.unescape(re.sub(r"</?(p|blockquote)[^>]*>", "", transcript.html)) == "\n".join(paragraphs)
