"""What captions say and a text version lacks."""

from __future__ import annotations

import time
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from larpaket.activities.film.omissions import omissions, spoken
from larpaket.film.vtt import Cue

SAID = (
    "Forskningen visar att det är något\nav det mest effektiva,",
    "det är ett kollegialt lärande.",
    "Att man har tid för att reflektera\ntillsammans med sina kollegor.",
)
TEXT = "– Forskningen visar att det är något av det mest effektiva, det är ett kollegialt lärande. Att man har tid för att reflektera tillsammans med sina kollegor."


def cues(*texts: str) -> list[Cue]:
    return [Cue(float(at), at + 1.0, text, None, 3 * at + 3) for at, text in enumerate(texts)]


def missing(text: str, *said: str) -> list[tuple[int, str]]:
    found, _ = omissions(cues(*(said or SAID)), text)
    return [(departure.cue.line, departure.words) for departure in found]


def test_the_same_words_divided_otherwise() -> None:
    assert omissions(cues(*SAID), TEXT) == ([], 1)


def test_a_text_may_say_more() -> None:
    text = TEXT.replace("Att man", "\n\n# En annan röst\n\nMan ser ett möte.\n\n– Att man").replace(
        "effektiva,", "effektiva (hon ler),"
    )
    assert missing(text) == []


def test_a_word_or_two_may_differ() -> None:
    assert missing(TEXT.replace("något av", "bland")) == []
    assert missing(TEXT.replace("kollegialt", "gemensamt")) == []


def test_a_sentence_that_is_left_out_is_named_with_its_caption() -> None:
    assert missing(TEXT.split(" Att man")[0]) == [
        (9, "Att man har tid för att reflektera tillsammans med sina kollegor")
    ]


def test_the_words_are_named_from_the_first_one_that_is_missing() -> None:
    assert missing(TEXT.replace("något av det mest effektiva, det är ett kollegialt", "ett")) == [
        (3, "något av det mest effektiva"),
    ]


def test_another_text_is_told_by_how_little_of_it_is_found() -> None:
    assert omissions(cues(*SAID), "En helt annan text om något annat, som ingen har sagt.")[1] == 0
    assert omissions(cues(*SAID), TEXT.split(" Att man")[0])[1] == 15 / 26


def test_sounds_and_names_are_not_said() -> None:
    said = (
        "[musik]",
        "ANNA: Ja.",
        "BO K: Nej.",
        "- Anna B: Kanske det.",
        "♪ la la la la la ♪",
        "(skrattar länge och väl)",
        "Röst 1: Så är det.",
    )
    assert missing("– Ja.\n– Nej.\n– Kanske det. Så är det.", *said) == []
    assert (
        missing(
            "Anna: Ja.\nBo: Nej.\nAnna: Kanske det.\nBo: Så är det.",
            "– Ja. Nej.",
            "Kanske det.",
            "– Så är det.",
        )
        == []
    )


def test_large_letters_signs_and_how_letters_are_composed_do_not_count() -> None:
    text = "ÅTTA ÄPPLEN, ÅHHÅ: ÄVEN så; “ar\u00adbete”!"
    assert missing(text, unicodedata.normalize("NFD", text.replace("\u00ad", "")).lower()) == []


def test_less_than_three_words() -> None:
    assert omissions(cues("Hej!"), "Hej!") == ([], 1)
    assert missing("Nej!", "Hej då!") == [(3, "Hej då")]
    assert omissions([], "Hej!") == ([], 1)
    assert omissions(cues("[musik]"), "") == ([], 1)


def test_spoken() -> None:
    assert spoken("Det är så: vi går") == ["Det", "är", "så", "vi", "går"]


@given(st.lists(st.text("aB :(♪[\n])–å1", max_size=30), max_size=8), st.text("aB :(♪[\n])–å1", max_size=100))
def test_any_captions_and_any_text(said: list[str], text: str) -> None:
    found, share = omissions(cues(*said), text)
    assert 0 <= share <= 1
    assert share < 1 or not found


@given(st.lists(st.text("aB å1-\n", max_size=30), max_size=8))
def test_a_text_of_what_is_said_lacks_nothing(said: list[str]) -> None:
    assert omissions(cues(*said), "\n".join(said)) == ([], 1)


def test_an_hour_of_the_same_words_takes_no_time() -> None:
    start = time.process_time()
    omissions(cues(*["A b: " * 20 + "ja " * 100] * 2000), "(" * 300_000 + "A " * 300_000 + "\n" * 300_000)
    assert time.process_time() - start < 10
