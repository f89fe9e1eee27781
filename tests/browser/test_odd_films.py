"""Films as programs leave them, made by ffmpeg: what is read of each, and whether Chromium plays as much.

Chromium may go on after the end of picture and sound, with a track that is not shown; it must not end before.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from browser.server import Site, serve
from larpaket.film.errors import FilmError
from larpaket.film.read import read_film

SRT = "1\n00:00:00,000 --> 00:00:01,000\nHello\n\n2\n00:00:08,000 --> 00:00:12,000\nGoodbye\n"
VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n\n00:08.000 --> 00:12.000\nGoodbye\n"
CHAPTERS = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\ntitle=a\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=2000\nEND=9000\ntitle=b\n"
H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 25 -c:a aac"
VP9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 25 -c:a libopus"


def picture(seconds: float, rate: float = 25) -> str:
    return f"-f lavfi -i testsrc2=size=64x36:rate={rate}:duration={seconds}"


def sound(seconds: float) -> str:
    return f"-f lavfi -i sine=frequency=440:sample_rate=48000:duration={seconds}"


BOTH = f"{picture(2)} {sound(2)}"
ALL = "-map 0 -map 1 -map 2"
PLAYED = {
    "plain.mp4": (f"{BOTH} {H264}", 2),
    "longer-picture.mp4": (f"{picture(3)} {sound(2)} {H264}", 3),
    "longer-sound.mp4": (f"{picture(2)} {sound(3)} {H264}", 3),
    "longer-text.mp4": (f"{BOTH} -i text.srt {H264} {ALL} -c:s mov_text", 2),
    "longer-chapters.mp4": (
        f"{BOTH} -i chapters.txt -map_metadata 2 -map_chapters 2 -map 0 -map 1 {H264}",
        2,
    ),
    "timecode.mp4": (f"{BOTH} {H264} -timecode 01:00:00:00", 2),
    "second-sound.mp4": (f"{BOTH} {sound(4)} {H264} {ALL}", 2),
    "late-sound.mp4": (f"{picture(2)} -itsoffset 1 {sound(2)} {H264}", 3),
    "late-picture.mp4": (f"-itsoffset 1 {BOTH} {H264}", 3),
    "reordered.mp4": (f"{BOTH} {H264} -preset medium -bf 3", 2),
    "cut.mp4": ("-ss 0.6 -i reordered.mp4 -c copy", 1.4),
    "no-edits.mp4": (f"{BOTH} {H264} -use_editlist 0", 2),
    "two-pictures-a-second.mp4": (f"{picture(2, 2)} {H264}", 2),
    "picture-of-two-seconds.mp4": (f"{picture(4, 0.5)} {H264}", 4),
    "six-channels.mp4": (f"{BOTH} {H264} -ac 6", 2),
    "index-last.mp4": (f"{BOTH} {H264} -movflags -faststart", 2),
    "indexed-fragments.mp4": (f"{BOTH} {H264} -movflags +dash+global_sidx+frag_keyframe", 2),
    "plain.webm": (f"{BOTH} {VP9}", 2),
    "longer-sound.webm": (f"{picture(2)} {sound(3)} {VP9}", 3),
    "longer-picture.webm": (f"{picture(3)} {sound(2)} {VP9}", 3),
    "longer-text.webm": (f"{BOTH} -i text.vtt {VP9} {ALL} -c:s webvtt", 2),
    "second-sound.webm": (f"{BOTH} {sound(4)} {VP9} {ALL}", 2),
    "late-sound.webm": (f"{picture(2)} -itsoffset 1 {sound(2)} {VP9}", 3),
    "cues-first.webm": (f"{BOTH} {VP9} -cues_to_front 1", 2),
    "cut.webm": ("-ss 1 -i longer-sound.webm -c copy", 3),
    "alpha.webm": (f"{picture(2)},format=yuva420p {VP9} -pix_fmt yuva420p", 2),
    "picture-of-two-seconds.webm": (f"{picture(4, 0.5)} {VP9}", 4),
    "vp8.webm": (f"{BOTH} -c:v libvpx -deadline realtime -c:a libvorbis", 2),
}
REFUSED = {
    "ac3.mp4": (f"{BOTH} {H264} -c:a ac3", "audio-codec"),
    "flac.mp4": (f"{BOTH} {H264} -c:a flac -strict -2", "audio-codec"),
    "opus.mp4": (f"{BOTH} {H264} -c:a libopus", "audio-codec"),
    "ten-bits.mp4": (f"{BOTH} {H264} -pix_fmt yuv420p10le", "profile"),
    "mpeg4.mp4": (f"{BOTH} -c:v mpeg4 -c:a aac", "video-codec"),
    "fragments.mp4": (f"{BOTH} {H264} -movflags frag_keyframe+empty_moov", "fragmented"),
    "some-in-fragments.mp4": (f"{BOTH} {H264} -movflags frag_keyframe", "fragmented"),
    "an-index-each.mp4": (f"{BOTH} {H264} -movflags +dash+frag_keyframe+empty_moov", "fragmented"),
    "live.webm": (f"{BOTH} {VP9} -live 1", "live"),
    "sound.mp4": (f"{sound(2)} -c:a aac", "no-video"),
}
PLAY = """async (names) => {
  const play = async (name) => {
    const film = document.createElement("video");
    film.muted = true;
    film.defaultPlaybackRate = 8;
    const over = new Promise((end) => {
      film.onended = () => end(film.currentTime);
      film.onerror = () => end(film.error.message);
    });
    film.src = name;
    film.play().catch(() => {});
    return [name, await over];
  };
  return Object.fromEntries(await Promise.all(names.map(play)));
}"""


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("films")
    for name, text in {"text.srt": SRT, "text.vtt": VTT, "chapters.txt": CHAPTERS}.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "index.html").write_text("<!doctype html><title>Films</title>", "utf-8")
    for name, (options, _) in {**PLAYED, **REFUSED}.items():
        command = ["ffmpeg", "-nostdin", "-loglevel", "error", *options.split(), name]
        subprocess.run(command, cwd=folder, check=True)
    return folder


def test_what_is_said_to_be_played_is_played(films: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    with serve(Site(films)) as site:
        page.goto(f"{site.url}/package/index.html")
        played: dict[str, Any] = page.evaluate(PLAY, list(PLAYED))
    page.close()
    said = {name: read_film(films / name).seconds for name in PLAYED}
    assert said == {name: pytest.approx(seconds, abs=0.06) for name, (_, seconds) in PLAYED.items()}
    errors = {name: end for name, end in played.items() if isinstance(end, str)}
    assert errors == {}
    assert {name: end for name, end in played.items() if end < said[name] - 0.1} == {}


def test_what_not_every_browser_plays_is_refused(films: Path) -> None:
    codes: dict[str, str] = {}
    for name in REFUSED:
        with pytest.raises(FilmError) as caught:
            read_film(films / name)
        codes[name] = caught.value.code
    assert codes == {name: code for name, (_, code) in REFUSED.items()}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("plain.webm", b"\x49\x83\x42", b"\x49\x83\x43"),  # VP9's sync code
        ("vp8.webm", b"\x9d\x01\x2a", b"\x9c\x01\x2a"),
    ],
)
def test_a_picture_that_begins_with_no_frame(
    films: Path, tmp_path: Path, name: str, old: bytes, new: bytes
) -> None:
    (tmp_path / name).write_bytes((films / name).read_bytes().replace(old, new, 1))
    with pytest.raises(FilmError, match="its first frame is not VP"):
        read_film(tmp_path / name)
