"""The pictures of a text: PNG, JPEG, WebP or SVG, each with its size in pixels, so that nothing moves on the
page when it has loaded.

An SVG is treated as a logo is: rewritten from what was understood.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, shown
from larpaket.files import PackageFile
from larpaket.theme.svg import LogoError, read_svg

MOST_BYTES = 2_000_000
MOST_PIXELS = 5_000
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_ENDINGS = {"png": (".png",), "jpg": (".jpg", ".jpeg"), "webp": (".webp",), "svg": (".svg",)}
# The first bytes of segments without a length: TEM, RST0 to RST7, SOI, EOI (ITU T.81, table B.1).
_BARE = {0x01, *range(0xD0, 0xDA)}
# SOF0 to SOF15, which give the size, without DHT, JPG and DAC.
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as shipped, and the size in pixels at which it is shown where there is room."""

    data: bytes
    ending: str
    width: int
    height: int

    @property
    def address(self) -> str:
        """Its place in a package, named after its content: the languages of a text share their pictures."""
        return f"media/{sha256(self.data).hexdigest()[:12]}.{self.ending}"

    @property
    def file(self) -> PackageFile:
        """Its file in a package."""
        return PackageFile(self.address, (self.data,), media=self.ending != "svg")


def read_picture(path: Path) -> Picture:
    """The picture in `path`. Raises DefinitionError, or OSError if it cannot be read."""
    with path.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    name = shown(path.name)
    if len(data) > MOST_BYTES:
        text, help = f"{name} is larger than {MOST_BYTES // 1_000_000} MB", "1,600 pixels are wide enough"
        raise DefinitionError(Code.BAD_PICTURE, text, f"export it smaller: {help}")
    kind, ending = _kind(data), path.suffix.lower()
    if not kind or (kind == "svg" and ending != ".svg"):
        text, help = f"{name} is not a PNG, JPEG, WebP or SVG picture", "export it as one of these"
        raise DefinitionError(Code.BAD_PICTURE, text, help)
    if ending not in _ENDINGS[kind]:
        text = f"{name} is a {kind.upper()} picture, but its name says otherwise"
        help = f"rename it so that it ends in `{_ENDINGS[kind][0]}`"
        raise DefinitionError(Code.BAD_PICTURE, text, help)
    if kind == "svg":
        try:
            shipped, _, wide, high = read_svg(data)
        except LogoError as error:
            raise DefinitionError(Code.BAD_PICTURE, f"{name} {error.text}", error.help) from None
        return Picture(shipped, kind, max(1, round(wide)), max(1, round(high)))
    width, height, moves = {"png": _png, "jpg": _jpeg, "webp": _webp}[kind](data)
    if moves:
        text, help = f"{name} moves by itself", "export a single picture, or make it a film"
        raise DefinitionError(Code.BAD_PICTURE, text, help)
    if not 0 < min(width, height) <= max(width, height) <= MOST_PIXELS:
        help = f"export it again, at most {MOST_PIXELS:,} pixels wide and high"
        raise DefinitionError(Code.BAD_PICTURE, f"{name} has no usable size", help)
    return Picture(data, kind, width, height)


def _kind(data: bytes) -> str:
    if data.startswith(_PNG):
        return "png"
    if data.startswith(_JPEG):
        return "jpg"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    return "svg" if b"<" in data.lstrip()[:4] else ""


Facts = tuple[int, int, bool]
"""Width, height, and whether it moves."""


def _png(data: bytes) -> Facts:
    """PNG (third edition) 11.2.1 and 11.3.6.1: IHDR is first; acTL, before IDAT, says that it moves."""
    head, _, _ = data.partition(b"IDAT")
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24]), b"acTL" in head


def _webp(data: bytes) -> Facts:
    """RFC 9649: a simple file (VP8), a lossless one (VP8L), or an extended one (VP8X)."""
    chunk, body = data[12:16], data[20:30].ljust(10, b"\0")
    if chunk == b"VP8X":
        width, height = (int.from_bytes(body[at : at + 3], "little") + 1 for at in (4, 7))
        return width, height, bool(body[0] & 2)
    if chunk == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, False
    width, height = (int.from_bytes(body[at : at + 2], "little") & 0x3FFF for at in (6, 8))
    return width, height, False


def _jpeg(data: bytes) -> Facts:
    """ITU T.81, annex B: the frame header has the size; Exif may say that it is shown lying on its side."""
    at, turned = 2, False
    while data[at : at + 1] == b"\xff" and at + 9 < len(data):
        marker = data[at + 1]
        if marker == 0xFF or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        body = data[at + 4 : at + 2 + int.from_bytes(data[at + 2 : at + 4])]
        if marker in _FRAMES:
            height, width = int.from_bytes(body[1:3]), int.from_bytes(body[3:5])
            return (height, width, False) if turned else (width, height, False)
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            turned = _orientation(body[6:]) > 4
        at += 4 + len(body)
    return 0, 0, False


def _orientation(tiff: bytes) -> int:
    """TIFF 6.0, section 2, and Exif 2.3, 4.6.4: 5 to 8 turn the picture by a quarter, as browsers do."""
    little = tiff.startswith(b"II")

    def number(at: int, length: int) -> int:
        return int.from_bytes(tiff[at : at + length], "little" if little else "big")

    first = number(4, 4)
    for entry in range(first + 2, first + 2 + 12 * number(first, 2), 12):
        if number(entry, 2) == _ORIENTATION:
            return number(entry + 8, 2)
    return 1
