"""LIX and Flesch's reading ease, against texts counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from larpaket.checks.definition.readability import flesch, lix, sentences, syllables

TWO = "Det handlar om att vi bygger en lärande organisation. Vi lär oss av varandra på mötet."


def words(text: str) -> list[int]:
    return [len(sentence.words) for sentence in sentences(text)]


def test_lix_is_words_a_sentence_and_the_percentage_of_words_with_more_than_six_letters() -> None:
    assert words(TWO) == [9, 7]
    long = ["handlar", "lärande", "organisation", "varandra"]
    assert lix(sentences(TWO)) == pytest.approx(16 / 2 + 100 * len(long) / 16)


def test_six_letters_are_short_and_signs_are_no_letters() -> None:
    assert lix(sentences("Bygger")) == 1
    assert lix(sentences("Byggerx")) == 101
    assert lix(sentences("e-post-a")) == 1
    assert lix(sentences("123456789")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi ses kl. 8.30, t.ex. på tisdag. Kom då!", [7, 2]),
        ("Ja! Och nej? eller", [1, 2, 1]),
        ("“Kom nu.” Så sa hon.", [2, 3]),
        ("Rubrik\nEtt stycke. – Ett svar.", [1, 2, 2]),
        ("Så här: Vi går.", [2, 2]),
        ("Läs på https://example.org/en.Sida?q=1 eller skriv till a@example.org", [5]),
        ("\n \n…\n– ", []),
    ],
)
def test_sentences(text: str, expected: list[int]) -> None:
    assert words(text) == expected


def test_a_sentence_knows_where_it_begins() -> None:
    text = "– Nej.\n\nJo. Vi går."
    assert [text[sentence.start :][:2] for sentence in sentences(text)] == ["Ne", "Jo", "Vi"]


def test_known_texts_lie_where_readers_put_them() -> None:
    child = "Anna har en hund. Han är svart. Han heter Max. De går ut. Det är kallt. Max vill gå in."
    law = (
        "Kommunfullmäktige fastställer verksamhetsövergripande målsättningar och ansvarsfördelning avseende kompetensförsörjning, "
        "varvid personalutskottet bereder erforderliga beslutsunderlag."
    )
    assert lix(sentences(child)) < 25
    assert lix(sentences(law)) > 60
    easy = "We met at nine. The film was short. Then we talked in pairs. It was good to hear what the others think."
    hard = (
        "Organizational development necessitates comprehensive institutionalization of collaborative evaluation methodologies, "
        "notwithstanding considerable administrative complexity."
    )
    assert flesch(sentences(easy)) > 80
    assert flesch(sentences(hard)) < 10


SYLLABLES = {
    1: "the makes walked rules rule whole used tree some times tries tried loved were true health",
    2: "table little apple wanted needed boxes horses changes wishes people learning question knowledge factors agreed places houses",
    3: "together example encourage decided",
    4: "development evaluation",
    5: "organization",
    6: "responsibility",
}


@pytest.mark.parametrize(
    ("count", "word"), [(count, word) for count, words in SYLLABLES.items() for word in words.split()]
)
def test_syllables(count: int, word: str) -> None:
    assert syllables(word) == count


@given(st.text(), st.text())
def test_any_text_is_measured(text: str, other: str) -> None:
    found = sentences(text)
    assert lix(found) >= 0
    assert flesch(found) < 210
    assert [text[sentence.start] for sentence in found] == [sentence.words[0][0] for sentence in found]
    # Twice the same is as hard as once; nothing that follows on another line changes a sentence.
    assert lix(sentences(f"{text}\n{text}")) == pytest.approx(lix(found))
    assert sentences(f"{text}\n{other}")[: len(found)] == found
