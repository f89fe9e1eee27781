"""WebM facts, on small films that ffmpeg made (tests/tools/make_test_films.sh)."""

from __future__ import annotations

import contextlib
import struct
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from larpaket.film.errors import FilmError
from larpaket.film.read import film_pieces, read_film
from larpaket.film.video import Video

FILMS = Path(__file__).parent / "data"
SCALE, DURATION, WIDTH, HEIGHT = b"\x2a\xd7\xb1\x83", b"\x44\x89\x88", b"\xb0\x81", b"\xba\x81"


def changed(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "film.webm"
    path.write_bytes(data)
    return path


def refused(path: Path) -> FilmError:
    with pytest.raises(FilmError) as caught:
        read_film(path)
    assert caught.value.text
    assert caught.value.help
    return caught.value


def patched(name: str, old: bytes, new: bytes) -> bytes:
    data = (FILMS / f"{name}.webm").read_bytes()
    assert data.count(old) == 1
    return data.replace(old, new)


def element(id: bytes, content: bytes) -> bytes:
    return id + (1 << 56 | len(content)).to_bytes(8, "big") + content


def test_facts() -> None:
    path = FILMS / "vp9.webm"
    assert read_film(path) == Video(path, 3797, 2.008, 64, 36, "vp9", "opus", True, "webm")
    assert read_film(FILMS / "vp8.webm").audio_codec == "vorbis"
    assert read_film(FILMS / "vp9-silent.webm").audio_codec is None
    assert read_film(FILMS / "faststart.mp4").container == "mp4"


def test_it_goes_into_the_package_as_it_is() -> None:
    (piece,) = film_pieces(read_film(FILMS / "vp9.webm"))
    assert not isinstance(piece, bytes)
    assert (piece.offset, piece.length) == (0, 3797)


@pytest.mark.parametrize(
    ("name", "code"), [("av1", "video-codec"), ("live", "live"), ("sound-only", "no-video")]
)
def test_what_some_browser_does_not_play_is_refused(name: str, code: str) -> None:
    assert refused(FILMS / f"{name}.webm").code == code


def test_other_sound(tmp_path: Path) -> None:
    assert refused(changed(tmp_path, patched("vp9", b"A_OPUS", b"A_FLAC"))).code == "audio-codec"


def test_matroska_is_not_webm(tmp_path: Path) -> None:
    data = patched("vp9", b"\x42\x82\x84webm", b"\x42\x82\x84mkv\0")
    assert refused(changed(tmp_path, data)).code == "not-webm"


def test_a_film_nobody_could_move_about_in(tmp_path: Path) -> None:
    data = (FILMS / "vp9.webm").read_bytes()
    at = data.rindex(b"\x1c\x53\xbb\x6b")
    assert refused(changed(tmp_path, data[:at] + b"\x1c\x53\xbb\x6a" + data[at + 4 :])).code == "no-cues"


@pytest.mark.parametrize("seconds", [0.0, -5.0, 1e300, float("nan"), float("inf")])
def test_no_duration(tmp_path: Path, seconds: float) -> None:
    data = (FILMS / "vp9.webm").read_bytes()
    at = data.index(DURATION) + 3
    broken = data[:at] + struct.pack(">d", seconds) + data[at + 8 :]
    assert refused(changed(tmp_path, broken)).code == "no-duration"


def test_length_in_other_units(tmp_path: Path) -> None:
    data = (FILMS / "vp9.webm").read_bytes()
    at = data.index(SCALE) + 4
    assert (
        read_film(changed(tmp_path, data[:at] + (500_000).to_bytes(3, "big") + data[at + 3 :])).seconds
        == 1.004
    )


def test_no_size(tmp_path: Path) -> None:
    assert refused(changed(tmp_path, patched("vp9", WIDTH + b"\x40", WIDTH + b"\x00"))).code == "no-size"


def test_a_track_that_is_switched_off_need_not_be_playable(tmp_path: Path) -> None:
    data = patched("vp9", b"\x86\x86A_OPUS", b"\x86\x83A_X\xb9\x81\x00")
    assert read_film(changed(tmp_path, data)).audio_codec is None


@pytest.mark.parametrize("name", ["vp9", "vp8"])
def test_a_film_cut_off_anywhere(tmp_path: Path, name: str) -> None:
    data = (FILMS / f"{name}.webm").read_bytes()
    for length in range(4, len(data), 7):
        assert refused(changed(tmp_path, data[:length])).code in ("truncated", "not-webm", "damaged")


def test_film_data_is_not_read(tmp_path: Path) -> None:
    data = (FILMS / "vp9.webm").read_bytes()
    cluster = data.index(b"\x1f\x43\xb6\x75")
    cues = data.rindex(b"\x1c\x53\xbb\x6b")
    body = data.index(b"\x18\x53\x80\x67") + 12
    start = cluster + 4 + (9 - data[cluster + 4].bit_length())
    large = 3 << 30
    block = b"\xa3" + (1 << 56 | large).to_bytes(8, "big") + b"\x83\0\0\0"  # of a third track
    path = tmp_path / "large.webm"
    with path.open("wb") as stream:  # sparse: it takes no room
        inner = cues - start + len(block) - 4 + large
        size = cluster - body + 12 + inner + len(data) - cues
        stream.write(data[: body - 8] + (1 << 56 | size).to_bytes(8, "big") + data[body:cluster])
        stream.write(
            data[cluster : cluster + 4] + (1 << 56 | inner).to_bytes(8, "big") + data[start:cues] + block
        )
        stream.seek(large - 4, 1)
        stream.write(data[cues:])
    tracemalloc.start()
    assert read_film(path).seconds == 2.008
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


def test_a_description_beyond_measure(tmp_path: Path) -> None:
    info = element(b"\x15\x49\xa9\x66", element(b"\xec", bytes(5 << 20)))
    data = (FILMS / "vp9.webm").read_bytes()
    body = data.index(b"\x18\x53\x80\x67") + 12
    size = (1 << 56 | len(data) - body + len(info)).to_bytes(8, "big")
    assert refused(changed(tmp_path, data[: body - 8] + size + info + data[body:])).code == "damaged"


def test_too_many_parts(tmp_path: Path) -> None:
    data = (FILMS / "vp9.webm").read_bytes()
    body = data.index(b"\x18\x53\x80\x67") + 12
    void = b"\xec\x80" * 100_001
    size = (1 << 56 | len(data) - body + len(void)).to_bytes(8, "big")
    assert refused(changed(tmp_path, data[: body - 8] + size + void + data[body:])).code == "damaged"


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.sampled_from(["vp9", "vp8", "live"]), data=st.data())
def test_damage_is_never_a_traceback(tmp_path: Path, name: str, data: st.DataObject) -> None:
    film = bytearray((FILMS / f"{name}.webm").read_bytes())
    for place, value in data.draw(
        st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), min_size=1, max_size=6)
    ):
        film[place] = value
    with contextlib.suppress(FilmError):  # any other error fails the test
        read_film(changed(tmp_path, bytes(film)))


@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_never_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, rest: bytes
) -> None:
    with contextlib.suppress(FilmError):
        read_film(changed(tmp_path_factory.getbasetemp(), b"\x1aE\xdf\xa3" + rest))
