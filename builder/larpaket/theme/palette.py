"""The roles of colours on every page, and how a publisher's colour fills them.

A role has its own lightness, and takes only the hue, and the chroma up to a cap, from the theme, so contrast
holds for any theme, yellow or black. Ink on paper is for reading, the theme's colour for acting, the warm
colour for what is happening now. This is the only source of colours: `style` writes them, `contrast` knows
which ones meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from larpaket.theme.colour import Oklch, srgb

DEFAULT = "#1d5c63"
"""The colour of a publisher who names none."""

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


class Shade(NamedTuple):
    """A role's colour in one scheme. Without a `hue` it has the theme's, and at most this much chroma."""

    lightness: float
    chroma: float
    hue: float | None = None

    def of(self, theme: Oklch) -> str:
        """The shade for a theme, as `#rrggbb`."""
        if self.hue is None:
            return srgb(Oklch(self.lightness, min(theme.chroma, self.chroma), theme.hue))
        return srgb(Oklch(self.lightness, self.chroma, self.hue))


class Role(NamedTuple):
    """A role's shades."""

    light: Shade
    dark: Shade


_PAPER = Role(Shade(0.985, 0.006, 80), Shade(0.205, 0.014))
_INK = Role(Shade(0.25, 0.025), Shade(0.93, 0.01, 80))
_NOW = Shade(0.91, 0.07, 80)
_DARK_WARM = Shade(0.88, 0.08, 80)
_NIGHT = Shade(0.25, 0.02, 80)

ROLES: Mapping[str, Role] = {
    "paper": _PAPER,  # the page
    "sheet": Role(Shade(1, 0), Shade(0.165, 0.012)),  # fields to write in
    "tint": Role(Shade(0.955, 0.012), Shade(0.255, 0.02)),  # quiet surface: information before a field, hover
    "deep": Role(Shade(0.33, 0.046), Shade(0.285, 0.034)),  # the question
    "on-deep": Role(Shade(0.97, 0.012, 80), Shade(0.95, 0.012, 80)),
    "soft-deep": Role(Shade(0.87, 0.03), Shade(0.84, 0.025)),  # secondary text on deep
    "ink": _INK,  # running text
    "soft": Role(Shade(0.41, 0.025), Shade(0.8, 0.015)),  # secondary text
    "edge": Role(Shade(0.58, 0.03), Shade(0.58, 0.02)),  # borders of fields and buttons
    "line": Role(Shade(0.89, 0.015), Shade(0.34, 0.015)),  # hairlines: decoration only
    "strong": Role(Shade(0.43, 0.085), Shade(0.83, 0.05)),  # buttons, links, focus
    "on-strong": Role(_PAPER.light, Shade(0.21, 0.03)),
    "now": Role(_NOW, Shade(0.36, 0.06, 80)),  # the line being spoken
    "on-now": _INK,
    "warm": Role(_NOW, _DARK_WARM),  # the clock's button and its draining line, on deep
    "on-warm": Role(_NIGHT, _NIGHT),
    "care": Role(Shade(0.43, 0.11, 45), Shade(0.84, 0.085, 60)),  # something is wrong; never a red alarm
    "care-tint": Role(Shade(0.95, 0.03, 60), Shade(0.29, 0.045, 50)),
    "plate": Role(_PAPER.light, _PAPER.light),  # below a logo, which was drawn for light paper
}

Palette = Mapping[str, str]


def palette(theme: Oklch, scheme: Scheme) -> Palette:
    """Every role's colour `#rrggbb`."""
    return {name: getattr(role, scheme).of(theme) for name, role in ROLES.items()}
