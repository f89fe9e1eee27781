"""What the captions say but the text version lacks.

A caption's word counts as found if the text has it with the same neighbours. Three words in a row are enough,
so the text may say more (what is seen, who speaks), be divided differently and change a word here and there.
The time taken grows linearly with the texts' length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from larpaket.film.vtt import Cue

_TOGETHER = 3
_FEWEST = 4  # a few words may be a slip of the pen, or phrased differently
_WORD = re.compile(r"\w+")
# Sounds that are not speech, and the names of speakers.
_SOUND = re.compile(r"\[[^\]]{0,200}\]|\([^)]{0,200}\)|[♪♫][^♪♫]{0,200}[♪♫]?")
_LABEL = re.compile(r"^[^\w\n]{0,9}(?:[^\W\d_a-zåäöæø]\w{0,20}[ .]{0,2}){1,3}(?:\d{1,3} ?)?:\s", re.M)
_JOINER = re.compile(r"[\u00ad\u200b-\u200d\u2060'’]")


@dataclass(frozen=True, slots=True)
class Omission:
    """Words of the captions that the text version lacks, as written, and the cue in which they begin."""

    cue: Cue
    words: str


def omissions(cues: Sequence[Cue], text: str) -> tuple[list[Omission], float]:
    """Every run of at least four words that the text lacks, and the share of the captions' words that it has,
    from 0 to 1.
    """
    said = [(word, cue) for cue in cues for word in spoken(cue.text)]
    if not said:
        return [], 1
    length = min(_TOGETHER, len(said))
    known = set(_rows([word.casefold() for word in spoken(text)], length))
    missing = [True] * len(said)
    for at, row in enumerate(_rows([word.casefold() for word, _ in said], length)):
        if row in known:
            missing[at : at + length] = [False] * length
    found = [
        Omission(said[start][1], " ".join(word for word, _ in said[start:end]))
        for start, end in _runs(missing)
        if end - start >= min(_FEWEST, len(said))
    ]
    return found, missing.count(False) / len(missing)


def spoken(text: str) -> list[str]:
    """The spoken words in a text, without sounds in brackets and speakers' names before a colon."""
    text = unicodedata.normalize("NFC", _JOINER.sub("", text))
    return _WORD.findall(_LABEL.sub("", _SOUND.sub(" ", text)))


def _rows(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(length)), strict=False)


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The start of each run of True, and the index after its end."""
    start = None
    for at, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = at
        elif not flag and start is not None:
            yield start, at
            start = None
