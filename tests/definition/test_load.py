from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from larpaket.activities import ACTIVITIES
from larpaket.activities.film import Film
from larpaket.activities.reflection import Reflection
from larpaket.definition.load import load_module, load_publisher
from larpaket.definition.model import LearningModule
from larpaket.definition.publisher import Publisher
from larpaket.film.video import Video
from larpaket.formats import FORMATS
from larpaket.problems import show

Load = Callable[..., tuple[Any, list[Any]]]
PUBLISHER = Publisher(name="Kommunen", base="https://larande.example.se")


def codes(problems: list[Any]) -> list[str]:
    return [problem.code for problem in problems]


def test_a_module_is_read(load_film: Load, folder: Path) -> None:
    module, problems = load_film()
    assert problems == []
    assert isinstance(module, LearningModule)
    reflection, film = module.activities
    assert isinstance(reflection, Reflection)
    assert isinstance(film, Film)
    assert (module.id, module.version, module.languages, module.title) == (
        "x",
        "1.0",
        ("sv",),
        {"sv": "Mötet"},
    )
    assert (reflection.mode, reflection.keeping, reflection.required) == ("group", "none", True)
    assert reflection.questions[0].model_dump() == {
        "id": "fraga",
        "text": {"sv": "Vad gör ni?"},
        "time": 300,
        "grouping": "whole",
    }
    assert isinstance(film.video["sv"], Video)
    assert film.video["sv"].path == folder / "film.mp4"
    assert film.captions is not None
    assert [cue.text for cue in film.captions["sv"].cues] == ["Hej!"]
    assert module.ids == {"samtal", "samtal/fraga", "film"}


def test_the_error_of_the_design(tmp_path: Path) -> None:
    text = """\
id: x
version: "1.0"
languages: [sv]
title: Mötet
description: En reflektion.
sections:
- title: Starta
  steps:
  - {id: steg}
  - activities:
    - questions:
          - id: fraga
            text: Vad?
            tme: 5 min
      type: reflection
"""
    folder = tmp_path / "modules" / "x"
    folder.mkdir(parents=True)
    (folder / "module.yaml").write_text(text, "utf-8")
    _, problems = load_module(folder, PUBLISHER, ACTIVITIES)
    found = next(problem for problem in problems if problem.code == "M104")
    assert show(found, relative_to=tmp_path) == (
        "modules/x/module.yaml:14:13: error[M104]: `tme` is not a key of a question\n"
        "   14 |             tme: 5 min\n"
        "      |             ^^^\n"
        "  help: did you mean `time`?"
    )


@pytest.mark.parametrize(
    "word",
    ["no", "null", "~", "1:30", "1.10", "0x10", "2026-01-01", "=", "<<", "yes", "007", "+1", ".inf", "true"],
)
def test_plain_text_stays_as_written(load: Load, word: str) -> None:
    module, problems = load(("title: Mötet", f"title: {word}"))
    assert problems == []
    assert module.title == {"sv": word}


@pytest.mark.parametrize("version", ["1.10", '"1.10"', "'1.10'"])
def test_a_version_stays_as_written(load: Load, version: str) -> None:
    assert load(('"1.0"', version))[0].version == "1.10"


@pytest.mark.parametrize(("word", "value"), [("true", True), ("false", False), ('"true"', True)])
def test_true_and_false(load: Load, word: str, value: bool) -> None:
    assert (
        next(
            load(("type: reflection", f"type: reflection\n            required: {word}"))[0].activities
        ).required
        is value
    )


@pytest.mark.parametrize("word", ["no", "yes", "True", "FALSE", "1", "null", "~", ""])
def test_nothing_else_is_true_or_false(load: Load, word: str) -> None:
    assert codes(load(("type: reflection", f"type: reflection\n            required: {word}"))[1]) == ["M107"]


@pytest.mark.parametrize(
    ("time", "seconds"), [("1 min", 60), ("50 min", 3000), ("90 s", 90), ("60 s", 60), ("3000 s", 3000)]
)
def test_times(load: Load, time: str, seconds: int) -> None:
    assert next(load(("5 min", time))[0].activities).questions[0].time == seconds


@pytest.mark.parametrize(
    "time",
    [
        "59 s",
        "3001 s",
        "51 min",
        "1 day",
        "3 days",
        "6 weeks",
        "05:00",
        "-5 min",
        "5.5 min",
        "٥ min",
    ],
)
def test_bad_times(load: Load, time: str) -> None:
    assert codes(load(("5 min", time))[1]) == ["M123"]


def test_a_byte_order_mark_and_windows_line_ends(load: Load) -> None:
    text = (
        Path(__file__).parent.joinpath("conftest.py").read_text("utf-8").split('"""\\\n')[1].split('"""')[0]
    )
    assert text.startswith("id: x")
    module, problems = load(data=b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert problems == []
    assert module.title == {"sv": "Mötet"}
    _, problems = load(data=b"\xef\xbb\xbf" + text.replace("id: x", "idd: x").replace("\n", "\r\n").encode())
    assert show(problems[0]).split("\n")[1:3] == ["    1 | idd: x", "      | ^^^"]


def test_texts_over_several_lines(load: Load) -> None:
    module, problems = load(
        ("En reflektion.", ">-\n  Ett\n  två\n\n  tre"), ("Vad gör ni?", "Vad\n                  gör ni?")
    )
    assert problems == []
    assert module.description == {"sv": "Ett två\ntre"}
    assert next(module.activities).questions[0].text == {"sv": "Vad gör ni?"}


def test_comments_where_they_cut_nothing(load: Load) -> None:
    changes = [
        ("[sv]", "[sv]  # the first"),
        ("Mötet", '"Mötet"  # quoted'),
        ("En reflektion.", ">-  # folded\n  Ett # två"),
        ("5 min", "5 min # x"),
    ]
    module, problems = load(*changes, ("Samtal", "C#-dur"))
    assert problems == []
    assert module.description == {"sv": "Ett # två"}


def test_defaults_reach_reflections_that_are_silent(load: Load) -> None:
    module, problems = load(("sections:", "defaults: {mode: individual}\nsections:"))
    assert problems == []
    assert next(module.activities).mode == "individual"
    module, _ = load(
        ("sections:", "defaults: {mode: individual}\nsections:"),
        ("type: reflection", "type: reflection\n            mode: group"),
    )
    assert next(module.activities).mode == "group"


def test_a_bad_default_is_said_once(load: Load) -> None:
    _, problems = load(("sections:", "defaults: {mode: grop, notes: web, tone: mild}\nsections:"))
    assert [(problem.code, problem.line) for problem in problems] == [("M107", 6), ("M107", 6), ("M104", 6)]


def test_without_languages_the_publishers_first(load: Load) -> None:
    module, problems = load(("languages: [sv]\n", ""))
    assert problems == []
    assert module.languages == ("sv",)


def test_bad_languages_are_not_blamed_on_the_texts(load: Load) -> None:
    assert codes(load(("[sv]", "[sv, EN]"))[1]) == ["M126"]
    assert codes(load(("[sv]", "[]"))[1]) == ["M107"]
    assert codes(load(("[sv]", "[sv, [en]]"))[1]) == ["M126"]


def test_several_languages(load: Load) -> None:
    two = "[sv, en]"
    changes = [
        (f": {text}\n", f":\n{' ' * 30}en: E\n{' ' * 30}sv: S\n")
        for text in ("Mötet", "En reflektion.", "Starta", "Steg", "Samtal", "Vad gör ni?")
    ]
    module, problems = load(("[sv]", two), *changes)
    assert problems == []
    assert list(module.title.items()) == [("sv", "S"), ("en", "E")]


def test_one_film_serves_all_languages_but_captions_do_not(load_film: Load) -> None:
    _, problems = load_film(("[sv]", "[sv, en]"))
    lines = {problem.line for problem in problems if problem.code == "M120"}
    assert 22 not in lines
    assert 23 in lines
    assert set(codes(problems)) == {"M120"}


def test_captions_are_measured_even_when_something_else_is_wrong(load_film: Load, folder: Path) -> None:
    (folder / "film.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:09.000\nHej!\n", "utf-8")
    assert codes(load_film(("title: Film", "titl: Film"))[1]) == ["V111", "M104"]


def test_a_file_is_read_once(load_film: Load, folder: Path) -> None:
    (folder / "film.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:09.000\nHej!\n", "utf-8")
    again = ("version:", "version:")
    _, problems = load_film(again)
    assert codes(problems) == ["V111"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    os.mkfifo(tmp_path / "x" / "module.yaml")
    assert codes(load_module(tmp_path / "x", PUBLISHER, ACTIVITIES)[1]) == ["M100"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert codes(load_module(tmp_path / "x", PUBLISHER, ACTIVITIES)[1]) == ["M100"]
    (tmp_path / "y").write_text("", "utf-8")
    assert codes(load_module(tmp_path / "y", PUBLISHER, ACTIVITIES)[1]) == ["M100"]


def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "module.yaml").symlink_to("module.yaml")
    assert codes(load_module(tmp_path / "x", PUBLISHER, ACTIVITIES)[1]) == ["M100"]


def test_a_link_inside_the_folder(load: Load, folder: Path) -> None:
    load()
    (folder / "module.yaml").rename(folder / "other.yaml")
    (folder / "module.yaml").symlink_to("other.yaml")
    assert load_module(folder, PUBLISHER, ACTIVITIES)[1] == []


def test_a_file_without_a_node(load: Load) -> None:
    for text in ("---\n", "...\n", "--- # nothing\n...\n", '""\n'):
        assert [(problem.code[:3], problem.line) for problem in load(text=text)[1]] == [("M10", 1)]


def test_maps_in_the_place_of_words(load: Load) -> None:
    changes = [
        ("5 min", "{a: b}"),
        ("type: reflection", "type: reflection\n            mode: {a: b}\n            required: {a: b}"),
    ]
    assert codes(load(*changes, ("id: steg", "id: {a: b}"), ('"1.0"', "{a: b}"))[1]) == [
        "M131",
        "M110",
        "M107",
        "M107",
        "M123",
    ]


@pytest.mark.parametrize(("length", "said"), [(61, "a" * 59 + "…"), (60, "a" * 60)])
def test_a_long_value_is_not_repeated_whole(load: Load, length: int, said: str) -> None:
    assert load(("5 min", "a" * length))[1][0].text == f"`{said}` is not a duration"


def test_captions_that_lack_a_language(load_film: Load) -> None:
    _, problems = load_film(
        ("[sv]", "[sv, en]"), ("captions: film.vtt", "captions:\n              sv: film.vtt")
    )
    assert [(problem.line, problem.text) for problem in problems if problem.line > 22] == [
        (24, "`en` is missing")
    ]


def test_a_folder_named_by_a_dot(load: Load, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    monkeypatch.chdir(folder)
    assert load_module(Path(), PUBLISHER, ACTIVITIES)[1] == []


@pytest.mark.parametrize(
    "data",
    [
        b"x" * 200_000_000,
        b"[" * 900_000,
        b"- a\n" * 240_000,
        b"a: b\n" + b"# x\n" * 240_000,
        b"a:\n" * 300_000,
        b"!" + b"a" * 900_000,
        b"\t\n" * 400_000,
    ],
    ids=["200 MB", "deep", "long", "comments", "keys", "tag", "tabs"],
)
def test_huge_files_end_fast(load: Load, data: bytes) -> None:
    start = time.monotonic()
    _, problems = load(data=data)
    assert 0 < len(problems) <= 101
    assert time.monotonic() - start < 10  # most take a tenth of a second


def test_publishers(tmp_path: Path) -> None:
    path = tmp_path / "publisher.yaml"

    def load(text: str) -> list[str]:
        path.write_text(text, "utf-8")
        return codes(load_publisher(path, FORMATS)[1])

    good = "name: Kommunen\nbase: https://larande.example.se\n"
    assert load(good) == []
    publisher, _ = load_publisher(path, FORMATS)
    assert publisher
    made = Publisher(name="Kommunen", base="https://larande.example.se")
    assert publisher.model_dump() == made.model_dump()
    assert load(good + "score: none\nlanguages: [fi]\nformats: [scorm12]\n") == []
    assert load(good + "score: all\n") == ["M107"]
    assert load("name: Kommunen # nr 1\nbase: https://larande.example.se\n") == ["M116"]
    assert load("name: ''\nbase: https://larande.example.se\n") == ["M127"]
    assert load(good + "formats: []\n") == ["M107"]
    assert load(good + "formats: [scorm13]\n") == ["M107"]
    assert load("") == ["M103"]


BASES = [
    "https://a.se",
    "http://localhost:8000",
    "https://a.se/kurser",
    "https://a.se/~x/y",
    "https://lärande.se",
    "https://10.0.0.1",
]
NO_BASES = [
    "a.se",
    "ftp://a.se",
    "https://",
    "https://a.se/",
    "https://a.se?x",
    "https://a.se#x",
    "https://A.se",
    "https://a b.se",
    "https://u:p@a.se",
    "https://a.se/x/",
    "https://a.se//x",
    "https://a.se/../x",
    "https://a.se:99999",
    "https://a.se:0",
    "https://a..se",
    "https://-a.se",
    "https://a.se/<x>",
    "HTTPS://a.se",
    "https:/a.se",
    "/a",
]


@pytest.mark.parametrize(
    ("base", "good"), [(base, True) for base in BASES] + [(base, False) for base in NO_BASES]
)
def test_bases(tmp_path: Path, base: str, good: bool) -> None:
    path = tmp_path / "publisher.yaml"
    path.write_text(f"name: K\nbase: '{base}'\n", "utf-8")
    assert codes(load_publisher(path, FORMATS)[1]) == ([] if good else ["M130"])


def test_what_is_imported_stays_small() -> None:
    script = "import larpaket.definition, sys; print('pydantic' in sys.modules, 'ruamel.yaml' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
        == "False False\n"
    )
