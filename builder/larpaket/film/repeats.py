"""YouTube's automatic captions: two lines roll upwards, so that each comes two or three times. In between,
one line is shown alone for 10 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from itertools import pairwise
from pathlib import Path

from larpaket.film.cue import Cue
from larpaket.problems import Place, Problem, Severity

_IN_BETWEEN = 0.02  # seconds


def unrolled(cues: Sequence[Cue]) -> list[Cue]:
    """The same captions with each line once, or none if they do not roll."""
    lines = [[line.strip() for line in cue.text.split("\n") if line.strip()] for cue in cues]
    again = [bool(here and there and here[-1] == there[0]) for here, there in pairwise(lines)]
    if len(cues) < 3 or 2 * sum(again) < len(again) or not any(map(_is_in_between, cues)):
        return []
    found = zip(cues, lines, [False, *again], strict=True)
    kept = ((cue, said[1:] if repeated else said) for cue, said, repeated in found)
    return [replace(cue, text="\n".join(said)) for cue, said in kept if said]


def as_webvtt(cues: Sequence[Cue], language: str | None) -> str:
    """A WebVTT file with these captions."""
    header = f"WEBVTT\nLanguage: {language}\n\n" if language else "WEBVTT\n\n"
    return header + "\n".join(
        f"{_clock(cue.start)} --> {_clock(cue.end)}\n{escape(cue.text, quote=False)}\n" for cue in cues
    )


def problem(path: Path, cues: Sequence[Cue]) -> Problem:
    """What the author of captions that roll is told."""
    return Problem(
        place=Place(path, cues[1].line, 1),
        code="V114",
        text="YouTube's automatic captions repeat every line: the package gets each line once",
        help="read them through: automatic captions have wrong words and names, and few full stops",
        severity=Severity.WARNING,
    )


def _is_in_between(cue: Cue) -> bool:
    return 0 < cue.end - cue.start <= _IN_BETWEEN


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes = thousandths // 60_000
    return f"{minutes // 60:02}:{minutes % 60:02}:{thousandths // 1000 % 60:02}.{thousandths % 1000:03}"
