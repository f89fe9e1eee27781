"""The facts of a WebM film, read from its elements, and whether browsers play it.

Sources: RFC 8794 (EBML: an id, a size, content), RFC 9559 (Matroska), the WebM Project's container
guidelines. Only VP8 or VP9, with Opus or Vorbis or without sound, is accepted. A recording without a duration
or an index is refused.

The length is that of the picture and the sound: `Duration` is the longest of all tracks, played or not.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from larpaket.film.clusters import check_first_frame, played_ticks
from larpaket.film.ebml import CONVERT, DAMAGED_HELP, Element, Read, children, unsigned, walk
from larpaket.film.errors import FilmError, unreadable
from larpaket.film.video import Video

MAGIC = b"\x1aE\xdf\xa3"

_EBML, _DOC_TYPE = 0x1A45DFA3, 0x4282
_SEGMENT, _CLUSTER, _CUES = 0x18538067, 0x1F43B675, 0x1C53BB6B
_INFO, _TIMESTAMP_SCALE, _DURATION = 0x1549A966, 0x2AD7B1, 0x4489
_TRACKS, _TRACK, _TRACK_TYPE, _ENABLED, _CODEC, _ENCODINGS = 0x1654AE6B, 0xAE, 0x83, 0xB9, 0x86, 0x6D80
_NUMBER, _FRAME_DURATION = 0xD7, 0x23E383
_VIDEO, _WIDTH, _HEIGHT = 0xE0, 0xB0, 0xBA
_PICTURE, _SOUND = 1, 2

_PICTURES = {"V_VP8": "vp8", "V_VP9": "vp9"}
_SOUNDS = {"A_OPUS": "opus", "A_VORBIS": "vorbis"}
_KNOWN = {
    _PICTURE: (_PICTURES, "the picture", "VP8 or VP9"),
    _SOUND: (_SOUNDS, "the sound", "Opus or Vorbis"),
}
_REPACK = "repack it: ffmpeg -i in.webm -c copy out.webm"
_MAX_SECONDS = 24 * 3600
_LAST_FRAME = 1  # seconds; how long the last frame lasts is seldom written


@dataclass(frozen=True, slots=True)
class _Track:
    """A track that is played; `frame` is how long one of its frames usually lasts, in nanoseconds, or 0."""

    number: int
    codec: str
    frame: int
    width: int
    height: int


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


def _facts(path: Path, read: Read, size: int) -> Video:
    elements = walk(read, 0, size)
    head = next(elements, None)
    if head is None or head.id != _EBML or _text(read, head, _DOC_TYPE) != "webm":
        raise FilmError("not-webm", "the film is Matroska, not WebM", f"convert it to WebM or MP4: {CONVERT}")
    segment = next((element for element in elements if element.id == _SEGMENT), None)
    if segment is None:
        raise FilmError(
            "truncated", "the film is truncated: it has no content", "copy or export the film again"
        )
    parts: dict[int, Element] = {}
    clusters: list[Element] = []
    for part in walk(read, segment.body, segment.end):
        if part.id == _CLUSTER:
            if not part.known:
                raise _live()
            clusters.append(part)
        parts.setdefault(part.id, part)
    if not clusters or _TRACKS not in parts:
        raise FilmError(
            "truncated",
            "the film is truncated: its tracks or its data are missing",
            "copy or export the film again",
        )
    info = children(read, parts[_INFO]) if _INFO in parts else {}
    tick = unsigned(info.get(_TIMESTAMP_SCALE), 1_000_000)
    said = _said_seconds(info, tick)
    if not said:
        raise _live()
    if _CUES not in parts:
        raise FilmError("no-cues", "the film has no index, so viewers cannot seek in it", _REPACK)
    picture, sound = _tracks(read, parts[_TRACKS])
    check_first_frame(read, clusters, picture.number, picture.codec)
    frames = {track.number: track.frame / tick for track in (picture, sound) if track}
    played = round(played_ticks(read, clusters, frames) * tick / 1e9, 3)
    return Video(
        path,
        size,
        said if abs(said - played) < _LAST_FRAME else played,
        picture.width,
        picture.height,
        picture.codec,
        sound.codec if sound else None,
        faststart=True,
        container="webm",
    )


def _inside(content: bytes) -> dict[int, bytes]:
    return children(lambda at, count: content[at : at + count], Element(_VIDEO, 0, len(content), True))


def _text(read: Read, parent: Element, id: int) -> str:
    return children(read, parent).get(id, b"").rstrip(b"\0").decode("ascii", "replace")


def _said_seconds(info: dict[int, bytes], tick: int) -> float:
    """The duration, or 0 (RFC 9559, section 5.1.2.10: a float, in units of TimestampScale nanoseconds)."""
    raw = info.get(_DURATION, b"")
    layout = {4: ">f", 8: ">d"}.get(len(raw))
    if not layout:
        return 0
    (duration,) = struct.unpack(layout, raw)
    seconds = float(duration) * tick / 1e9
    if not 0 < seconds <= _MAX_SECONDS:  # also refuses NaN
        raise FilmError("no-duration", "the film has no duration, or is longer than 24 hours", DAMAGED_HELP)
    return seconds


def _tracks(read: Read, tracks: Element) -> tuple[_Track, _Track | None]:
    """The picture, and the sound if there is any: of each the first that is enabled."""
    found: dict[int, dict[int, bytes]] = {}
    for element in walk(read, tracks.body, tracks.end):
        parts = children(read, element) if element.id == _TRACK else {}
        kind = unsigned(parts.get(_TRACK_TYPE), 0)
        if kind not in _KNOWN or not unsigned(parts.get(_ENABLED), 1):
            continue
        if _ENCODINGS in parts:
            raise FilmError(
                "encrypted",
                "the film's tracks are encrypted or compressed, which browsers do not play",
                f"convert it: {CONVERT}",
            )
        found.setdefault(kind, parts)
    if _PICTURE not in found:
        raise FilmError("no-video", "the film has no picture track", "export the film again with its picture")
    picture = _track(_PICTURE, found[_PICTURE])
    if not (0 < picture.width < 1 << 16 and 0 < picture.height < 1 << 16):
        raise FilmError("no-size", "the film's picture has no size", DAMAGED_HELP)
    return picture, _track(_SOUND, found[_SOUND]) if _SOUND in found else None


def _track(kind: int, parts: dict[int, bytes]) -> _Track:
    inside = _inside(parts.get(_VIDEO, b""))
    codec = parts.get(_CODEC, b"").rstrip(b"\0").decode("ascii", "replace")
    return _Track(
        unsigned(parts.get(_NUMBER), 0),
        _known(codec, *_KNOWN[kind]),
        unsigned(parts.get(_FRAME_DURATION), 0),
        unsigned(inside.get(_WIDTH), 0),
        unsigned(inside.get(_HEIGHT), 0),
    )


def _known(codec: str, known: dict[str, str], part: str, right: str) -> str:
    if codec not in known:
        code = "video-codec" if part == "the picture" else "audio-codec"
        text = (
            f"{part} uses {codec[2:] or 'an unknown codec'!a}, which not every browser plays: it must "
            f"be {right}"
        )
        raise FilmError(code, text, f"convert it: {CONVERT}")
    return known[codec]


def _live() -> FilmError:
    return FilmError("live", "the film is a live recording without a duration", _REPACK)
