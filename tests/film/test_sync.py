"""The text version beside the captions: what is heard where, and never a change of the author's text."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from larpaket.film.sync import marked_words, synced
from larpaket.film.vtt import Cue, read_captions
from larpaket.text.markdown import read_transcript

MODULE = Path(__file__).parents[2] / "modules" / "kompetensutveckling-hela-arbetslivet"


def cues(*texts: str) -> list[Cue]:
    return [Cue(2.0 * at, 2.0 * at + 2, text, None, 3 * at) for at, text in enumerate(texts)]


def html(tmp_path: Path, markdown: str) -> str:
    path = tmp_path / "text.md"
    path.write_text(markdown, "utf-8")
    return read_transcript(path)[0].html


def places(marked: str) -> list[tuple[int, str]]:
    return [
        (int(number), text)
        for number, text in re.findall(r'<span data-cue="(\d+)">(.*?)</span>', marked, re.DOTALL)
    ]


def without(marked: str) -> str:
    return re.sub(r'<span data-cue="\d+">|</span>', "", marked)


def test_every_caption_of_the_real_module_has_its_place() -> None:
    text, captions = (
        read_transcript(MODULE / "textversion.sv.md")[0],
        read_captions(MODULE / "film.sv.vtt")[0],
    )
    marked = synced(text.html, captions.cues)
    assert without(marked) == text.html
    found = places(marked)
    assert [number for number, _ in found] == list(range(len(captions.cues)))
    assert found[12] == (12, "Att man har tid för att reflektera tillsammans med sina kollegor.")
    for number, said in found:
        assert said == " ".join(captions.cues[number].text.split())


def test_words_in_one_place_are_read_back_with_single_spaces(tmp_path: Path) -> None:
    marked = synced(
        html(tmp_path, "Fika &\nbullar här. Nu *går* vi ut."), cues("Fika & bullar här.", "Nu går vi ut.")
    )
    assert marked_words(marked) == {0: "Fika & bullar här."}


def test_speech_keeps_its_dash_outside(tmp_path: Path) -> None:
    marked = synced(html(tmp_path, "– ”Vi provar!” sa hon."), cues("Vi provar! sa hon."))
    assert (
        marked
        == '<blockquote class="said"><p>– <span data-cue="0">”Vi provar!” sa hon.</span></p></blockquote>'
    )


def test_a_caption_across_paragraphs_and_markup(tmp_path: Path) -> None:
    marked = synced(
        html(tmp_path, "Vi *provar nu* igen.\n\nSedan går vi."), cues("vi provar nu igen. Sedan", "går vi")
    )
    expected = [(0, "Vi "), (0, "provar nu"), (0, " igen."), (0, "Sedan"), (1, "går vi.")]
    assert places(marked) == expected


def test_words_that_differ_do_not_matter_much(tmp_path: Path) -> None:
    text = html(
        tmp_path,
        "Okej, då tar vi det en gång till.\n\nBilden visar ett hus.\n\nOch så går vi vidare med nästa fråga nu.",
    )
    marked = synced(
        text, cues("OK då tar vi det en gång till", "Och så går vi vidare", "med en helt annan fråga")
    )
    assert places(marked) == [(0, "då tar vi det en gång till."), (1, "Och så går vi vidare")]


def test_captions_joined_by_a_dash_share_nothing(tmp_path: Path) -> None:
    assert places(
        synced(html(tmp_path, "Ett två tre–fyra fem sex."), cues("ett två tre", "fyra fem sex"))
    ) == [
        (0, "Ett två tre–"),
        (1, "fyra fem sex."),
    ]


def test_what_was_moved_about_falls_out(tmp_path: Path) -> None:
    text = html(tmp_path, "Alfa beta gamma delta.\n\nEpsilon zeta eta theta.\n\nJota kappa lambda my.")
    found = places(
        synced(text, cues("epsilon zeta eta theta", "alfa beta gamma delta", "jota kappa lambda my"))
    )
    assert [number for number, _ in found] in ([0, 2], [1, 2])


@pytest.mark.parametrize("heard", [(), ("",), ("Something else altogether is said here",)])
def test_where_nothing_matches_nothing_is_marked(tmp_path: Path, heard: tuple[str, ...]) -> None:
    text = html(tmp_path, "Någon berättar om [ett hus](https://example.se).")
    assert synced(text, cues(*heard)) == text


def test_three_hours_of_speech_take_no_time(tmp_path: Path) -> None:
    words = [f"ord{number * 7919 % 3001}" for number in range(30_000)]
    lines = [" ".join(words[at : at + 10]) for at in range(0, len(words), 10)]
    text = html(tmp_path, "\n\n".join(lines))
    begin = time.process_time()
    synced(text, cues(*lines))
    synced(text, cues(*["och och och"] * 3000))
    assert time.process_time() - begin < 5


class Nesting(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


WORDS = st.sampled_from(
    [
        "vi",
        "provar",
        "nu",
        "*nu*",
        "**och**",
        "&",
        "<b>",
        '"ja"',
        "[hus](https://a.se/?x=1&y=2)",
        "\n\n",
        "– ",
        "1.",
    ]
)


@settings(max_examples=200, deadline=None)
@given(words=st.lists(WORDS, max_size=30), heard=st.lists(st.lists(WORDS, max_size=8), max_size=8))
def test_the_authors_text_is_never_changed(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], heard: list[list[str]]
) -> None:
    text = html(tmp_path_factory.getbasetemp(), " ".join(words))
    marked = synced(text, cues(*[" ".join(line) for line in heard]))
    assert without(marked) == text
    nesting = Nesting()
    nesting.feed(marked)
    assert nesting.open == []
    numbers = [number for number, _ in places(marked)]
    assert numbers == sorted(numbers)
