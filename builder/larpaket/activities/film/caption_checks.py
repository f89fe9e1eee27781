"""Captions that are valid WebVTT but hard to read.

The limits are those that broadcasters and universities set for subtitlers: two lines of 42 characters, at
most 20 characters a second, at least one second and at most seven.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from larpaket.activities.film.model import FilmFields
from larpaket.definition.definition import Definition, definition_rule
from larpaket.definition.rule import ADVICE, WARNING, Finding, Findings
from larpaket.film.video import RemoteVideo, Video
from larpaket.film.vtt import Captions, Cue

FASTEST = 20  # characters a second
MOST_LINES = 2
LONGEST_LINE = 42  # characters
SHORTEST, LONGEST = 1.0, 7.0  # seconds
LONGEST_GAP = 30  # seconds


@definition_rule("M210", WARNING)
def reading_speed(definition: Definition) -> Findings:
    """A caption is shown long enough to be read: at most 20 characters a second.

    Reason: Faster captions vanish before many people have read them, and leave no time for the picture.

    Help: Show the caption longer if there is room before the next one, or say the same in fewer words.

    Passes:

        00:04.000 --> 00:07.000
        Det handlar om att vi lär av varandra.

    Fails:

        00:04.000 --> 00:05.000
        Det handlar om att vi lär av varandra.
    """
    for captions, seconds in _captions(definition):
        ends = [cue.start for cue in captions.cues[1:]] + [seconds]
        for cue, end in zip(captions.cues, ends, strict=False):
            length = len(" ".join(_nfc(cue.text).split()))
            speed = length / (cue.end - cue.start)
            if round(speed, 1) <= FASTEST:
                continue
            wanted = length / FASTEST
            longer = wanted - (cue.end - cue.start)
            help = (
                f"show it {longer:.1f} s longer, or write at most "
                f"{int((cue.end - cue.start) * FASTEST)} characters"
            )
            if cue.start + wanted > end:
                help = (
                    f"write at most {int((max(end, cue.end) - cue.start) * FASTEST)} characters: there is "
                    "no room to show it longer"
                )
            text = (
                f"{length} characters in {cue.end - cue.start:.1f} s is {speed:.1f} per second: too fast to "
                "read"
            )
            yield _at_time(definition, captions, cue, text, help)


@definition_rule("M211", WARNING)
def too_many_lines(definition: Definition) -> Findings:
    """A caption has one or two lines.

    Reason: A third line covers the picture, often a face or a name, and half of it on a phone.

    Help: Split it into two captions, each with its own time.

    Passes:

        I hamnen pratar alla om det
        som har gått fel.

    Fails:

        I hamnen pratar alla
        om det
        som har gått fel.
    """
    for captions, _ in _captions(definition):
        for cue in captions.cues:
            if (count := len([line for line in _lines(cue) if line.strip()])) > MOST_LINES:
                yield _at_time(
                    definition, captions, cue, f"the caption has {count} lines and covers much of the picture"
                )


@definition_rule("M212", WARNING)
def line_too_long(definition: Definition) -> Findings:
    """A line of a caption has at most 42 characters.

    Reason: If the line does not fit, the browser breaks it wherever it ends, often before the last word, and
    the caption grows to three or four lines.

    Help: Break the line where a speaker would pause, or split the caption.

    Passes:

        I hamnen pratar alla om det
        som har gått fel.

    Fails:

        I hamnen pratar alla om det som har gått fel.
    """
    for captions, _ in _captions(definition):
        for cue in captions.cues:
            for number, line in enumerate(_lines(cue), cue.line + 1):
                if len(line.strip()) > LONGEST_LINE:
                    text = (
                        f"the line has {len(line.strip())} characters: a small screen breaks it at a "
                        "random place"
                    )
                    yield Finding(
                        text=text,
                        entry=definition.entry(captions.path),
                        line=number,
                        column=1,
                        length=len(line),
                    )


@definition_rule("M213", ADVICE)
def too_short(definition: Definition) -> Findings:
    """A caption is shown for at least a second.

    Reason: A shorter one flashes by, and many people do not notice it.

    Help: Show it for a second, or join it to the caption before or after it.

    Passes:

        00:07.000 --> 00:08.000
        Ja.

    Fails:

        00:07.000 --> 00:07.600
        Ja.
    """
    for captions, _ in _captions(definition):
        for cue in captions.cues:
            if cue.end - cue.start < SHORTEST - 0.0005:
                text = f"the caption is shown for {cue.end - cue.start:.2f} s: it flashes by"
                yield _at_time(definition, captions, cue, text)


@definition_rule("M214", ADVICE)
def too_long(definition: Definition) -> Findings:
    """A caption is shown for at most seven seconds.

    Reason: A longer one is read twice, and soon lags behind the speaker.

    Help: Split it so that each part appears when it is said, or end it when the voice does.

    Passes:

        00:09.000 --> 00:12.500
        Varje måndag tar vi en timme till det,

    Fails:

        00:09.000 --> 00:19.000
        Varje måndag tar vi en timme till det,
    """
    for captions, _ in _captions(definition):
        for cue in captions.cues:
            if cue.end - cue.start > LONGEST + 0.0005:
                text = (
                    f"the caption is shown for {cue.end - cue.start:.1f} s: it is read twice, or lags behind "
                    "the voice"
                )
                yield _at_time(definition, captions, cue, text)


@definition_rule("M215", WARNING)
def another_language(definition: Definition) -> Findings:
    """Captions are listed under the language that they declare.

    Reason: A screen reader would read them in the voice of the wrong language, and learners would get another
    language than they chose.

    Help: Name the right file, or correct `Language:` at the head of this one.

    Passes:

        WEBVTT
        Language: sv-SE

    Fails:

        WEBVTT
        Language: en
    """
    for loc, film in definition.of(FilmFields):
        for language, captions in (film.captions or {}).items():
            said = captions.language
            if said and said.split("-")[0].lower() != language.split("-")[0].lower():
                text = (
                    f"the captions for `{language}` declare the language `{said}`: a screen reader reads "
                    "them in the wrong voice"
                )
                yield definition.at((*loc, "captions", language), text)


@definition_rule("M216", WARNING)
def nothing_left_out(definition: Definition) -> Findings:
    """A film with sound has captions throughout: no stretch of over 30 seconds is without any.

    Reason: People who cannot hear the film do not know whether nothing is said, or whether the captions stop.
    A file that ends long before the film often belongs to another one.

    Help: Write what is said, or what is heard, such as `[musik]`. Check that the file belongs to this film.

    Passes:

        00:09.000 --> 00:12.500
        Varje måndag tar vi en timme till det,

    Fails:

        00:09.000 --> 00:12.500  # the last one of a film of 60 seconds, with sound
        Varje måndag tar vi en timme till det,
    """
    for captions, video in _with_films(definition):
        if not isinstance(video, Video) or not video.audio_codec or not captions.cues:
            continue
        heard, last = 0.0, captions.cues[0]
        for cue in (*captions.cues, None):
            start = cue.start if cue else video.seconds
            if start - heard > LONGEST_GAP:
                span = f"from {_clock(heard)} to {_clock(start)}, for {start - heard:.0f} s"
                text = f"no captions {span}, although the film has sound"
                yield _at_time(definition, captions, last, text)
            if cue:
                heard, last = max(heard, cue.end), cue


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _captions(definition: Definition) -> Iterator[tuple[Captions, float]]:
    """Each caption file once, with the length of its film in seconds."""
    return ((captions, video.seconds) for captions, video in _with_films(definition))


def _with_films(definition: Definition) -> Iterator[tuple[Captions, Video | RemoteVideo]]:
    seen = set()
    for _, film in definition.of(FilmFields):
        for language, captions in (film.captions or {}).items():
            if captions.path not in seen:
                seen.add(captions.path)
                yield captions, film.video[language]


def _lines(cue: Cue) -> list[str]:
    return _nfc(cue.text).split("\n")


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _at_time(definition: Definition, captions: Captions, cue: Cue, text: str, help: str = "") -> Finding:
    return Finding(text=text, entry=definition.entry(captions.path), line=cue.line, column=1, help=help)


CHECKS = (
    reading_speed,
    too_many_lines,
    line_too_long,
    too_short,
    too_long,
    another_language,
    nothing_left_out,
)
