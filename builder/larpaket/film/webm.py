"""The facts of a WebM film, read from its elements, and whether browsers play it.

Sources: RFC 8794 (EBML: an id, a size, content), RFC 9559 (Matroska), the WebM Project's container
guidelines. Only VP8 or VP9, with Opus or Vorbis or without sound, is accepted. A recording without a duration
or an index is refused.

Input may be hostile: every size is checked against the enclosing element, every count is limited, and media
data is never read.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from larpaket.film.errors import FilmError, unreadable
from larpaket.film.video import Video

MAGIC = b"\x1aE\xdf\xa3"

_EBML, _DOC_TYPE = 0x1A45DFA3, 0x4282
_SEGMENT, _CLUSTER, _CUES = 0x18538067, 0x1F43B675, 0x1C53BB6B
_INFO, _TIMESTAMP_SCALE, _DURATION = 0x1549A966, 0x2AD7B1, 0x4489
_TRACKS, _TRACK, _TRACK_TYPE, _ENABLED, _CODEC, _ENCODINGS = 0x1654AE6B, 0xAE, 0x83, 0xB9, 0x86, 0x6D80
_VIDEO, _WIDTH, _HEIGHT = 0xE0, 0xB0, 0xBA
_PICTURE, _SOUND = 1, 2

_PICTURES = {"V_VP8": "vp8", "V_VP9": "vp9"}
_SOUNDS = {"A_OPUS": "opus", "A_VORBIS": "vorbis"}
_CONVERT = "ffmpeg -i in.webm -c:v libvpx-vp9 -c:a libopus out.webm"
_REPACK = "repack it: ffmpeg -i in.webm -c copy out.webm"
_DAMAGED_HELP = f"export the film again, or repair it with: {_CONVERT}"
_MAX_ELEMENTS = 100_000  # ten hours in clusters of one second
_MAX_DESCRIPTION = 4 << 20
_MAX_SECONDS = 24 * 3600

_Read = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True)
class _Element:
    """An element with content from `body` to `end`; if of unknown size, it ends with the enclosing one."""

    id: int
    body: int
    end: int
    known: bool


def read_webm(path: Path) -> Video:
    """The facts of the film at `path`. Raises FilmError if it is damaged or browsers do not play it."""
    try:
        with path.open("rb") as stream:

            def read(offset: int, count: int) -> bytes:
                stream.seek(offset)
                return stream.read(count)

            return _facts(path, read, path.stat().st_size)
    except OSError as error:
        raise unreadable(error) from None


def _facts(path: Path, read: _Read, size: int) -> Video:
    elements = _walk(read, 0, size)
    head = next(elements, None)
    if head is None or head.id != _EBML or _text(read, head, _DOC_TYPE) != "webm":
        raise FilmError(
            "not-webm", "the film is Matroska, not WebM", f"convert it to WebM or MP4: {_CONVERT}"
        )
    segment = next((element for element in elements if element.id == _SEGMENT), None)
    if segment is None:
        raise FilmError(
            "truncated", "the film is truncated: it has no content", "copy or export the film again"
        )
    parts: dict[int, _Element] = {}
    for part in _walk(read, segment.body, segment.end):
        if part.id == _CLUSTER and not part.known:
            raise _live()
        parts.setdefault(part.id, part)
    if _CLUSTER not in parts or _TRACKS not in parts:
        raise FilmError(
            "truncated",
            "the film is truncated: its tracks or its data are missing",
            "copy or export the film again",
        )
    seconds = _seconds(_children(read, parts[_INFO])) if _INFO in parts else 0
    if not seconds:
        raise _live()
    if _CUES not in parts:
        raise FilmError("no-cues", "the film has no index, so viewers cannot seek in it", _REPACK)
    width, height, picture, sound = _tracks(read, parts[_TRACKS])
    return Video(path, size, seconds, width, height, picture, sound, faststart=True, container="webm")


def _walk(read: _Read, start: int, end: int) -> Iterator[_Element]:
    """The elements between `start` and `end`; only one of unknown size may be truncated."""
    for _ in range(_MAX_ELEMENTS):
        if start == end:
            return
        header = read(start, min(12, end - start))
        id, body = _number(header, 0, 4, marked=True)
        size, body = _number(header, body, 8)
        known = size != (1 << 7 * (body - _width(header))) - 1
        body += start
        if known and size > end - body:
            raise FilmError(
                "truncated",
                "the film is truncated or damaged: it ends in the middle of an element",
                "copy or export the film again",
            )
        yield _Element(id, body, body + size if known else end, known)
        start = body + size if known else end
    raise FilmError(
        "damaged", f"the film is damaged: more than {_MAX_ELEMENTS:,} elements in one place", _DAMAGED_HELP
    )


def _width(header: bytes) -> int:
    """How many bytes an id has: one per bit up to the first that is set (RFC 8794, section 4)."""
    return 9 - header[0].bit_length()


def _number(data: bytes, at: int, most: int, *, marked: bool = False) -> tuple[int, int]:
    """The variable-length number at `at`, with its length marker or without, and where it ends."""
    width = 9 - data[at].bit_length() if at < len(data) else 9
    if width > most or at + width > len(data):
        raise FilmError("damaged", "the film is damaged: an element has no id or no size", _DAMAGED_HELP)
    value = int.from_bytes(data[at : at + width], "big")
    return value if marked else value & ~(1 << 7 * width), at + width


def _children(read: _Read, parent: _Element) -> dict[int, bytes]:
    """The content of the first child of each id."""
    if parent.end - parent.body > _MAX_DESCRIPTION:
        raise FilmError(
            "damaged",
            f"the film is damaged: its description has {parent.end - parent.body:,} bytes",
            _DAMAGED_HELP,
        )
    found: dict[int, bytes] = {}
    for child in _walk(read, parent.body, parent.end):
        found.setdefault(child.id, read(child.body, child.end - child.body))
    return found


def _inside(content: bytes) -> dict[int, bytes]:
    return _children(lambda at, count: content[at : at + count], _Element(_VIDEO, 0, len(content), True))


def _text(read: _Read, parent: _Element, id: int) -> str:
    return _children(read, parent).get(id, b"").rstrip(b"\0").decode("ascii", "replace")


def _unsigned(content: bytes | None, default: int) -> int:
    return default if content is None else int.from_bytes(content[:8], "big")


def _seconds(info: dict[int, bytes]) -> float:
    """The duration, or 0 (RFC 9559, section 5.1.2.10: a float, in units of TimestampScale nanoseconds)."""
    raw = info.get(_DURATION, b"")
    layout = {4: ">f", 8: ">d"}.get(len(raw))
    if not layout:
        return 0
    (duration,) = struct.unpack(layout, raw)
    seconds = float(duration) * _unsigned(info.get(_TIMESTAMP_SCALE), 1_000_000) / 1e9
    if not 0 < seconds <= _MAX_SECONDS:  # also refuses NaN
        raise FilmError("no-duration", "the film has no duration, or is longer than 24 hours", _DAMAGED_HELP)
    return seconds


def _tracks(read: _Read, tracks: _Element) -> tuple[int, int, str, str | None]:
    """Width, height and codec of the picture, and the codec of the sound if there is any."""
    picture: tuple[int, int, str] | None = None
    sound: str | None = None
    for element in _walk(read, tracks.body, tracks.end):
        if element.id != _TRACK:
            continue
        track = _children(read, element)
        kind, codec = (
            _unsigned(track.get(_TRACK_TYPE), 0),
            track.get(_CODEC, b"").rstrip(b"\0").decode("ascii", "replace"),
        )
        if kind not in (_PICTURE, _SOUND) or not _unsigned(track.get(_ENABLED), 1):
            continue
        if _ENCODINGS in track:
            raise FilmError(
                "encrypted",
                "the film's tracks are encrypted or compressed, which browsers do not play",
                f"convert it: {_CONVERT}",
            )
        if kind == _SOUND:
            sound = sound or _known(codec, _SOUNDS, "the sound", "Opus or Vorbis")
        elif picture is None:
            name = _known(codec, _PICTURES, "the picture", "VP8 or VP9")
            inside = _inside(track.get(_VIDEO, b""))
            picture = (_unsigned(inside.get(_WIDTH), 0), _unsigned(inside.get(_HEIGHT), 0), name)
    if picture is None:
        raise FilmError("no-video", "the film has no picture track", "export the film again with its picture")
    if not (0 < picture[0] < 1 << 16 and 0 < picture[1] < 1 << 16):
        raise FilmError("no-size", "the film's picture has no size", _DAMAGED_HELP)
    return *picture, sound


def _known(codec: str, known: dict[str, str], part: str, right: str) -> str:
    if codec not in known:
        code = "video-codec" if part == "the picture" else "audio-codec"
        text = (
            f"{part} uses {codec[2:] or 'an unknown codec'!a}, which not every browser plays: it must "
            f"be {right}"
        )
        raise FilmError(code, text, f"convert it: {_CONVERT}")
    return known[codec]


def _live() -> FilmError:
    return FilmError("live", "the film is a live recording without a duration", _REPACK)
