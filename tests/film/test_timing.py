"""How long a film is: what is played of its picture and its sound, whatever its headers say."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from larpaket.film.boxes import within
from larpaket.film.errors import FilmError
from larpaket.film.mp4 import read_video
from larpaket.film.timing import played_seconds

FILM = Path(__file__).parent / "data" / "faststart.mp4"
CASE = Path(__file__).parents[3] / "shared" / "cases" / "13-film-with-a-longer-text-track" / "film.mp4"
MOVIE = 1000
MEDIA = 48_000


def box(kind: bytes, *content: bytes) -> bytes:
    inner = b"".join(content)
    return struct.pack(">I4s", 8 + len(inner), kind) + inner


def track(
    samples: list[tuple[int, int]], edits: list[tuple[int, int]] | None = None, version: int = 0
) -> bytes:
    """A `trak` with those runs of samples (how many, how long each) and edits (duration, start)."""
    times = (
        struct.pack(">IQQIQ", version << 24, 0, 0, MEDIA, 77)
        if version
        else bytes(12) + struct.pack(">II", MEDIA, 77)
    )
    runs = b"".join(struct.pack(">II", *run) for run in samples)
    table = box(b"stbl", box(b"stts", struct.pack(">II", 0, len(samples)), runs))
    media = box(b"mdia", box(b"mdhd", times), box(b"minf", table))
    layout = ">Qq4x" if version else ">Ii4x"
    listed = b"".join(struct.pack(layout, *edit) for edit in edits or [])
    head = struct.pack(">II", version << 24, len(edits or []))
    return box(b"trak", box(b"edts", box(b"elst", head, listed)) if edits is not None else b"", media)


def seconds(data: bytes) -> float:
    return played_seconds(data, next(within(data)), MOVIE)


@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize(
    ("edits", "length"),
    [
        (None, 3.0),
        ([], 3.0),
        ([(3000, 0)], 3.0),
        ([(2000, 0)], 2.0),  # cut at the end
        ([(2000, MEDIA)], 2.0),  # cut at the beginning
        ([(9000, MEDIA)], 2.0),  # asks for more than there is
        ([(0, MEDIA)], 2.0),  # to the end
        ([(500, -1), (3000, 0)], 3.5),  # begins late
        ([(1000, 0), (1000, 2 * MEDIA)], 2.0),  # a cut in the middle
        ([(1000, 9 * MEDIA)], 0.0),
    ],
)
def test_samples_as_the_edit_list_arranges_them(
    edits: list[tuple[int, int]] | None, length: float, version: int
) -> None:
    assert seconds(track([(2, MEDIA), (4, MEDIA // 4)], edits, version)) == length


def test_a_list_that_is_cut_off_is_damage() -> None:
    whole = track([(1, MEDIA), (1, MEDIA)], [(1000, 0)])
    for kind in (b"stts", b"elst"):
        at = whole.index(kind) + 8
        with pytest.raises(FilmError):
            seconds(whole[:at] + struct.pack(">I", 1 << 30) + whole[at + 4 :])


@pytest.mark.parametrize("wrong", [0, 9000, 0xFFFFFFFF])
def test_the_films_own_header_may_say_anything(wrong: int, tmp_path: Path) -> None:
    data = bytearray(FILM.read_bytes())
    at = data.index(b"mvhd") + 20
    data[at : at + 4] = struct.pack(">I", wrong)
    path = tmp_path / "film.mp4"
    path.write_bytes(bytes(data))
    assert read_video(path).seconds == 2.0


@pytest.mark.parametrize(("field", "value"), [(8, 0), (12, 0xFFFFFFFF)])
def test_nothing_to_play_or_days_of_it(field: int, value: int, tmp_path: Path) -> None:
    """No runs of samples, or very many samples in the first."""
    data = bytearray(FILM.read_bytes())
    at = 0
    while (at := data.find(b"stts", at)) >= 0:
        at += field
        data[at : at + 4] = struct.pack(">I", value)
    # Without its edit lists, so that all samples count.
    path = tmp_path / "film.mp4"
    path.write_bytes(bytes(data).replace(b"edts", b"free"))
    with pytest.raises(FilmError) as caught:
        read_video(path)
    assert caught.value.code == "no-duration"


@pytest.mark.skipif(not CASE.is_file(), reason="the cases are not beside the checkout")
def test_a_text_track_is_not_played() -> None:
    assert read_video(CASE).seconds == 3.0
