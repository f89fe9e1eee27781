"""MP4 facts and moving `moov`, on small films that ffmpeg made (tests/tools/make_test_films.sh)."""

from __future__ import annotations

import contextlib
import importlib.util
import shutil
import struct
import subprocess
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from larpaket.files import Slice
from larpaket.film.errors import FilmError
from larpaket.film.mp4 import Video, faststart, read_video

_spec = importlib.util.spec_from_file_location("film_pieces", Path(__file__).with_name("pieces.py"))
assert _spec
assert _spec.loader
reader = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(reader)
FILMS: Path = reader.FILMS


def refused(path: Path) -> FilmError:
    with pytest.raises(FilmError) as caught:
        read_video(path)
    assert caught.value.text
    assert caught.value.help
    return caught.value


def changed(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "film.mp4"
    path.write_bytes(data)
    return path


def patched(name: str, old: bytes, new: bytes) -> bytes:
    data = (FILMS / name).read_bytes()
    assert old in data
    return data.replace(old, new)


def box(kind: bytes, content: bytes, *, wide: bool = False) -> bytes:
    if wide:
        return struct.pack(">I4sQ", 1, kind, 16 + len(content)) + content
    return struct.pack(">I4s", 8 + len(content), kind) + content


def split(name: str) -> dict[str, bytes]:
    data, parts, at = (FILMS / name).read_bytes(), {}, 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        parts[data[at + 4 : at + 8].decode()] = data[at : at + size]
        at += size
    return parts


def test_facts() -> None:
    path = FILMS / "faststart.mp4"
    assert read_video(path) == Video(path, 4516, 2.0, 64, 36, "avc1.42C00A", "mp4a.40.2", True)
    assert not read_video(FILMS / "moov-last.mp4").faststart
    assert read_video(FILMS / "silent.mp4").audio_codec is None


@pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffprobe is not installed")
@pytest.mark.parametrize("name", ["faststart", "moov-last", "silent"])
def test_ffprobe_agrees(name: str) -> None:
    ask = [
        "ffprobe",
        "-v",
        "error",
        "-select_streams",
        "v",
        "-show_entries",
        "stream=width,height:format=duration",
        "-of",
        "csv=p=0",
    ]
    shown = subprocess.run(
        [*ask, str(FILMS / f"{name}.mp4")], capture_output=True, text=True, check=True
    ).stdout.split()
    video = read_video(FILMS / f"{name}.mp4")
    assert shown == [f"{video.width},{video.height}", f"{video.seconds:.6f}"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("hevc", "hevc"),
        ("mp3", "audio-codec"),
        ("sound-only", "no-video"),
        ("fragmented", "fragmented"),
        ("yuv444", "profile"),
    ],
)
def test_what_some_browser_does_not_play_is_refused(name: str, code: str) -> None:
    assert refused(FILMS / f"{name}.mp4").code == code


@pytest.mark.parametrize(
    ("entry", "code"),
    [(b"hev1", "hevc"), (b"av01", "av1"), (b"vp09", "vp9"), (b"mp4v", "video-codec"), (b"encv", "encrypted")],
)
def test_other_pictures(tmp_path: Path, entry: bytes, code: str) -> None:
    # The name of a sample entry comes after its size; `avc1` stands among the brands too.
    data = (FILMS / "silent.mp4").read_bytes()
    at = data.rindex(b"avc1")
    assert refused(changed(tmp_path, data[:at] + entry + data[at + 4 :])).code == code


def test_other_sound(tmp_path: Path) -> None:
    assert refused(changed(tmp_path, patched("faststart.mp4", b"mp4a", b"ac-3"))).code == "audio-codec"


def test_a_text_file(tmp_path: Path) -> None:
    for data in (b"", b"film", b"This is a text and no film.\n" * 100):
        assert refused(changed(tmp_path, data)).code == "not-mp4"
    assert "WebM" in refused(changed(tmp_path, b"\x1aE\xdf\xa3" + bytes(100))).text
    assert "QuickTime" in refused(changed(tmp_path, patched("faststart.mp4", b"ftypisom", b"ftypqt  "))).text


def test_what_is_no_file(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "unreadable"
    assert refused(tmp_path / "missing.mp4").code == "unreadable"


@pytest.mark.parametrize("name", ["faststart", "moov-last"])
def test_a_film_cut_off_anywhere(tmp_path: Path, name: str) -> None:
    data = (FILMS / f"{name}.mp4").read_bytes()
    for length in range(0, len(data), 7):
        assert refused(changed(tmp_path, data[:length])).code in ("truncated", "not-mp4", "damaged")


def test_a_turned_film_is_shown_upright(tmp_path: Path) -> None:
    one, minus = struct.pack(">i", 1 << 16), struct.pack(">i", -(1 << 16))
    unit = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    turned = bytes(4) + one + bytes(4) + minus + bytes(16) + struct.pack(">i", 1 << 30)
    data = (FILMS / "silent.mp4").read_bytes()
    at = data.index(unit, data.index(b"tkhd"))
    video = read_video(changed(tmp_path, data[:at] + turned + data[at + 36 :]))
    assert (video.width, video.height) == (36, 64)


def test_data_in_another_file(tmp_path: Path) -> None:
    data = bytearray((FILMS / "silent.mp4").read_bytes())
    data[data.index(b"url ") + 7] = 0
    assert refused(changed(tmp_path, bytes(data))).code == "external"


def test_a_track_that_is_switched_off_need_not_be_playable(tmp_path: Path) -> None:
    data = bytearray((FILMS / "mp3.mp4").read_bytes())
    flags = data.rindex(b"tkhd") + 7
    assert data[flags] & 1
    data[flags] &= 0xFE
    assert read_video(changed(tmp_path, bytes(data))).audio_codec is None
    data[data.index(b"tkhd") + 7] &= 0xFE  # when none is on, all are looked at
    assert refused(changed(tmp_path, bytes(data))).code == "audio-codec"


def test_sound_that_is_another_aac(tmp_path: Path) -> None:
    data = bytearray((FILMS / "faststart.mp4").read_bytes())
    config = data.index(b"\x05\x80\x80\x80", data.index(b"esds")) + 5
    for first, second, codec in ((5 << 3, 0, "mp4a.40.5"), (29 << 3, 0, "mp4a.40.29")):
        data[config : config + 2] = bytes([first, second])
        assert read_video(changed(tmp_path, bytes(data))).audio_codec == codec
    data[config : config + 2] = bytes([31 << 3 | 1, 2 << 5])  # 42: xHE-AAC
    assert "mp4a.40.42" in refused(changed(tmp_path, bytes(data))).text


def test_times_of_64_bits(tmp_path: Path) -> None:
    parts = split("silent.mp4")
    moov = parts["moov"]
    for kind in (b"mvhd", b"tkhd"):
        at = moov.index(kind) - 4
        old = moov[at : at + int.from_bytes(moov[at : at + 4], "big")]
        fields = old[12:]
        times = bytes(4) + fields[:4] + bytes(4) + fields[4:8]
        # Version 0 has (time, time, timescale or track, [reserved,] duration); version 1 widens all but the
        # third.
        middle = fields[8:12] if kind == b"mvhd" else fields[8:16]
        rest = fields[8 + len(middle) :]
        moov = moov.replace(old, box(kind, b"\1" + old[9:12] + times + middle + bytes(4) + rest))
        moov = box(b"moov", moov[8:])
        if kind == b"tkhd":
            at = moov.index(b"trak") - 4
            moov = (
                moov[:at]
                + (int.from_bytes(moov[at : at + 4], "big") + 12).to_bytes(4, "big")
                + moov[at + 4 :]
            )
    video = read_video(changed(tmp_path, parts["ftyp"] + parts["free"] + parts["mdat"] + moov))
    assert (video.seconds, video.width, video.height) == (2.0, 64, 36)


@pytest.mark.parametrize("mark", [b"moof", b"mvex"])
def test_either_sign_of_fragments(tmp_path: Path, mark: bytes) -> None:
    """Neither is taken for the whole film, also where there is an index."""
    assert refused(changed(tmp_path, patched("fragmented.mp4", mark, b"free"))).code == "fragmented"


@pytest.mark.parametrize("header", [struct.pack(">I4s", 7, b"free"), struct.pack(">I4sQ", 1, b"free", 15)])
def test_a_box_smaller_than_its_header(tmp_path: Path, header: bytes) -> None:
    error = refused(changed(tmp_path, (FILMS / "faststart.mp4").read_bytes() + header + bytes(40)))
    assert "a box of" in error.text


def test_data_on_both_sides_of_the_description(tmp_path: Path) -> None:
    parts = split("silent.mp4")
    first, second = box(b"mdat", b"in front"), box(b"mdat", b"then behind")
    moov = bytearray(parts["moov"])
    start = len(parts["ftyp"])
    at = moov.index(b"stco")
    moov[at + 12 : at + 16] = struct.pack(">I", start + len(first) + len(moov) + 8)
    path = changed(tmp_path, parts["ftyp"] + first + bytes(moov) + second)
    moved = reader.Joined(faststart(read_video(path)))
    assert reader.kinds(moved) == ["ftyp", "moov", "mdat", "mdat"]
    assert moved.read(reader.chunks(reader.description(moved))[0][1][0], 11) == b"then behind"


def test_a_film_that_begins_with_its_description_stays_as_it_is() -> None:
    path = FILMS / "faststart.mp4"
    assert faststart(read_video(path)) == (Slice(path, 0, 4516),)


def test_moved_as_ffmpeg_moves_it() -> None:
    moved = reader.Joined(faststart(read_video(FILMS / "moov-last.mp4")))
    assert moved.read(0, moved.size) == (FILMS / "faststart.mp4").read_bytes()


def test_film_data_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    parts = split("moov-last.mp4")
    path = tmp_path / "large.mp4"
    with path.open("wb") as stream:
        stream.write(parts["ftyp"] + parts["free"] + struct.pack(">I4sQ", 1, b"mdat", 3 << 30))
        stream.seek(len(parts["ftyp"] + parts["free"]) + (3 << 30))
        stream.write(parts["moov"])
    tracemalloc.start()
    faststart(read_video(path))
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


def test_offsets_past_4_gib_become_64_bits(tmp_path: Path) -> None:
    parts = split("silent.mp4")
    path = tmp_path / "huge.mp4"
    last = (1 << 32) - 16
    start = len(parts["ftyp"])
    moov = bytearray(parts["moov"])
    at = moov.index(b"stco")
    moov[at + 8 : at + 16] = struct.pack(">II", 1, last)
    with path.open("wb") as stream:  # sparse: it takes no room
        stream.write(parts["ftyp"] + struct.pack(">I4sQ", 1, b"mdat", last + 8 - start))
        stream.seek(last)
        stream.write(b"pictures" + moov)
    film = reader.Joined((Slice(path, 0, path.stat().st_size),))
    moved = reader.Joined(faststart(read_video(path)))
    assert [kind for kind, _ in reader.chunks(reader.description(moved))] == ["co64"]
    assert moved.read(reader.chunks(reader.description(moved))[0][1][0], 8) == b"pictures"
    assert reader.samples(moved) == reader.samples(film)
    assert moved.size == film.size + 4


def test_an_offset_where_no_data_is(tmp_path: Path) -> None:
    data = bytearray((FILMS / "silent.mp4").read_bytes())
    at = data.index(b"stco")
    for offset, code in (
        (data.index(b"moov"), "damaged"),
        (len(data), "truncated"),
        (0xFFFFFFFF, "truncated"),
    ):
        data[at + 12 : at + 16] = struct.pack(">I", offset)
        assert refused(changed(tmp_path, bytes(data))).code == code
    data[at + 8 : at + 12] = b"\xff" * 4
    assert refused(changed(tmp_path, bytes(data))).code == "damaged"


def test_a_film_that_changes_while_it_is_built(tmp_path: Path) -> None:
    path = changed(tmp_path, (FILMS / "moov-last.mp4").read_bytes())
    video = read_video(path)
    shutil.copy(FILMS / "silent.mp4", path)
    with pytest.raises(FilmError) as caught:
        faststart(video)
    assert caught.value.code == "changed"


def test_too_many_boxes(tmp_path: Path) -> None:
    data = (FILMS / "faststart.mp4").read_bytes()
    assert refused(changed(tmp_path, data + box(b"free", b"") * 200_000)).code == "damaged"
    inside = box(b"moov", box(b"free", b"") * 5000)
    assert (
        refused(changed(tmp_path, split("faststart.mp4")["ftyp"] + box(b"mdat", b"") + inside)).code
        == "damaged"
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    before=st.lists(st.binary(max_size=9), max_size=3),
    after=st.lists(st.binary(max_size=9), max_size=3),
    between=st.lists(st.binary(max_size=9), max_size=3),
    wide=st.booleans(),
    open_end=st.booleans(),
)
def test_every_chunk_is_found_again(
    tmp_path: Path, before: list[bytes], between: list[bytes], after: list[bytes], wide: bool, open_end: bool
) -> None:
    parts = split("moov-last.mp4")
    original = (FILMS / "moov-last.mp4").read_bytes()
    head = parts["ftyp"] + b"".join(box(b"free", content) for content in before)
    data = box(b"mdat", parts["mdat"][8:], wide=wide)
    shift = len(head) + (16 if wide else 8) - (original.index(b"mdat") + 4)
    moov = bytearray(parts["moov"])
    at = 0
    while (at := moov.find(b"stco", at)) >= 0:
        for i in range(int.from_bytes(moov[at + 8 : at + 12], "big")):
            place = at + 12 + 4 * i
            moov[place : place + 4] = struct.pack(
                ">I", int.from_bytes(moov[place : place + 4], "big") + shift
            )
        at += 4
    tail = b"".join(box(b"free", content) for content in after)
    if open_end:
        moov[:4], tail = bytes(4), b""
    middle = b"".join(box(b"free", content) for content in between)
    path = changed(tmp_path, head + data + middle + bytes(moov) + tail)

    film = reader.Joined((Slice(path, 0, path.stat().st_size),))
    moved = reader.Joined(faststart(read_video(path)))
    order = reader.kinds(moved)
    assert order.index("moov") < order.index("mdat")
    assert sorted(order) == sorted(reader.kinds(film))
    assert reader.samples(moved) == reader.samples(film) == reader.samples(reader.Joined((original,)))
    again = changed(tmp_path, moved.read(0, moved.size))
    assert read_video(again).faststart


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.sampled_from(["faststart", "moov-last"]), data=st.data())
def test_damage_is_never_a_traceback(tmp_path: Path, name: str, data: st.DataObject) -> None:
    film = bytearray((FILMS / f"{name}.mp4").read_bytes())
    start = film.index(b"moov") - 4
    end = start + int.from_bytes(film[start : start + 4], "big")
    for place, value in data.draw(
        st.lists(st.tuples(st.integers(start, end - 1), st.integers(0, 255)), min_size=1, max_size=6)
    ):
        film[place] = value
    with contextlib.suppress(FilmError):  # any other error fails the test
        faststart(read_video(changed(tmp_path, bytes(film))))
