"""A publisher's logo: an SVG or PNG file, treated as hostile, and the size at which it is shown.

An SVG is not shipped as it is, but rewritten from what was understood: shapes, gradients and text.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from larpaket.theme.svg import LogoError, read_svg, shaped

MOST_BYTES = 200_000
_PNG = b"\x89PNG\r\n\x1a\n"
_WIDEST, _HIGHEST, _AREA = 14.0, 4.5, 30.0
"""In rem and square rem: a wide and a square logo look equally large if they cover the same area."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo: its bytes as shipped, its extension (`svg` or `png`), its intrinsic width and height."""

    data: bytes
    ending: str
    width: float
    height: float

    @property
    def name(self) -> str:
        """Its name in a package."""
        return f"logo.{self.ending}"

    @property
    def rule(self) -> str:
        """CSS that reserves its space on the page before it has loaded."""
        ratio = self.width / self.height
        width = min(_WIDEST, _HIGHEST * ratio, math.sqrt(_AREA * ratio))
        return f".logo{{inline-size:{width:.2f}rem;aspect-ratio:{ratio:.4g}}}"


def read_logo(path: Path) -> Logo:
    """The logo in `path`. Raises LogoError, or OSError if it cannot be read."""
    with path.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise LogoError(
            f"is larger than {MOST_BYTES // 1000} kB", "export it smaller: it is shown about 3 cm wide"
        )
    ending = path.suffix.lower()
    if ending not in (".svg", ".png"):
        raise LogoError("is neither a .svg nor a .png file", "export it as SVG or PNG")
    if data.startswith(_PNG) != (ending == ".png"):
        raise LogoError(
            f"does not contain {ending[1:].upper()} data",
            "export it again; renaming a file does not convert it",
        )
    if ending == ".png":
        return Logo(data, "png", *_png_size(data))
    return Logo(*read_svg(data))


def _png_size(data: bytes) -> tuple[float, float]:
    """PNG, section 11.2.2: the first chunk is IHDR, which starts with width and height."""
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if data[12:16] != b"IHDR" or not shaped(width, height) or max(width, height) > 5000:
        raise LogoError(
            "has no usable size",
            "export it again, at most 5000 pixels wide; a logo may be at most 12 times as wide as high",
        )
    return width, height
