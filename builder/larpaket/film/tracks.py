"""One track of an MP4 film: picture or sound, codec and size; refused if a browser would not play it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from larpaket.film.boxes import Box, find, unpack, within
from larpaket.film.chunks import check_chunks
from larpaket.film.errors import CONVERT, FilmError
from larpaket.film.timing import after_times, played_seconds

_CONVERT_HELP = f"export the film with H.264 and AAC, or convert it: {CONVERT}"
_REFUSED = {
    **dict.fromkeys((b"hvc1", b"hev1", b"dvh1", b"dvhe"), ("hevc", "HEVC (H.265)")),
    b"av01": ("av1", "AV1"),
    **dict.fromkeys((b"vp08", b"vp09"), ("vp9", "VP8 or VP9")),
    **dict.fromkeys((b"encv", b"enca"), ("encrypted", "encryption (DRM)")),
}
# ISO/IEC 14496-10, annex A: baseline, main, extended, high. Browsers lack the profiles with more than 8 bits
# or 4:2:0.
_PROFILES = {66, 77, 88, 100}
# ISO/IEC 14496-3, table 1.17: AAC-LC, and HE-AAC in its two versions.
_AUDIO_OBJECTS = {2, 5, 29}


@dataclass(frozen=True, slots=True)
class Track:
    """A track that a browser plays, `seconds` long; sound has no width or height."""

    id: int
    kind: Literal["picture", "sound"]
    codec: str
    seconds: float
    width: int = 0
    height: int = 0


def enabled(data: bytes, box: Box) -> bool:
    """Whether the track in the box `trak` is enabled (section 8.3.2); a disabled one counts as absent."""
    header = find(data, box, b"tkhd")
    (flags,) = unpack(">I", data[header.body : header.end])
    return bool(flags & 1)


def read_track(data: bytes, box: Box, timescale: int, size: int) -> Track | None:
    """The track in the box `trak` of a film with that timescale and size in bytes; None if it is neither
    picture nor sound (chapters, subtitles, hints).
    """
    header, media = find(data, box, b"tkhd"), find(data, box, b"mdia")
    handler = find(data, media, b"hdlr")
    (kind,) = unpack(">8x4s", data[handler.body : handler.end])
    if kind not in (b"vide", b"soun"):
        return None
    _check_references(data, find(data, media, b"minf", b"dinf", b"dref"))
    samples = find(data, media, b"minf", b"stbl")
    check_chunks(data, samples, size)
    table = find(data, samples, b"stsd")
    entries = list(within(data, table, skip=8))
    if not entries:
        raise FilmError("damaged", "the film is damaged: a track has no codec")
    id, seconds = after_times(data, header), played_seconds(data, box, timescale)
    if kind == b"soun":
        (version,) = unpack(">B", data[table.body : table.end])
        return Track(id, "sound", _every([_sound_codec(data, entry, version) for entry in entries]), seconds)
    codec = _every([_picture_codec(data, entry) for entry in entries])
    width, height = _shown_size(data[header.body : header.end])
    return Track(id, "picture", codec, seconds, width, height)


def _every(codecs: list[str]) -> str:
    """The first of a track's codecs, after all have been checked: a film may switch between them."""
    return codecs[0]


def _picture_codec(data: bytes, entry: Box) -> str:
    """`avc1.` with profile, constraints and level in hexadecimal (RFC 6381, section 3.3)."""
    if entry.kind not in (b"avc1", b"avc3"):
        raise _refused(entry.kind, "the picture")
    # VisualSampleEntry (section 12.1.3) has 78 bytes before its boxes.
    record = next((box for box in within(data, entry, skip=78) if box.kind == b"avcC"), None)
    if record is None:
        raise FilmError("damaged", "the film is damaged: its H.264 picture has no box `avcC`")
    _, profile, constraints, level = unpack(">4B", data[record.body : record.end])
    if profile not in _PROFILES:
        text = f"browsers do not play H.264 profile {profile}, which has more than 8 bits or is not 4:2:0"
        raise FilmError("profile", text, f"convert it: {CONVERT}")
    return f"{entry.kind.decode()}.{profile:02X}{constraints:02X}{level:02X}"


def _sound_codec(data: bytes, entry: Box, table_version: int) -> str:
    """`mp4a.40.` with the audio object type (RFC 6381, section 3.3)."""
    if entry.kind != b"mp4a":
        raise _refused(entry.kind, "the sound")
    (version,) = unpack(">8xH", data[entry.body : entry.end])
    # AudioSampleEntry (section 12.2.3) has 28 bytes before its boxes; QuickTime's versions, also found in
    # MP4, have more.
    extra = {1: 16, 2: 36}.get(version, 0) if table_version == 0 else 0
    boxes = list(within(data, entry, skip=28 + extra))
    boxes += [inner for box in boxes if box.kind == b"wave" for inner in within(data, box)]
    descriptor = next((box for box in boxes if box.kind == b"esds"), None)
    if descriptor is None:
        raise FilmError("damaged", "the film is damaged: its sound has no box `esds`")
    codec, audio_object = _descriptor(data[descriptor.body + 4 : descriptor.end])
    if codec == 0x67:  # MPEG-2's name for AAC-LC
        return "mp4a.67"
    if codec != 0x40 or audio_object not in _AUDIO_OBJECTS:
        name = f"mp4a.{codec:02X}" + (f".{audio_object}" if codec == 0x40 else "")
        raise FilmError("audio-codec", f"the sound is {name}, which not every browser plays", _CONVERT_HELP)
    return f"mp4a.40.{audio_object}"


def _descriptor(content: bytes) -> tuple[int, int]:
    """Object type indication and audio object type of an ES_Descriptor (ISO/IEC 14496-1, section 7.2.6)."""
    elementary = _tagged(content, 3)
    (flags,) = unpack(">2xB", elementary)
    skip = 3 + 2 * bool(flags & 0x80) + 2 * bool(flags & 0x20)
    if flags & 0x40:
        (length,) = unpack(">B", elementary, skip)
        skip += 1 + length
    config = _tagged(elementary[skip:], 4)
    (codec,) = unpack(">B", config)
    if codec != 0x40:
        return codec, 0
    first, second = unpack(">BB", _tagged(config[13:], 5))
    audio_object = first >> 3
    return codec, audio_object if audio_object != 31 else 32 + ((first & 7) << 3 | second >> 5)


def _tagged(content: bytes, tag: int) -> bytes:
    """The content of the descriptor `tag` in `content`; its length has up to four groups of 7 bits."""
    (found,) = unpack(">B", content)
    if found != tag:
        raise FilmError("damaged", "the film is damaged: its sound has no description")
    length = 0
    for place in range(1, 5):
        (byte,) = unpack(">B", content, place)
        length = length << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return content[place + 1 : place + 1 + length]


def _shown_size(header: bytes) -> tuple[int, int]:
    """Width and height from `tkhd` (section 8.3.2), swapped if the matrix rotates by 90 degrees."""
    (version,) = unpack(">B", header)
    matrix = 52 if version == 1 else 40
    a, b, _, c, d = unpack(">5i", header, matrix)
    width, height = (fixed + 0x8000 >> 16 for fixed in unpack(">2I", header, matrix + 36))
    if not width or not height:
        raise FilmError("no-size", "the film's picture has no size")
    return (height, width) if not a and not d and b and c else (width, height)


def _check_references(data: bytes, references: Box) -> None:
    # Section 8.7.2: flag 1 means that the data is in the same file.
    for box in within(data, references, skip=8):
        (flags,) = unpack(">I", data[box.body : box.end])
        if not flags & 1:
            raise FilmError(
                "external", "the film's data is in another file", f"merge it into one file: {CONVERT}"
            )


def _refused(kind: bytes, part: str) -> FilmError:
    code, name = _REFUSED.get(
        kind, ("video-codec" if part == "the picture" else "audio-codec", ascii(kind.decode("latin-1")))
    )
    right = "H.264" if part == "the picture" else "AAC"
    return FilmError(
        code, f"{part} uses {name}, which not every browser plays: it must be {right}", _CONVERT_HELP
    )
