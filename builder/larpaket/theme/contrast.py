"""Which colours meet, and the contrast they need: 4.5:1 for text, 3:1 for large text, borders and focus
rings.

The roles fix the lightness, so no publisher's colour fails (a test sweeps over all of them). Every build
measures the actual colour anyway: whoever changes a role notices before a learner does. The colours of a logo
are not measured: WCAG 1.4.3 and 1.4.11 exempt logotypes, and a logo is always on light paper.
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
    """One role on another, and the least contrast that is required."""

    front: str
    back: str
    least: float


PAIRS = (
    *(Pair("ink", back, TEXT) for back in ("paper", "sheet", "tint", "care-tint")),
    *(Pair("soft", back, TEXT) for back in ("paper", "sheet", "tint", "care-tint")),
    *(
        Pair("strong", back, TEXT) for back in ("paper", "sheet", "tint", "care-tint")
    ),  # links and focus rings
    *(Pair("care", back, TEXT) for back in ("paper", "tint", "care-tint")),
    Pair("on-strong", "strong", TEXT),
    Pair("paper", "ink", TEXT),  # the main button under the pointer
    Pair("on-now", "now", TEXT),
    Pair("strong", "now", SHAPE),  # the line below the words being spoken
    *(Pair(front, "deep", TEXT) for front in ("on-deep", "soft-deep", "warm")),
    Pair("on-warm", "warm", TEXT),
    Pair("on-warm", "on-deep", TEXT),  # the clock's button under the pointer
    *(Pair("edge", back, SHAPE) for back in ("paper", "sheet", "tint", "care-tint")),
    Pair("strong", "line", SHAPE),  # the progress bar: done beside to do
)


class Failure(NamedTuple):
    """A pair with too little contrast in a scheme."""

    scheme: Scheme
    pair: Pair
    ratio: float


def failures(theme: Oklch) -> Iterator[Failure]:
    """The pairs with too little contrast in that theme."""
    for scheme in SCHEMES:
        colours = palette(theme, scheme)
        yield from (
            Failure(scheme, pair, ratio) for pair in PAIRS if (ratio := _ratio(colours, pair)) < pair.least
        )


def nearest(colour: str) -> str:
    """The passing colour `#rrggbb` closest to this one, from a grid over OKLCH; "" if none passes."""
    grid = {
        srgb(Oklch(lightness / 20, chroma / 40, hue))
        for lightness in range(1, 20)
        for chroma in range(11)
        for hue in range(0, 360, 10)
    }
    ordered = sorted(grid, key=lambda other: (distance(colour, other), other))
    return next((other for other in ordered if not any(failures(oklch(other)))), "")


def _ratio(colours: Palette, pair: Pair) -> float:
    return contrast(colours[pair.front], colours[pair.back])
