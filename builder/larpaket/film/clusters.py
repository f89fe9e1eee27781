"""What lies in the clusters of a WebM film: when its tracks end, and how its picture begins.

Only the headers of blocks are read, and few of them. Sources: RFC 9559, sections 5.1.3 and 10 (clusters,
blocks); RFC 6386, section 9.1 (VP8); the VP9 bitstream specification, section 6.2.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from larpaket.film.ebml import DAMAGED_HELP, Element, Read, number, unsigned, walk
from larpaket.film.errors import FilmError

_TIMESTAMP, _SIMPLE_BLOCK, _GROUP, _BLOCK, _BLOCK_DURATION = 0xE7, 0xA3, 0xA0, 0xA1, 0x9B
_HEADER = 8 + 2 + 1 + 4  # the track's number, the time, the flags, the frame's first bytes


@dataclass(frozen=True, slots=True)
class _Block:
    """Times are in ticks of the film; `duration` is None if it is not written; `frame` has 4 bytes."""

    track: int
    start: int
    duration: int | None
    frame: bytes


def played_ticks(read: Read, clusters: Sequence[Element], durations: dict[int, float]) -> float:
    """When the last of these tracks ends, in ticks; `durations` has the usual length of a frame of each.

    A track that is missing from the last cluster has ended before.
    """
    for cluster in reversed(clusters):
        ends = [
            block.start + (durations[block.track] if block.duration is None else block.duration)
            for block in _blocks(read, cluster, durations)
        ]
        if ends:
            return max(ends)
    return 0


def check_first_frame(read: Read, clusters: Sequence[Element], track: int, codec: str) -> None:
    """Raises FilmError if the picture's first frame is not what its codec writes: no browser shows it."""
    frame = next((block.frame for cluster in clusters for block in _blocks(read, cluster, {track})), None)
    if frame is None:
        raise FilmError("truncated", "the film's picture has no frames", "copy or export the film again")
    if not _BEGINNINGS[codec](frame):
        text = f"the film's picture is damaged: its first frame is not {codec.upper()}"
        raise FilmError("damaged", text, DAMAGED_HELP)


def _blocks(read: Read, cluster: Element, tracks: Collection[int]) -> Iterator[_Block]:
    base = 0
    for element in walk(read, cluster.body, cluster.end):
        duration, body = None, element
        if element.id == _TIMESTAMP:
            base = unsigned(read(element.body, element.end - element.body), 0)
        if element.id == _GROUP:
            for part in walk(read, element.body, element.end):
                if part.id == _BLOCK:
                    body = part
                if part.id == _BLOCK_DURATION:
                    duration = unsigned(read(part.body, part.end - part.body), 0)
        if body.id in (_SIMPLE_BLOCK, _BLOCK):
            header = read(body.body, min(_HEADER, body.end - body.body))
            track, at = number(header, 0, 8)
            if track in tracks:
                time = int.from_bytes(header[at : at + 2], "big", signed=True)
                yield _Block(track, base + time, duration, header[at + 3 : at + 7])


def _is_vp8(frame: bytes) -> bool:
    """A key frame (its lowest bit is 0) has a start code; other frames have nothing to tell them by."""
    return len(frame) == 4 and bool(frame[0] & 1 or frame[3:4] == b"\x9d")


def _is_vp9(frame: bytes) -> bool:
    """Two bits are the frame marker; a key frame of profiles 0 to 2 goes on with a sync code."""
    if len(frame) < 4 or frame[0] >> 6 != 2:
        return False
    is_key = not frame[0] & 0b1100 and frame[0] & 0b110000 != 0b110000
    return not is_key or frame[1:] == b"\x49\x83\x42"


_BEGINNINGS = {"vp8": _is_vp8, "vp9": _is_vp9}
