"""Make the stand-in film of a module: its text version, read by espeak-ng over title cards, with captions.

    apt-get install ffmpeg espeak-ng librsvg2-bin fonts-noto-core
    python3 tests/tools/make_stand_in.py modules/kompetensutveckling-hela-arbetslivet

Reads `module.yaml` (the title) and `textversion.sv.md` in the module's folder; writes `film.mp4`, `film.sv.vtt` and
`poster.jpg` there. Needs no Python package. The same versions of the tools give the same film again.
"""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from cards import DEEP, PAPER, STRONG, Tone, break_cost, card, fill, opening, sentences

HERTZ = 22050  # espeak-ng's own rate
WORDS_A_MINUTE = 165  # as espeak-ng counts; with its long words Swedish comes out near 140
OPENING, BETWEEN_SENTENCES, BETWEEN_PARAGRAPHS, ENDING = 3.0, 0.4, 0.8, 1.8  # seconds of silence
FRAMES_A_SECOND = 10
LOUDNESS = 3000  # root mean square of a paragraph's samples, so that all voices are equally loud; about -17 LUFS

_LINE, _SPEED = 42, 20  # characters: the most in a line of captions, and in a second


@dataclass(frozen=True)
class Speaker:
    """Who says a paragraph: the name in the captions, espeak-ng's voice, the card's colours."""

    name: str
    voice: str
    pitch: int
    tone: Tone


NARRATOR = Speaker("Berättare", "sv", 42, PAPER)
INTERVIEWED = (Speaker("Röst 1", "sv+f2", 50, DEEP), Speaker("Röst 2", "sv+m3", 38, STRONG))


@dataclass(frozen=True)
class Spoken:
    """A sentence as sound: where it starts and ends in the film, and when each of its words starts (seconds)."""

    text: str
    speaker: Speaker
    paragraph: int
    start: float
    end: float
    words: tuple[float, ...]


class _Event(ctypes.Structure):
    """`espeak_EVENT` of espeak-ng's `speak_lib.h`; positions count characters from 1, times milliseconds."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


@cache
def _espeak() -> ctypes.CDLL:
    """Load the library: the command line tool does not tell when each word starts."""
    library = ctypes.CDLL("libespeak-ng.so.1")
    if library.espeak_Initialize(1, 0, None, 0) != HERTZ:  # 1: hand over the sound, do not play it
        raise SystemExit("espeak-ng does not start with its usual sample rate")
    return library


def say(sentence: str, speaker: Speaker) -> tuple[array[int], dict[int, float]]:
    """Speak a sentence: its 16-bit samples without the silence around, and seconds by character offset of each word."""
    sound = bytearray()
    marks: dict[int, float] = {}

    def receive(wave: ctypes._Pointer[ctypes.c_short], count: int, events: ctypes._Pointer[_Event]) -> int:
        if wave and count > 0:
            sound.extend(ctypes.string_at(wave, 2 * count))
        number = 0
        while events[number].type:
            if events[number].type == 1:  # espeakEVENT_WORD
                marks[events[number].text_position - 1] = events[number].audio_position / 1000
            number += 1
        return 0

    library, callback, text = _espeak(), _CALLBACK(receive), sentence.encode()
    library.espeak_SetSynthCallback(callback)
    failed = library.espeak_SetVoiceByName(speaker.voice.encode())
    failed |= library.espeak_SetParameter(1, WORDS_A_MINUTE, 0) | library.espeak_SetParameter(3, speaker.pitch, 0)
    failed |= library.espeak_Synth(text, len(text) + 1, 0, 1, 0, 1, None, None)  # positions in characters, text in UTF-8
    if failed:
        raise SystemExit(f"espeak-ng cannot say with voice {speaker.voice}: {sentence}")
    samples = array("h", bytes(sound))
    loud = [number for number, sample in enumerate(samples) if abs(sample) > 100]
    first, last = max(loud[0] - HERTZ // 50, 0), min(loud[-1] + HERTZ // 25, len(samples))
    return samples[first:last], {offset: max(mark - first / HERTZ, 0) for offset, mark in marks.items()}


def cast(text: str) -> Iterator[tuple[str, Speaker]]:
    """Each paragraph without its dash, and who says it: those that begin with a dash are spoken in turn."""
    turn = 0
    for paragraph in text.strip().split("\n\n"):
        if paragraph.startswith("– "):
            yield paragraph[2:], INTERVIEWED[turn % len(INTERVIEWED)]
            turn += 1
        else:
            yield paragraph, NARRATOR
            turn = 0


def speak(text: str) -> tuple[array[int], list[Spoken]]:
    """Read the whole text: the samples of the film, and every sentence with its times."""
    sound = array("h", bytes(2 * int(OPENING * HERTZ)))
    spoken: list[Spoken] = []
    for number, (paragraph, speaker) in enumerate(cast(text)):
        for sentence in sentences(paragraph):
            samples, marks = say(sentence, speaker)
            gain = LOUDNESS / (sum(sample * sample for sample in samples) / len(samples)) ** 0.5
            samples = array("h", (max(-32000, min(32000, round(sample * gain))) for sample in samples))
            if spoken:
                pause = BETWEEN_SENTENCES if spoken[-1].paragraph == number else BETWEEN_PARAGRAPHS
                sound.extend(array("h", bytes(2 * int(pause * HERTZ))))
            start = len(sound) / HERTZ
            offsets = [found.start() for found in re.finditer(r"\S+", sentence)]
            # espeak-ng joins some small words; such a word gets the time of the one before.
            words = tuple(start + max(mark for at, mark in marks.items() if at <= offset) for offset in offsets)
            sound.extend(samples)
            spoken.append(Spoken(sentence, speaker, number, start, len(sound) / HERTZ, words))
    sound.extend(array("h", bytes(2 * int(ENDING * HERTZ))))
    return sound, spoken


def cues(sentence: Spoken) -> Iterator[tuple[float, float, list[str]]]:
    """Cut a sentence into captions of at most two lines, between phrases: start, end (seconds), lines."""
    words = sentence.text.split()

    @cache
    def cut(start: int) -> tuple[float, tuple[int, ...]]:
        best: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for end in range(start + 1, len(words) + 1):
            cost, _ = fill(words[start:end], _LINE, 2)
            if cost == float("inf"):
                break
            length = len(" ".join(words[start:end]))
            short = (start > 0 or end < len(words)) * max(0, 30 - length)
            if end == len(words):
                return min(best, (cost + short + 10, (end,)))
            after, ends = cut(end)
            best = min(best, (cost + short + 10 + 4 * break_cost(words[end - 1], words[end]) + after, (end, *ends)))
        return best

    start = 0
    for end in cut(0)[1]:
        until = sentence.words[end] if end < len(words) else sentence.end + 0.2
        yield (sentence.start if start == 0 else sentence.words[start]), until, fill(words[start:end], _LINE, 2)[1]
        start = end


def captions(spoken: list[Spoken]) -> str:
    """Write the captions as WebVTT, each with the name of who speaks."""
    blocks = ["WEBVTT"]
    for sentence in spoken:
        for start, end, lines in cues(sentence):
            if len("\n".join(lines)) > _SPEED * (end - start):
                raise SystemExit(f"too fast to read: {lines}")
            times = " --> ".join(f"{int(t // 3600):02}:{int(t // 60) % 60:02}:{t % 60:06.3f}" for t in (start, end))
            blocks.append(f"{len(blocks)}\n{times}\n<v {sentence.speaker.name}>" + "\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def draw(title: str, spoken: list[Spoken]) -> Iterator[tuple[float, str]]:
    """Every card as SVG, and the second at which it is shown; short sentences share one."""
    ends = {sentence.paragraph: sentence.end for sentence in spoken}
    begins = {sentence.paragraph: sentence.start for sentence in reversed(spoken)}
    way = [ends[number] - begins[number] for number in sorted(ends)]
    yield 0, card(title, "", replace(DEEP, now=DEEP.line), way, -1, size=92)
    shown: list[Spoken] = []
    for sentence in spoken:
        if shown and shown[-1].paragraph == sentence.paragraph and len(f"{shown[-1].text} {sentence.text}") <= 60:
            shown[-1] = replace(shown[-1], text=f"{shown[-1].text} {sentence.text}")
        else:
            shown.append(sentence)
    for sentence in shown:
        words = card(opening(sentence.text), sentence.speaker.name, sentence.speaker.tone, way, sentence.paragraph)
        yield sentence.start - 0.3, words  # a moment before the voice


def film(folder: Path, sound: array[int], cards: list[tuple[float, str]]) -> None:
    """Draw the cards, lay the sound under them, and write `film.mp4` and `poster.jpg`."""
    ffmpeg = ("ffmpeg", "-v", "error", "-y", "-bitexact")
    length = len(sound) / HERTZ
    times = [round(start * FRAMES_A_SECOND) / FRAMES_A_SECOND for start, _ in cards]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "sound").write_bytes(sound.tobytes())
        steps = []
        for number, (_, svg) in enumerate(cards):
            picture = work / f"{number:03}.png"
            subprocess.run(["rsvg-convert", "-o", picture], input=svg.encode(), check=True)
            until = times[number + 1] if number + 1 < len(cards) else length
            steps.append(f"file {picture.name}\nduration {until - times[number]:.3f}\n")
        # The concat demuxer needs the last picture twice to keep its duration.
        (work / "list").write_text("".join(steps) + f"file {picture.name}\n")
        pictures = ("-f", "concat", "-i", work / "list", "-f", "s16le", "-ar", str(HERTZ), "-ac", "1", "-i", work / "sound")
        tune = f"fps={FRAMES_A_SECOND},scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p"
        color = ("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv")
        video = ("-c:v", "libx264", "-preset", "veryslow", "-tune", "stillimage", "-crf", "24", "-threads", "1")
        keys = ("-g", str(60 * FRAMES_A_SECOND), "-force_key_frames", ",".join(str(time) for time in times))
        audio = ("-c:a", "aac", "-b:a", "40k", "-af", "highpass=f=80,lowpass=f=7000,alimiter=limit=0.7:level=false")
        end = ("-t", f"{length:.3f}", "-movflags", "+faststart", folder / "film.mp4")
        subprocess.run([*ffmpeg, *pictures, "-vf", tune, *color, *video, *keys, *audio, *end], check=True)
        subprocess.run([*ffmpeg, "-i", work / "000.png", "-q:v", "3", folder / "poster.jpg"], check=True)


def main(folder: Path) -> None:
    """Make the film of the module in `folder`."""
    text = (folder / "textversion.sv.md").read_text(encoding="utf-8")
    title = re.search(r"^title: (.+)$", (folder / "module.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    if title is None:
        raise SystemExit(f"{folder / 'module.yaml'} has no `title: …` in one line")
    sound, spoken = speak(text)
    (folder / "film.sv.vtt").write_text(captions(spoken), encoding="utf-8")
    film(folder, sound, list(draw(title[1], spoken)))
    print(f"{folder / 'film.mp4'}: {len(sound) / HERTZ:.1f} s")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: make_stand_in.py MODULE_FOLDER")
    main(Path(sys.argv[1]))
