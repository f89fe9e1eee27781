"""What stands on what, and how much contrast it must have: 4.5:1 for text, 3:1 for large text, borders of controls and focus rings.

With lightness fixed by the roles no publisher's colour fails (a test repeats the sweep over all of them). It is measured at every build all
the same, for the colour that is really there: whoever changes a role is told before a learner is. A logo's colours are not measured; WCAG
1.4.3 and 1.4.11 leave logotypes out, and it always stands on light paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from larpaket.theme.colour import Oklch, contrast, distance, oklch, srgb
from larpaket.theme.palette import SCHEMES, Palette, Scheme, palette

TEXT = 4.5
SHAPE = 3.0
"""Large text, borders of controls, focus rings (WCAG 1.4.3, 1.4.11)."""


class Pair(NamedTuple):
    """A role on another, and the least contrast that is enough."""

    front: str
    back: str
    least: float


PAIRS = (
    *(Pair("ink", back, TEXT) for back in ("paper", "sheet", "tint", "care-tint")),
    *(Pair("soft", back, TEXT) for back in ("paper", "sheet", "tint", "care-tint")),
    *(Pair("strong", back, TEXT) for back in ("paper", "sheet", "tint", "care-tint")),  # links, and everybody's focus
    *(Pair("care", back, TEXT) for back in ("paper", "tint", "care-tint")),
    Pair("on-strong", "strong", TEXT),
    Pair("paper", "ink", TEXT),  # the main button under the pointer
    Pair("on-now", "now", TEXT),
    Pair("strong", "now", SHAPE),  # the line below what is being said
    *(Pair(front, "deep", TEXT) for front in ("on-deep", "soft-deep", "warm")),
    Pair("on-warm", "warm", TEXT),
    Pair("on-warm", "on-deep", TEXT),  # the clock's button under the pointer
    *(Pair("edge", back, SHAPE) for back in ("paper", "sheet", "tint", "care-tint")),
    Pair("strong", "line", SHAPE),  # the way: what has been beside what is to come
)


class Failure(NamedTuple):
    """A pair that has too little contrast in a scheme."""

    scheme: Scheme
    pair: Pair
    ratio: float


def failures(theme: Oklch) -> Iterator[Failure]:
    """What has too little contrast with that theme."""
    for scheme in SCHEMES:
        colours = palette(theme, scheme)
        yield from (Failure(scheme, pair, ratio) for pair in PAIRS if (ratio := _ratio(colours, pair)) < pair.least)


def nearest(colour: str) -> str:
    """The passing colour `#rrggbb` that looks most like this one, of a grid over OKLCH; "" when none of it passes."""
    grid = {
        srgb(Oklch(lightness / 20, chroma / 40, hue)) for lightness in range(1, 20) for chroma in range(11) for hue in range(0, 360, 10)
    }
    ordered = sorted(grid, key=lambda other: (distance(colour, other), other))
    return next((other for other in ordered if not any(failures(oklch(other)))), "")


def _ratio(colours: Palette, pair: Pair) -> float:
    return contrast(colours[pair.front], colours[pair.back])
