"""Make the stand-in film of a module: its text version, read by espeak-ng over title cards, with captions.

    apt-get install ffmpeg espeak-ng librsvg2-bin fonts-noto-core
    PYTHONPATH=tests python3 -m tools.make_stand_in modules/kompetensutveckling-hela-arbetslivet

Reads `module.yaml` (the title) and `textversion.sv.md` in the module's folder; writes `film.mp4`,
`film.sv.vtt` and `poster.jpg` there, and `film.en.vtt` if there is a `textversion.en.md`, which has as many
sentences. Needs no Python package. The same versions of the tools make the same
film again.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from tools.cards import DEEP, PAPER, STRONG, Tone, break_lines, card

HERTZ = 22050  # espeak-ng's own sample rate
OPENING, PHRASE, SENTENCE, PARAGRAPH, ENDING = 3.0, 0.05, 0.4, 0.8, 1.8  # seconds of silence
WORDS = 155  # a minute
LOUDNESS = 4800  # root mean square of the samples of every caption, so that all voices are equally loud
FRAMES = 10  # a second
LINE, SPEED = 42, 20  # characters: the most in a line of a caption, and in a second of reading


@dataclass(frozen=True)
class Speaker:
    """Who says a paragraph: the name in the captions, espeak-ng's voice and pitch, the cards' colours."""

    name: str
    voice: str
    pitch: int
    tone: Tone


NARRATOR = Speaker("Berättare", "sv", 42, PAPER)
INTERVIEWED = (Speaker("Röst 1", "sv+f2", 50, DEEP), Speaker("Röst 2", "sv+m3", 38, STRONG))
ENGLISH = ("Narrator", "Voice 1", "Voice 2")


@dataclass(frozen=True)
class Spoken:
    """One caption and its sound: when it starts and ends in the film (seconds), whether it begins a sentence."""

    lines: list[str]
    speaker: Speaker
    paragraph: int
    first: bool
    start: float
    end: float


def cast(text: str) -> Iterator[tuple[str, Speaker]]:
    """Each paragraph without its dash, and who says it: those that begin with a dash are spoken in turn."""
    turn = 0
    for paragraph in text.strip().split("\n\n"):
        speech = paragraph.startswith("– ")
        yield paragraph.removeprefix("– "), INTERVIEWED[turn % len(INTERVIEWED)] if speech else NARRATOR
        turn = turn + 1 if speech else 0


def say(words: str, speaker: Speaker) -> array[int]:
    """Speak some words: 16-bit samples, without the silence around them."""
    # Where a sentence goes on, a comma keeps the voice up.
    heard = words if words[-1] in ".?!," else words + ","
    voice = ("-v", speaker.voice, "-p", str(speaker.pitch), "-s", str(WORDS))
    wave = subprocess.run(["espeak-ng", *voice, "--stdout", heard], check=True, capture_output=True).stdout
    samples = array("h", wave[44:])  # 44: the header of a WAV file
    loud = [number for number, sample in enumerate(samples) if abs(sample) > 100]
    samples = samples[max(loud[0] - HERTZ // 50, 0) : loud[-1] + HERTZ // 25]
    gain = LOUDNESS / (sum(sample * sample for sample in samples) / len(samples)) ** 0.5
    return array("h", (max(-32000, min(32000, round(sample * gain))) for sample in samples))


def silence(seconds: float) -> array[int]:
    """Samples of silence."""
    return array("h", bytes(2 * round(seconds * HERTZ)))


def speak(text: str) -> tuple[array[int], list[Spoken]]:
    """Read a text: the sound of the whole film, and its captions of two lines, each spoken by itself."""
    sound, spoken = silence(OPENING - PARAGRAPH), list[Spoken]()
    for number, (paragraph, speaker) in enumerate(cast(text)):
        sound.extend(silence(PARAGRAPH - SENTENCE))
        for sentence in re.split(r"(?<=[.?!]) ", paragraph):
            sound.extend(silence(SENTENCE - PHRASE))
            lines = break_lines(sentence, LINE)
            for first in range(0, len(lines), 2):
                sound.extend(silence(PHRASE))
                start, pair = len(sound) / HERTZ, lines[first : first + 2]
                sound.extend(say(" ".join(pair), speaker))
                spoken.append(Spoken(pair, speaker, number, first == 0, start, len(sound) / HERTZ))
    sound.extend(silence(ENDING))
    return sound, spoken


def captions(spoken: list[Spoken]) -> str:
    """Write the captions as WebVTT, with the name of who speaks; each stays up to a quarter of a second
    longer.
    """
    blocks = ["WEBVTT"]
    for number, cue in enumerate(spoken):
        end = min([cue.end + 0.25, *(after.start for after in spoken[number + 1 : number + 2])])
        if len(" ".join(cue.lines)) > SPEED * (end - cue.start):
            raise SystemExit(f"too fast to read: {cue.lines}")
        times = " --> ".join(f"00:{int(time // 60):02}:{time % 60:06.3f}" for time in (cue.start, end))
        blocks.append(
            f"{number + 1}\n{times}\n<v {cue.speaker.name}>" + escape("\n".join(cue.lines), quote=False)
        )
    return "\n\n".join(blocks) + "\n"


def translated(spoken: list[Spoken], text: str) -> list[Spoken]:
    """The same captions in another language: a sentence takes the time of the sentence that it translates."""
    starts = [number for number, cue in enumerate(spoken) if cue.first]
    sentences = [sentence for paragraph, _ in cast(text) for sentence in re.split(r"(?<=[.?!]) ", paragraph)]
    found = list[Spoken]()
    for sentence, first, after in zip(sentences, starts, [*starts[1:], len(spoken)], strict=True):
        lines = break_lines(sentence, LINE)
        pairs = [lines[at : at + 2] for at in range(0, len(lines), 2)]
        begin, end = spoken[first].start, spoken[after - 1].end
        letters = [len(" ".join(pair)) for pair in pairs]
        for at, pair in enumerate(pairs):
            start, stop = (
                begin + (end - begin) * sum(letters[:number]) / sum(letters) for number in (at, at + 1)
            )
            found.append(replace(spoken[first], lines=pair, first=at == 0, start=start, end=stop))
    return found


def cards(title: str, spoken: list[Spoken]) -> Iterator[tuple[float, str]]:
    """When each card appears (seconds), and the card as SVG: the title, then how each sentence begins."""
    ends = {cue.paragraph: cue.end for cue in spoken}
    starts = {cue.paragraph: cue.start for cue in reversed(spoken)}
    way = [ends[number] - starts[number] for number in sorted(ends)]
    yield 0, card(title, "", DEEP, way, None, size=92)
    begins = [(" ".join(cue.lines), cue) for cue in spoken if cue.first]
    while begins:
        words, cue = begins.pop(0)
        # Short sentences share a card.
        while begins and begins[0][1].paragraph == cue.paragraph and len(f"{words} {begins[0][0]}") <= 60:
            words = f"{words} {begins.pop(0)[0]}"
        if words[-1] not in ".?!":
            words = words.rstrip(",") + "\N{NO-BREAK SPACE}…"
        yield cue.start - SENTENCE / 2, card(words, cue.speaker.name, cue.speaker.tone, way, cue.paragraph)


def film(folder: Path, sound: array[int], shown: list[tuple[float, str]]) -> None:
    """Draw the cards, lay the sound under them, write `film.mp4` and `poster.jpg`."""
    ffmpeg = ("ffmpeg", "-v", "error", "-y", "-bitexact")
    length = len(sound) / HERTZ
    times = [round(start * FRAMES) / FRAMES for start, _ in shown]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "sound").write_bytes(sound.tobytes())
        script = ""
        for number, ((_, svg), start, end) in enumerate(zip(shown, times, [*times[1:], length], strict=True)):
            subprocess.run(["rsvg-convert", "-o", work / f"{number}.png"], input=svg.encode(), check=True)
            script += f"file {number}.png\nduration {end - start:.3f}\n"
        # ffmpeg keeps the duration of the last picture only when it comes twice.
        (work / "list").write_text(script + f"file {len(shown) - 1}.png\n")
        pictures = (
            "-f",
            "concat",
            "-i",
            work / "list",
            "-f",
            "s16le",
            "-ar",
            str(HERTZ),
            "-ac",
            "1",
            "-i",
            work / "sound",
        )
        scale = f"scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p,fps={FRAMES}"
        color = (
            "-colorspace",
            "bt709",
            "-color_primaries",
            "bt709",
            "-color_trc",
            "bt709",
            "-color_range",
            "tv",
        )
        video = (
            "-vf",
            scale,
            *color,
            "-c:v",
            "libx264",
            "-tune",
            "stillimage",
            "-crf",
            "24",
            "-threads",
            "1",
        )
        keys = ("-g", str(60 * FRAMES), "-force_key_frames", ",".join(map(str, times)))
        audio = (
            "-af",
            "highpass=f=80,lowpass=f=7000,alimiter=limit=0.6:level=false",
            "-c:a",
            "aac",
            "-b:a",
            "40k",
        )
        end_at = ("-t", f"{length:.3f}", "-movflags", "+faststart")
        subprocess.run([*ffmpeg, *pictures, *video, *keys, *audio, *end_at, folder / "film.mp4"], check=True)
        subprocess.run(
            [*ffmpeg, "-i", work / "0.png", "-pix_fmt", "yuvj420p", "-q:v", "4", folder / "poster.jpg"],
            check=True,
        )


def main(folder: Path) -> None:
    """Make the film of the module in `folder`."""
    title = re.search(
        r"^title:(?:\n  sv:)? (.+)$", (folder / "module.yaml").read_text(encoding="utf-8"), re.MULTILINE
    )
    if title is None:
        raise SystemExit(f"{folder / 'module.yaml'} has no title on one line")
    sound, spoken = speak((folder / "textversion.sv.md").read_text(encoding="utf-8"))
    (folder / "film.sv.vtt").write_text(captions(spoken), encoding="utf-8")
    other = folder / "textversion.en.md"
    if other.is_file():
        names = {speaker.name: name for speaker, name in zip((NARRATOR, *INTERVIEWED), ENGLISH, strict=True)}
        english = captions(translated(spoken, other.read_text(encoding="utf-8")))
        for name, said in names.items():
            english = english.replace(f"<v {name}>", f"<v {said}>")
        (folder / "film.en.vtt").write_text(english, encoding="utf-8")
    film(folder, sound, list(cards(title[1], spoken)))
    print(f"{folder / 'film.mp4'}: {len(sound) / HERTZ:.1f} s, {len(spoken)} captions")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python3 -m tests.tools.make_stand_in MODULE_FOLDER")
    main(Path(sys.argv[1]))
