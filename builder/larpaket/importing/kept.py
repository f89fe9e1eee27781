"""Whether a line of the page is in what was written: nothing of it may be lost, whatever the sorting did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from larpaket.importing.line import Line, words

_MOST_RUNS = 4
"""Into how many pieces a line may have been divided: a label, a title, a question, a time."""


def missing(lines: Iterable[Line], written: Sequence[str]) -> list[Line]:
    """The lines whose words are not in the written texts, in a few runs of neighbours."""
    known = f" {' '.join(word for text in written for word in words(text))} "
    return [line for line in lines if not _is_in(words(line.text), known)]


def _is_in(found: list[str], known: str) -> bool:
    """Whether the words are there in at most four runs, each as long as possible."""
    runs = 0
    at = 0
    while at < len(found):
        length = _longest(found, at, known)
        if not length:
            return False
        at += length
        runs += 1
    return runs <= _MOST_RUNS


def _longest(found: list[str], at: int, known: str) -> int:
    low, high = 0, len(found) - at
    while low < high:  # a run that is there has all shorter ones
        middle = (low + high + 1) // 2
        if f" {' '.join(found[at : at + middle])} " in known:
            low = middle
        else:
            high = middle - 1
    return low
