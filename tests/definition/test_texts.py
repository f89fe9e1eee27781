from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Load = Callable[..., tuple[Any, list[Any]]]


@pytest.mark.parametrize(
    "title",
    [
        '""',
        '"   "',
        '"a\\nb"',
        '"a\\tb"',
        '"a\\u2028b"',
        '"a\\u0000b"',
        '"\\ud800"',
        '"a\\u007fb"',
        '"a\\ufffeb"',
        "",
        "|\n  a\n  b",
        '"' + "å" * 201 + '"',
    ],
)
def test_bad_titles(load: Load, title: str) -> None:
    _, problems = load(("title: Mötet", f"title: {title}"))
    assert [(problem.code, problem.line) for problem in problems] == [("M127", 4)]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ('"' + "å" * 200 + '"', "å" * 200),
        (">\n  a\n  b\n", "a b"),
        ('" a "', "a"),
        ("'<b>&amp;]]>'", "<b>&amp;]]>"),
        ("👩‍👩‍👧 – Å", "👩‍👩‍👧 – Å"),
        ("|\n  a", "a"),
    ],
)
def test_good_titles(load: Load, title: str, text: str) -> None:
    module, problems = load(("title: Mötet", f"title: {title}"))
    assert problems == []
    assert module.title == {"sv": text}


def test_a_text_may_have_lines_a_question_too(load: Load) -> None:
    module, problems = load(
        ("text: Vad gör ni?", "text: |\n                  Vad?\n\n                  Hur?")
    )
    assert problems == []
    assert next(module.activities).questions[0].text == {"sv": "Vad?\n\nHur?"}


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("\n  sv: a", []),
        ("\n  sv: a\n  en: b", [("M120", 6)]),
        ("\n  se: a", [("M120", 5), ("M120", 5)]),
        ("\n  sv: ''", [("M127", 5)]),
        ("\n  sv: ''\n  fi: ''", [("M127", 5), ("M120", 6), ("M127", 6)]),
        ("\n  sv: [a]", [("M107", 5)]),
        ("\n  sv:\n    sv: a", [("M107", 6)]),
        ("[a]", [("M107", 4)]),
        ("{sv: a}", [("M115", 4)]),
        ("\n  sv: a # b", [("M116", 5)]),
        ("\n  sv: # b", [("M116", 5)]),
        ("a # b", [("M116", 4)]),
        ("# b", [("M116", 4)]),
        ("\n  a\n  b # c", [("M116", 5)]),
        ("&a b", [("M113", 4)]),
        ("*a", [("M113", 4)]),
        ("!a b", [("M114", 4)]),
        ("!", [("M114", 4)]),
        ("! a", [("M114", 4)]),
    ],
)
def test_texts_by_language(load: Load, value: str, found: list[tuple[str, int]]) -> None:
    _, problems = load(("title: Mötet", f"title: {value}"))
    assert [(problem.code, problem.line) for problem in problems] == found


def test_every_text_is_checked_for_comments_and_braces(load_film: Load) -> None:
    names = ("Mötet", "En reflektion.", "Starta", "Steg", "Samtal", "Vad gör ni?", "Film")
    more = ("title: Steg", "title: Steg\n        heading: Steget\n        intro: In")
    _, problems = load_film(more, *((f": {name}\n", f": {name} # x\n") for name in (*names, "In", "Steget")))
    assert [problem.code for problem in problems] == ["M116"] * 9
    _, problems = load_film(
        more, *((f": {name}\n", f": {{sv: {name}}}\n") for name in (*names, "In", "Steget"))
    )
    assert [problem.code for problem in problems] == ["M115"] * 9
