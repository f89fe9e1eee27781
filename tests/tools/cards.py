"""Where Swedish text may break, and the title cards of a stand-in film, drawn as SVG.

Sizes are pixels of a 1280 × 720 picture. The lowest third stays empty: that is where players lay the captions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

WIDTH, HEIGHT = 1280, 720
_MARGIN, _TOP = 88, 88

# A line may well begin with these, and must not end with them.
_LEADS = set(
    "och eller men utan att som om för på av med inom till i genom utefter när där hur kring vid över under mellan så Att Om Och Men".split()
)
# Nor should it end with these: their noun or verb follows.
_LEANS = set("en ett den det de man vi han hon har är kan ska inte mycket sin sina våra vår ert vad göra få ge lika alla all både".split())


def break_cost(before: str, after: str) -> int:
    """How badly a line ends between two words: 0 at a punctuation mark, 1 before a phrase, 8 in the middle of one."""
    if before[-1] in ".,?!:;–":
        return 0
    if before in _LEADS:
        return 8
    if before in _LEANS:
        return 6
    return 1 if after in _LEADS else 4


def fill(words: Sequence[str], most: int, lines: int) -> tuple[float, list[str]]:
    """Set `words` in at most `lines` lines of at most `most` characters: the cost (infinite if impossible) and the lines.

    Few lines first, then whole phrases, then lines of like length.
    """

    @cache
    def rest(start: int, left: int, aim: float) -> tuple[float, tuple[str, ...]]:
        best: tuple[float, tuple[str, ...]] = (float("inf"), ())
        for end in range(start + 1, len(words) + 1):
            line = " ".join(words[start:end])
            if len(line) > most:
                break
            ragged = ((len(line) - aim) / 6) ** 2
            if end == len(words):
                return min(best, (ragged if left == 1 else float("inf"), (line,)))
            if left > 1:
                cost, after = rest(end, left - 1, aim)
                best = min(best, (cost + ragged + 2 * break_cost(words[end - 1], words[end]), (line, *after)))
        return best

    for number in range(1, lines + 1):
        cost, text = rest(0, number, len(" ".join(words)) / number)
        if cost < float("inf"):
            return cost, list(text)
    return float("inf"), []


def sentences(paragraph: str) -> list[str]:
    """Split a paragraph after each full stop, question mark or exclamation mark that a space follows."""
    return re.split(r"(?<=[.?!]) ", paragraph)


def opening(sentence: str, most: int = 80) -> str:
    """The beginning of a sentence, cut between two phrases when the whole is longer than `most` characters."""
    if len(sentence) <= most:
        return sentence
    words = sentence.split()
    cuts = [n for n in range(4, len(words)) if most // 2 < len(" ".join(words[:n])) <= most]
    best = min(cuts, key=lambda n: 12 * break_cost(words[n - 1], words[n]) - len(" ".join(words[:n])))
    return " ".join(words[:best]).rstrip(",")


@dataclass(frozen=True)
class Tone:
    """The colours and the letters of a card; the colours are those of the player (see `player.css`)."""

    ground: str
    ink: str
    soft: str
    now: str
    line: str
    family: str


PAPER = Tone("#fcfaf6", "#122527", "#3b4e51", "#1a5a61", "#d0dedf", "Noto Sans")
DEEP = Tone("#123c41", "#f9f4ec", "#bedade", "#faddad", "#36595d", "Noto Serif")
STRONG = Tone("#1a5a61", "#fcfaf6", "#d5e8ea", "#faddad", "#44777d", "Noto Serif")


def card(text: str, label: str, tone: Tone, way: Sequence[float], now: int, size: int = 62) -> str:
    """Draw one card as SVG: who speaks, the way through the film, and some words.

    `way` holds the seconds of each paragraph, drawn as lines of that length; `now` is the one being spoken (-1: none).
    """
    # An average Swedish letter of Noto is 0.56 em wide, so this many fit between the margins.
    _, lines = fill(text.split(), int((WIDTH - 2 * _MARGIN) / (size * 0.56)), 3)
    if not lines:
        raise SystemExit(f"these words do not fit on a card: {text}")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"><rect width="100%" height="100%" fill="{tone.ground}"/>',
        f'<g font-family="Noto Sans" font-size="25" fill="{tone.soft}"><text x="{_MARGIN}" y="{_TOP}">{escape(label)}</text>',
        f'<text x="{WIDTH - _MARGIN}" y="{_TOP}" text-anchor="end">Provfilm</text></g>',
    ]
    gap, x = 4, float(_MARGIN)
    scale = (WIDTH - 2 * _MARGIN - gap * (len(way) - 1)) / sum(way)
    for number, seconds in enumerate(way):
        color = tone.now if number == now else tone.line
        parts.append(f'<rect x="{x:.1f}" y="{_TOP + 22}" width="{seconds * scale:.1f}" height="5" fill="{color}"/>')
        x += seconds * scale + gap
    for number, line in enumerate(lines):
        y = _TOP + 66 + size + number * size * 1.3
        parts.append(
            f'<text x="{_MARGIN}" y="{y:.0f}" font-family="{tone.family}" font-size="{size}" fill="{tone.ink}">{escape(line)}</text>'
        )
    return "\n".join([*parts, "</svg>"])
