"""The facts of an MP4 film, read from its boxes, and whether every browser plays it.

Sources: ISO/IEC 14496-12 (boxes), 14496-14 (`mp4a`), 14496-15 (`avc1`), RFC 6381 (codec names). Only H.264,
with AAC or without sound, is accepted: HEVC, AV1 and VP9 each fail in some browser that workplaces use.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from larpaket.files import Pieces, Slice
from larpaket.film.boxes import Box, Read, find, walk, within
from larpaket.film.errors import CONVERT, FilmError, unreadable
from larpaket.film.faststart import moov_first
from larpaket.film.fragments import fragmented, indexed_seconds
from larpaket.film.timing import after_times
from larpaket.film.tracks import Track, enabled, read_track
from larpaket.film.video import Video

__all__ = ["FilmError", "Video", "faststart", "read_packed", "read_video"]

_MAX_MOOV = 32 << 20  # ten hours of film need about 25 MB
_MAX_TRACKS = 64
_MAX_SECONDS = 24 * 3600
_OTHERS = {
    b"\x1aE\xdf\xa3": "WebM or Matroska",
    b"RIFF": "AVI or WAV",
    b"OggS": "Ogg",
    b"\x30\x26\xb2\x75": "Windows Media",
}


@dataclass(frozen=True, slots=True)
class _Layout:
    """The file's size, where its parts are, and the bytes of `moov`; `head` is the end of `ftyp`.

    `indexed` has the seconds by track ID of a film in fragments; it is empty for others.
    """

    size: int
    head: int
    moov: Box
    data: bytes
    first_mdat: int
    indexed: dict[int, float]


def read_video(path: Path) -> Video:
    """The facts of the film at `path`. Raises FilmError if it is damaged or not every browser plays it."""
    layout = _read(path)
    video = _video(path, layout)
    if not video.faststart:
        _move(path, layout)  # report damage now, not when the package is written
    return video


def read_packed(read: Read, size: int, path: Path) -> Video:
    """The same for a film inside another file, called `path`; `read(offset, count)` returns bytes."""
    return _video(path, _layout(read, size))


def _video(path: Path, layout: _Layout) -> Video:
    picture, sound = _tracks(layout)
    played = (track for track in (picture, sound) if track)
    seconds = round(max(layout.indexed.get(track.id, track.seconds) for track in played), 3)
    if not seconds:
        raise FilmError("no-duration", "the film is 0 seconds long")
    if seconds > _MAX_SECONDS:
        raise FilmError("no-duration", "the film has no duration, or is longer than 24 hours")
    return Video(
        path=path,
        size=layout.size,
        seconds=seconds,
        width=picture.width,
        height=picture.height,
        video_codec=picture.codec,
        audio_codec=sound.codec if sound else None,
        faststart=layout.moov.start < layout.first_mdat,
    )


def faststart(video: Video) -> Pieces:
    """The film with its index first, so that it starts playing while it loads; nothing else changes.

    Raises FilmError if the file has changed since it was read.
    """
    if video.faststart:
        return (Slice(video.path, 0, video.size),)
    layout = _read(video.path)
    if layout.size != video.size or layout.moov.start < layout.first_mdat:
        raise FilmError("changed", "the film changed while it was being built", "build again")
    return _move(video.path, layout)


def _move(path: Path, layout: _Layout) -> Pieces:
    return moov_first(path, layout.moov, layout.data, layout.head, layout.size)


def _read(path: Path) -> _Layout:
    try:
        if not path.is_file():  # a pipe would block forever
            raise FilmError("unreadable", "the film is not a file", "write the name of an MP4 file")
        with path.open("rb") as stream:
            return _layout(_reader(stream), path.stat().st_size)
    except OSError as error:
        raise unreadable(error) from None


def _reader(stream: BinaryIO) -> Read:
    def read(offset: int, count: int) -> bytes:
        stream.seek(offset)
        return stream.read(count)

    return read


def _layout(read: Read, size: int) -> _Layout:
    _check_brand(read(0, 16))
    boxes = list(walk(read, 0, size, top=True))
    descriptions = [box for box in boxes if box.kind == b"moov"]
    if not descriptions:
        raise FilmError(
            "truncated",
            "the film is truncated: its description (`moov`) is missing",
            "copy or export the film again",
        )
    moov = descriptions[0]
    if len(descriptions) > 1:
        raise FilmError("damaged", "the film is damaged: it has two descriptions (`moov`)")
    if moov.size > _MAX_MOOV:
        raise FilmError("damaged", f"the film is damaged: its description has {moov.size:,} bytes")
    data = read(moov.start, moov.size)
    first_mdat = next((box.start for box in boxes if box.kind == b"mdat"), None)
    if first_mdat is None:
        raise FilmError(
            "truncated", "the film is empty: its data (`mdat`) is missing", "copy or export the film again"
        )
    in_fragments = any(box.kind == b"moof" for box in boxes)
    if in_fragments != any(box.kind == b"mvex" for box in within(data, _whole(data))):
        raise fragmented()
    if in_fragments and moov.start > first_mdat:
        raise fragmented()
    indexed = indexed_seconds(read, boxes) if in_fragments else {}
    return _Layout(size, boxes[0].end, moov, data, first_mdat, indexed)


def _check_brand(head: bytes) -> None:
    name = next((name for magic, name in _OTHERS.items() if head.startswith(magic)), None)
    if name:
        raise FilmError("not-mp4", f"the film is {name}, not MP4", f"convert it to MP4: {CONVERT}")
    if head[4:8] != b"ftyp":
        raise FilmError(
            "not-mp4",
            "the film is not an MP4 file",
            f"export it as MP4 (H.264 and AAC), or convert it: {CONVERT}",
        )
    if head[8:12] == b"qt  ":
        help = "export it as MP4, or repack it: ffmpeg -i in.mov -c copy -movflags +faststart out.mp4"
        raise FilmError("not-mp4", "the film is a QuickTime movie (.mov), not MP4", help)


def _whole(data: bytes) -> Box:
    """`data` as the box `moov`; its header has 8 bytes, or 16 with a 64-bit size."""
    return Box(b"moov", 0, 16 if data[:4] == b"\0\0\0\1" else 8, len(data))


def _timescale(data: bytes) -> int:
    """Units per second."""
    timescale = after_times(data, find(data, _whole(data), b"mvhd"))
    if not timescale:
        raise FilmError("no-duration", "the film is 0 seconds long")
    return timescale


def _tracks(layout: _Layout) -> tuple[Track, Track | None]:
    """The picture that a browser plays, and the sound if there is any."""
    data = layout.data
    boxes = [box for box in within(data, _whole(data)) if box.kind == b"trak"]
    if len(boxes) > _MAX_TRACKS:
        raise FilmError("damaged", f"the film is damaged: it has {len(boxes)} tracks")
    # A disabled track is not played and need not be playable: a still picture for chapters, for example.
    boxes = [box for box in boxes if enabled(data, box)] or boxes
    timescale = _timescale(data)
    tracks = [track for box in boxes if (track := read_track(data, box, timescale, layout.size))]
    picture = next((track for track in tracks if track.kind == "picture"), None)
    if picture is None:
        raise FilmError("no-video", "the film has no picture track", "export the film again with its picture")
    return picture, next((track for track in tracks if track.kind == "sound"), None)
