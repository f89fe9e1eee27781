"""A publisher's logo: an SVG or PNG file, read as hostile, and how large it is shown.

What is shipped of an SVG is what was understood of it, written anew: shapes, gradients and text.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from larpaket.theme.svg import LogoError, read_svg, shaped

MOST_BYTES = 200_000
_PNG = b"\x89PNG\r\n\x1a\n"
_WIDEST, _HIGHEST, _AREA = 14.0, 4.5, 30.0
"""In rem and square rem: a wide logo and a square one look equally large when they cover the same."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo: the file's bytes as they are shipped, its ending (`svg` or `png`), its own width and height."""

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
        """CSS that keeps its place on the page before it is there."""
        ratio = self.width / self.height
        width = min(_WIDEST, _HIGHEST * ratio, math.sqrt(_AREA * ratio))
        return f".logo{{inline-size:{width:.2f}rem;aspect-ratio:{ratio:.4g}}}"


def read_logo(path: Path) -> Logo:
    """The logo in `path`, or a LogoError. OSError when it cannot be read."""
    with path.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise LogoError(f"is larger than {MOST_BYTES // 1000} kB", "export it smaller: it is shown about 3 cm wide")
    ending = path.suffix.lower()
    if ending not in (".svg", ".png"):
        raise LogoError("is neither an SVG nor a PNG picture by its name", "export it as .svg or .png")
    if data.startswith(_PNG) != (ending == ".png"):
        raise LogoError(f"is no {ending[1:].upper()} picture inside", "export it again; renaming a file does not convert it")
    if ending == ".png":
        return Logo(data, "png", *_png_size(data))
    return Logo(*read_svg(data))


def _png_size(data: bytes) -> tuple[float, float]:
    """PNG section 11.2.2: the first chunk is IHDR, which begins with width and height."""
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if data[12:16] != b"IHDR" or not shaped(width, height) or max(width, height) > 5000:
        raise LogoError(
            "is a PNG picture without a sensible size",
            "export it again, at most 5000 pixels wide; a logo is at most 12 times as wide as high",
        )
    return width, height
