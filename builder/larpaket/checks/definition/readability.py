"""How hard a text is to read: LIX in the Scandinavian languages, Flesch's reading ease in English.

Sources: C.-H. Björnsson, Läsbarhet (1968); R. Flesch, A new readability yardstick (1948). Both measure only
the length of sentences and words, so they can say that a text is hard, but never that it is clear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+")
_WORD = re.compile(r"\w+(?:[-'’.:]\w+)*")
# A full stop ends a sentence if a capital letter follows: `t.ex. en`, `kl. 8` and `3.5` continue.
_END = re.compile(r"[.!?:…]+[\"'”’»)\]]*(?=\s[^\w\n]*[^\W\d_a-zåäöæøéü])|[!?][\"'”’»)\]]*(?=\s)")
_LONG = 6  # letters; a long word has more
_VOWELS = re.compile(r"[aeiouy]+")
# The silent e: make, makes, rules, walked; but not in table, boxes, wanted, agreed.
_SILENT = re.compile(
    r"(?<![aeiouyl])e$|(?<=[aeiouy]l)es?$|(?<![aeiouydt])ed$|(?<![aeiouycgslxz])(?<![cs]h)es$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and where it begins in the text it was taken from, in characters."""

    start: int
    words: tuple[str, ...]


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text in which every line is a paragraph; addresses are ignored."""
    found = []
    start = 0
    # Blanks replace the addresses, so that positions stay the same.
    text = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    for line in text.split("\n"):
        at = 0
        for end in [*(match.end() for match in _END.finditer(line)), len(line)]:
            words = [(match.start(), match[0]) for match in _WORD.finditer(line, at, end)]
            if words:
                found.append(Sentence(start + words[0][0], tuple(word for _, word in words)))
            at = end
        start += len(line) + 1
    return found


def lix(found: Sequence[Sentence]) -> float:
    """Björnsson's index: words per sentence, plus the percentage of words with more than six letters. Under
    40 is easy, over 50 hard.
    """
    words = [word for sentence in found for word in sentence.words]
    if not words:
        return 0
    long = sum(sum(letter.isalpha() for letter in word) > _LONG for word in words)
    return len(words) / len(found) + 100 * long / len(words)


def flesch(found: Sequence[Sentence]) -> float:
    """Flesch's reading ease of an English text: 100 is very easy, under 50 hard, under 30 for scholars."""
    words = [word for sentence in found for word in sentence.words]
    if not words:
        return 100
    return 206.835 - 1.015 * len(words) / len(found) - 84.6 * sum(map(syllables, words)) / len(words)


def syllables(word: str) -> int:
    """The approximate number of syllables in an English word: its groups of pronounced vowels."""
    word = word.lower()
    return max(1, len(_VOWELS.findall(_SILENT.sub("", word))))
