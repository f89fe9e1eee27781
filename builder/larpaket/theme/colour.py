"""Colours: sRGB as written, OKLCH for calculations, contrast as WCAG measures it.

Matrices and steps are those of CSS Color 4 (sections 10 and 17). A colour outside sRGB is clipped channel by
channel, as browsers do; Chromium does not use the gamut mapping of section 13.
"""

from __future__ import annotations

import math
from typing import NamedTuple

_Triple = tuple[float, float, float]

_LMS_OF_LINEAR = (
    (0.412221469470763, 0.5363325372617349, 0.0514459932675022),
    (0.2119034958178251, 0.6806995506452345, 0.1073969535369406),
    (0.0883024591900564, 0.2817188391361215, 0.6299787016738222),
)
_LAB_OF_LMS = (
    (0.2104542683093140, 0.7936177747023054, -0.0040720430116193),
    (1.9779985324311684, -2.4285922420485799, 0.4505937096174110),
    (0.0259040424655478, 0.7827717124575296, -0.8086757549230774),
)
_LMS_OF_LAB = (
    (1.0, 0.3963377773761749, 0.2158037573099136),
    (1.0, -0.1055613458156586, -0.0638541728258133),
    (1.0, -0.0894841775298119, -1.2914855480194092),
)
_LINEAR_OF_LMS = (
    (4.0767416360759592, -3.3077115392580629, 0.2309699031821043),
    (-1.2684379732850315, 2.6097573492876882, -0.3413193760026570),
    (-0.0041960761386756, -0.7034186179359362, 1.7076146940746117),
)


class Oklch(NamedTuple):
    """Lightness from 0 to 1, chroma from 0 to about 0.4, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


def oklch(colour: str) -> Oklch:
    """The colour `#rrggbb` in OKLCH."""
    lms = _times(_LMS_OF_LINEAR, _linear(colour))
    lightness, a, b = _times(_LAB_OF_LMS, (math.cbrt(lms[0]), math.cbrt(lms[1]), math.cbrt(lms[2])))
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def srgb(colour: Oklch) -> str:
    """The colour as `#rrggbb`, clipped where sRGB does not reach."""
    a, b = (colour.chroma * part(math.radians(colour.hue)) for part in (math.cos, math.sin))
    lms = _times(_LMS_OF_LAB, (colour.lightness, a, b))
    linear = _times(_LINEAR_OF_LMS, (lms[0] ** 3, lms[1] ** 3, lms[2] ** 3))
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, _encoded(channel)))):02x}" for channel in linear)


def distance(one: str, other: str) -> float:
    """How different two colours look: the Euclidean distance in OKLab."""
    first, second = oklch(one), oklch(other)
    turn = math.radians(first.hue - second.hue)
    plane = first.chroma**2 + second.chroma**2 - 2 * first.chroma * second.chroma * math.cos(turn)
    return math.sqrt((first.lightness - second.lightness) ** 2 + max(0.0, plane))


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours `#rrggbb`, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> _Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _encoded(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * float(channel ** (1 / 2.4)) - 0.055


def _times(matrix: tuple[_Triple, _Triple, _Triple], vector: _Triple) -> _Triple:
    first, second, third = (
        sum(factor * value for factor, value in zip(row, vector, strict=True)) for row in matrix
    )
    return first, second, third
