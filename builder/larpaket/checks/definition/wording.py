"""Texts that are hard to read, modules that take too long, and words too long for a title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from larpaket.checks.definition.outline import blocks
from larpaket.checks.definition.readability import Sentence, flesch, lix, sentences
from larpaket.definition.definition import Definition, definition_rule
from larpaket.definition.rule import ADVICE, WARNING, Finding, Findings
from larpaket.problems import Place

HARDEST_LIX = 50
HARDEST_FLESCH = 50
FEWEST_WORDS = 20
LONGEST_MODULE = 60  # minutes
LONGEST_WORD = 32
# Languages with long compound words in which Björnsson's scale holds.
_LIX = {"sv", "da", "nb", "nn", "no"}


@definition_rule("M240", ADVICE)
def hard_to_read(definition: Definition) -> Findings:
    """Texts are no harder to read than a newspaper.

    Reason: Everybody at the workplace should be able to follow, including people who rarely read, are tired,
    or learnt the language as adults. The check measures the length of sentences and words: by LIX for
    Swedish, Danish and Norwegian, where newspapers score between 40 and 50, and by Flesch's reading ease for
    English, where they score above 50. Texts of fewer than 20 words are not measured.

    Help: Split the longest sentence, choose shorter words where you can, and read the text aloud to somebody.

    Passes:

        Börja med filmen. Prata sedan om frågan, två och två.

    Fails:

        Kompetensutvecklingens genomförande förutsätter kontinuerlig anpassning av verksamheten,
    """
    for said in definition.prose:
        found = sentences(said.text)
        if measured := _measure(found, said.language):
            yield _at(f"the text is hard to read: {measured}", definition.entry(said.place.path), said.place)
    for path, language in definition.markdown_files.items():
        lined = [(sentence, block.line) for block in blocks(path) for sentence in sentences(block.text)]
        if measured := _measure([sentence for sentence, _ in lined], language):
            longest, line = max(lined, key=lambda pair: len(pair[0].words))
            text = (
                f"the text is hard to read: {measured}; its longest sentence, here, has "
                f"{len(longest.words)} words"
            )
            yield _at(text, definition.entry(path), Place(path, line, 1))


@definition_rule("M242", ADVICE)
def module_too_long(definition: Definition) -> Findings:
    """A module takes at most an hour.

    Reason: A module is worked through in one meeting. What does not fit is postponed, and then nobody
    completes it.

    Help: Split it into two modules, each with its own film and discussion.

    Passes:

        time: 5 min

    Fails:

        time: 50 min
        time: 15 min
    """
    total = sum(activity.minutes() for activity in definition.module.activities)
    if total > LONGEST_MODULE:
        yield definition.at(
            ("sections",), f"the module takes about {total} minutes, longer than most meetings", key=True
        )


@definition_rule("M243", WARNING)
def title_word_too_long(definition: Definition) -> Findings:
    """No word of a title has more than 32 letters.

    Reason: Type follows the longest word, so that a title's words stay whole. One that is longer makes the
    whole title small, and is broken without a hyphen on a narrow screen or at 200 % text.

    Help: Choose a shorter word, or write a hyphen where it may be divided.

    Passes:

        title: Kompetensförsörjningsstrategi-utveckling

    Fails:

        title: Vår kompetensförsörjningsstrategiutveckling
    """
    for said in definition.titles:
        for word in re.split(r"[\s\u00ad\u200b-]+", said.text):
            if len(word) > LONGEST_WORD:
                text = f"the word `{word}` has {len(word)} letters, too many for a title"
                yield _at(text, definition.entry(said.place.path), said.place)


def _measure(found: Sequence[Sentence], language: str) -> str:
    """A description of how hard the sentences are, or "" if they are not."""
    tongue = language.split("-")[0]
    if sum(len(sentence.words) for sentence in found) < FEWEST_WORDS:
        return ""
    if tongue in _LIX and (value := lix(found)) > HARDEST_LIX:
        words = sum(len(sentence.words) for sentence in found) / len(found)
        parts = f"{words:.0f} words per sentence, {value - words:.0f} % long words"
        return f"LIX {value:.0f} ({parts}); a newspaper has at most {HARDEST_LIX}"
    if tongue == "en" and (value := flesch(found)) < HARDEST_FLESCH:
        return f"reading ease {max(0, value):.0f} of 100; a newspaper has at least {HARDEST_FLESCH}"
    return ""


def _at(text: str, entry: str, place: Place) -> Finding:
    return Finding(text=text, entry=entry, line=place.line, column=place.column, length=place.length)


CHECKS = (hard_to_read, module_too_long, title_word_too_long)
