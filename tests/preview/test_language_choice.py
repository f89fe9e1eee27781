from __future__ import annotations

import pytest

from larpaket.preview.lrs.language_choice import one_language, ranges

TEXTS = {"sv": "Hej", "en-GB": "Hello", "fr": "Salut"}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", []),
        ("sv", ["sv"]),
        ("en;q=0.5, FR ; q=0.8, sv", ["sv", "fr", "en"]),
        ("sv;q=0, en", ["en"]),
        ("de, *;q=0.1", ["de", "*"]),
        ("nonsense;;q, sv", ["sv"]),
    ],
)
def test_ranges(header: str, expected: list[str]) -> None:
    assert ranges(header) == expected


@pytest.mark.parametrize(
    ("wanted", "tag"),
    [
        (["fr"], "fr"),
        (["en"], "en-GB"),
        (["e", "fr"], "fr"),
        (["de"], "sv"),
        (["de", "*"], "sv"),
        ([], "sv"),
        (["en-gb"], "en-GB"),
    ],
)
def test_one_language(wanted: list[str], tag: str) -> None:
    assert one_language(TEXTS, wanted) == {tag: TEXTS[tag]}


def test_an_empty_map_stays_empty() -> None:
    assert one_language({}, ["sv"]) == {}
