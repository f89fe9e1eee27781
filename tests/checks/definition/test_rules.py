"""The rules on the real module, and on whatever an author may write."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.definition.test_golden import HERE, PUBLISHER, laid_out, problems_of
from larpaket.activities import ACTIVITIES
from larpaket.checks.definition import check_definition
from larpaket.definition.load import load_module, load_publisher
from larpaket.formats import FORMATS
from larpaket.problems import Problem, show

MODULES = Path(__file__).parents[3] / "modules"
FUZZ = settings(max_examples=150)
# What means something to WebVTT, to Markdown or to a rule.
PIECES = [
    *"#*[]()<>–-:.!?\n\t\\_`",
    *(
        "\n\n",
        "# ",
        "## ",
        "**",
        "](https://a.se)",
        "](",
        "[här]",
        "<https://a.se>",
        "https://a.se",
        "www.a.se",
        "1. ",
        "- ",
        "– ",
    ),
    *(
        "Ja ",
        "nej ",
        "Det handlar om",
        "ANNA: ",
        "[musik]",
        "(ler)",
        "♪",
        "\u00ad",
        "\u0301",
        "å",
        "😀",
        "\u2028",
        "&lt;",
        "\r",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def said(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in problems]


def test_the_real_module_has_a_stand_in_film_and_nothing_else() -> None:
    publisher, _ = load_publisher(MODULES / "publisher.yaml", FORMATS)
    assert publisher
    for folder in sorted(path.parent for path in MODULES.glob("*/module.yaml")):
        module, errors = load_module(folder, publisher, ACTIVITIES)
        assert module, errors
        assert set(said(check_definition(module, publisher))) <= {("M204", "warning")}


def test_a_film_without_sound_needs_no_captions(tmp_path: Path) -> None:
    module = laid_out(tmp_path, {"module.yaml": {"            captions: film.sv.vtt\n": ""}})
    (module / "film.mp4").write_bytes((HERE.parents[1] / "film" / "data" / "silent.mp4").read_bytes())
    assert problems_of(module) == []


@pytest.mark.parametrize("language", ["fi", "de"])
def test_other_languages_are_not_measured(tmp_path: Path, language: str) -> None:
    hard = "Kompetensutvecklingsinsatsernas genomförande " * 20
    changes = {"languages: [sv]": f"languages: [{language}]", "Börja med filmen.": hard}
    assert {problem.code for problem in problems_of(laid_out(tmp_path, {"module.yaml": changes}))} == {"R103"}


def test_many_departures_are_counted(tmp_path: Path) -> None:
    cues = [f"00:{2 * at:02}.000 --> 00:{2 * at + 2:02}.000\na{at} b{at} c{at} d{at}" for at in range(9)]
    kept = [f"x{at} y{at} z{at} s{at} t{at} u{at}" for at in range(9)]
    captions = "\n\n".join(f"{cue}\n{same}" for cue, same in zip(cues, kept, strict=True))
    module = laid_out(tmp_path, {})
    (module / "film.sv.vtt").write_text(f"WEBVTT\n\n{captions}\n", "utf-8")
    (module / "textversion.sv.md").write_text("\n\n".join(kept), "utf-8")
    problems = [problem for problem in problems_of(module) if problem.code == "M220"]
    assert [problem.line for problem in problems] == [0, 3, 7, 11, 15, 19]
    assert problems[0].text.startswith("4 more passages")


def check(module: Path) -> None:
    found, _ = load_module(module, PUBLISHER, ACTIVITIES)
    if found is None:
        return
    for problem in check_definition(found, PUBLISHER):
        assert "crashed" not in problem.text, problem
        lines = problem.path.read_text("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if problem.line:
            assert 1 <= problem.line <= len(lines), problem
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
        show(problem).encode()


@FUZZ
@given(TEXTS, TEXTS)
def test_any_text_version_and_guide(text: str, guide: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        module = laid_out(Path(folder), {})
        (module / "textversion.sv.md").write_bytes(f"a{text}".encode())
        (module / "ledare.sv.md").write_bytes(f"a{guide}".encode())
        check(module)


@FUZZ
@given(st.lists(st.tuples(TEXTS, st.integers(1, 9000), st.integers(0, 9000)), min_size=1, max_size=2))
def test_any_captions(cues: list[tuple[str, int, int]]) -> None:
    text, at = "WEBVTT", 0
    for words, length, pause in cues:
        start, at = at + pause, at + pause + length
        text += f"\n\n00:{start / 1000:06.3f} --> 00:{at / 1000:06.3f}\na{words.replace('-->', '')}"
    with tempfile.TemporaryDirectory() as folder:
        module = laid_out(Path(folder), {})
        (module / "film.sv.vtt").write_bytes(text.encode())
        check(module)


@FUZZ
@given(TEXTS)
def test_any_question(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        quoted = '"' + text.encode("unicode_escape").decode().replace("\\\\", "").replace('"', "") + ' a"'
        check(laid_out(Path(folder), {"module.yaml": {"Vad gör ni när något har gått fel?": quoted}}))


TWO_LANGUAGES = """\
id: hamnen
version: "1.0"
languages: [sv, en]
title:
  sv: Hamnen
  en: The harbour
description:
  en: See www.example.org.
  sv: Titta och prata.
sections:
  - title:
      sv: Starta
      en: Start
    steps:
      - id: steg
        title:
          sv: Steg
          en: Step
        activities:
          - id: samtal
            type: reflection
            title:
              sv: Samtal
              en: Talk
            questions:
              - id: fraga
                text:
                  sv: Vad?
                  en: What of www.example.org?
"""


def test_each_language_has_its_own_place(tmp_path: Path) -> None:
    module = laid_out(tmp_path, {})
    (module / "module.yaml").write_text(TWO_LANGUAGES, "utf-8")
    found = problems_of(module)
    assert [(problem.code, problem.line, problem.column) for problem in found] == [
        ("M232", 8, 7),
        ("M232", 29, 23),
    ]


def test_a_few_hard_words_are_no_measure(tmp_path: Path) -> None:
    changes = {"Vad gör ni när något har gått fel?": "Kompetensutvecklingsinsatsernas genomförande?"}
    assert problems_of(laid_out(tmp_path, {"module.yaml": changes})) == []
