"""Where Swedish lines may break, and the title cards of a stand-in film as SVG.

A card is 1280 × 720 pixels. Its lowest third stays empty: that is where players lay the captions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

# A line may well begin with these words, and must not end with them.
_LEADS = frozenset(
    "och eller men utan att som om för på av med inom till i genom utefter när där hur vid mellan så Och Att Om Men".split()  # noqa: SIM905
)
# Nor should it end with these: what they belong to follows.
_LEANS = frozenset(
    "en ett den det de man vi är har kan ska inte mycket få ge gör lika alla all hela nya stark sin sina våra både Det Vi".split()  # noqa: SIM905
)


def _break_cost(before: str, after: str) -> int:
    if before[-1] in ".,?!":
        return 2 * (before[-1] == ",")
    if before in _LEADS:
        return 9
    if before in _LEANS:
        return 7
    return 1 if after in _LEADS else 4


def break_lines(text: str, most: int, spare: int = 0) -> list[str]:
    """Break a text between phrases into lines of at most `most` characters: the fewest, or up to `spare` more
    if they read better.
    """
    words = text.split()

    @cache
    def rest(start: int, left: int) -> tuple[float, tuple[str, ...]]:
        """Find the cheapest way to set the words from `start` in `left` lines; the cost is infinite if there
        is none.
        """
        options: list[tuple[float, tuple[str, ...]]] = [(float("inf"), ())]
        for end in range(start + 1, len(words) + 1):
            line = " ".join(words[start:end])
            if len(line) > most:
                break
            ragged = ((most - len(line)) / 6) ** 2
            if end == len(words) and left == 1:
                options.append((ragged, (line,)))
            elif end < len(words) and left > 1:
                cost, lines = rest(end, left - 1)
                options.append((cost + ragged + 4 * _break_cost(words[end - 1], words[end]), (line, *lines)))
        return min(options)

    fewest = next(number for number in range(1, len(words) + 1) if rest(0, number)[1])
    return list(min(rest(0, number) for number in range(fewest, fewest + spare + 1))[1])


@dataclass(frozen=True)
class Tone:
    """Colours and letters of a card, from the player's own: `now` is the part being spoken, `line` the other
    parts.
    """

    ground: str
    ink: str
    soft: str
    now: str
    line: str
    family: str


PAPER = Tone("#fcfaf6", "#122527", "#3b4e51", "#1a5a61", "#d0dedf", "Noto Sans")
DEEP = Tone("#123c41", "#f9f4ec", "#bedade", "#faddad", "#36595d", "Noto Serif")
STRONG = Tone("#1a5a61", "#fcfaf6", "#d5e8ea", "#faddad", "#44777d", "Noto Serif")

_LEFT, _RIGHT, _TOP, _GAP = 88, 1280 - 88, 92, 4


def card(text: str, label: str, tone: Tone, way: Sequence[float], now: int | None, size: int = 62) -> str:
    """Draw a card as SVG: who speaks, the way through the film, and some words.

    `way` holds the length of each paragraph and is drawn as one line each; `now` is the number of the one
    being spoken.
    """
    # A letter of Noto is about 0.55 em wide, so this many fit between the margins.
    lines = break_lines(text, int((_RIGHT - _LEFT) / (size * 0.55)), spare=1)
    if len(lines) > 3:
        raise SystemExit(f"these words do not fit on a card: {text}")
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720"><rect width="1280" height="720" fill="{tone.ground}"/>',
        f'<g font-family="Noto Sans" font-size="25" fill="{tone.soft}"><text x="{_LEFT}" y="{_TOP}">{escape(label)}</text>',
        f'<text x="{_RIGHT}" y="{_TOP}" text-anchor="end">Provfilm</text></g>',
        f'<g font-family="{tone.family}" font-size="{size}" fill="{tone.ink}">',
        *(
            f'<text x="{_LEFT}" y="{_TOP + 76 + size * (1 + 1.3 * n):.0f}">{escape(line)}</text>'
            for n, line in enumerate(lines)
        ),
        "</g>",
    ]
    scale = (_RIGHT - _LEFT - _GAP * (len(way) - 1)) / sum(way)
    x = float(_LEFT)
    for number, length in enumerate(way):
        fill = tone.now if number == now else tone.line
        svg.append(
            f'<rect x="{x:.1f}" y="{_TOP + 22}" width="{length * scale:.1f}" height="5" fill="{fill}"/>'
        )
        x += length * scale + _GAP
    return "\n".join([*svg, "</svg>"])
