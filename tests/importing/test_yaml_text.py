"""What is written as YAML is read as the same text."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from larpaket.definition.source import FORBIDDEN
from larpaket.definition.tree import read_tree
from larpaket.importing.line import escaped, one_row
from larpaket.importing.yaml_text import comment, scalar
from larpaket.text.markdown import markup_problems, rendered

SIGNS = st.characters(exclude_categories=["Cs"]).filter(lambda sign: not FORBIDDEN.match(sign))
MARKS = st.sampled_from(
    [
        *" \n\t\u00a0\u202f'\"#:-?!&*%@`{}[]|>~,\\.<_+=1åÅ😀",
        " #",
        ": ",
        "- ",
        "null",
        "---",
        "ord",
        "på",
        "lång" * 9,
    ]
)
TEXTS = st.lists(st.one_of(MARKS, SIGNS), min_size=1, max_size=60).map("".join)


def read(yaml: str) -> object:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "module.yaml"
        path.write_bytes(yaml.encode())
        node, problems = read_tree(path)
    assert problems == []
    assert node is not None
    return node.plain()


@settings(max_examples=600)
@given(TEXTS, st.integers(0, 16))
@example("Se på: filmen #1", 8)
@example("  inryckt", 0)
@example("no", 4)
@example("“Hej”, sa hon", 0)
@example("a " * 200, 16)
@example("Ett stycke.\n\nEtt till: med # i.", 8)
@example("\u00a0fast blank", 8)
@example("ord " * 40 + "\u00a0- slut", 8)
def test_any_text_reads_back_as_it_was(text: str, indent: int) -> None:
    margin = " " * indent
    before = "".join(f"{' ' * at}k:\n" for at in range(0, indent, 2)) if indent % 2 == 0 else ""
    indent = indent if indent % 2 == 0 else 0
    margin = " " * indent
    found = read(f"{before}{margin}title: {scalar(text, indent)}\n{margin}id: next\n")
    for _ in range(indent // 2):
        assert isinstance(found, dict)
        found = found["k"]
    assert found == {"title": text, "id": "next"}


@settings(max_examples=300)
@given(TEXTS)
def test_any_comment_is_a_comment(text: str) -> None:
    assert read(f"{comment(text, indent='  | ')}id: a\n") == {"id": "a"}


@pytest.mark.parametrize("text", ["Vad gör ni?", "Film och reflektion", "Klockan 9.30", "Vad: det"])
def test_an_ordinary_text_is_written_as_it_is(text: str) -> None:
    assert scalar(text, 0) == (text if ": " not in text else f'"{text}"')


@settings(max_examples=400)
@given(TEXTS)
@example("1. inte en lista")
@example("# inte en rubrik")
@example("*inte kursiv* och _inte heller_ fil_namn")
@example("[ingen länk](https://example.se) ![ingen bild](a.png)")
@example("\\* omvänt")
@example("+ plus")
@example("> citat")
@example("***")
def test_a_line_reads_the_same_in_markdown(text: str) -> None:
    line = one_row(text)
    if line.startswith(("–", "—", "-")):
        return
    shown = rendered(Path("a.md"), escaped(line)).text
    assert " ".join(shown.split()) == " ".join(line.split())


def test_escaped_text_has_no_link_or_picture() -> None:
    line = escaped("[länk](http://a.example) och ![bild](b.png)")
    assert list(markup_problems(Path("a.md"), line)) == []
