"""Captions that are hard to read although they are right as WebVTT.

The measures are those that broadcasters and universities give their subtitlers: two lines of 42 characters,
at most 20 characters a second, at least one second and at most seven.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from larpaket.activities.film.model import FilmFields
from larpaket.definition.definition import Definition, definition_rule
from larpaket.definition.rule import ADVICE, WARNING, Finding, Findings
from larpaket.film.vtt import Captions, Cue

FASTEST = 20  # characters a second
MOST_LINES = 2
LONGEST_LINE = 42  # characters
SHORTEST, LONGEST = 1.0, 7.0  # seconds


@definition_rule("M210", WARNING)
def reading_speed(definition: Definition) -> Findings:
    """A caption stands long enough to be read: at most 20 characters a second.

    Reason: Faster captions vanish before many have read them, and nobody has time left for the picture.

    Help: Let the caption stand longer where there is room before the next one, or say the same in fewer
    words.

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
                f"let it stand {longer:.1f} s longer, or write at most "
                f"{int((cue.end - cue.start) * FASTEST)} characters"
            )
            if cue.start + wanted > end:
                help = (
                    f"write at most {int((max(end, cue.end) - cue.start) * FASTEST)} characters: there is "
                    "no room to let it stand longer"
                )
            text = (
                f"{length} characters in {cue.end - cue.start:.1f} s are {speed:.1f} a second: too fast to "
                "read"
            )
            yield _at_time(definition, captions, cue, text, help)


@definition_rule("M211", WARNING)
def too_many_lines(definition: Definition) -> Findings:
    """A caption has one line or two.

    Reason: A third line covers the picture, often a face or a name, and on a telephone half of it.

    Help: Divide it into two captions, each with a time of its own.

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

    Reason: Where the line does not fit, the browser breaks it at a place of its own, often after a single
    word, and the caption grows to three or four lines.

    Help: Break the line where one would take breath, or divide the caption.

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
                        f"the line has {len(line.strip())} characters: a small screen breaks it where it "
                        "happens to end"
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
    """A caption stands for at least a second.

    Reason: A shorter one flickers by; many do not see that there was anything.

    Help: Let it stand for a second, or join it to the caption before or after it.

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
                text = f"the caption stands for {cue.end - cue.start:.2f} s: it flickers by"
                yield _at_time(definition, captions, cue, text)


@definition_rule("M214", ADVICE)
def too_long(definition: Definition) -> Findings:
    """A caption stands for at most seven seconds.

    Reason: One that stays is read a second time, and it is soon behind what is said.

    Help: Divide it so that each part appears when it is said, or end it when the voice does.

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
                    f"the caption stands for {cue.end - cue.start:.1f} s: it is read twice, or falls behind "
                    "the voice"
                )
                yield _at_time(definition, captions, cue, text)


@definition_rule("M215", WARNING)
def another_language(definition: Definition) -> Findings:
    """Captions stand under the language that they say they are in.

    Reason: A screen reader would read them with the voice of the wrong language, and who chooses Swedish
    would get something else.

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
                    f"the captions for `{language}` say that they are in `{said}`: a screen reader speaks "
                    "them with the wrong voice"
                )
                yield definition.at((*loc, "captions", language), text)


def _captions(definition: Definition) -> Iterator[tuple[Captions, float]]:
    """Every caption file once, with the length of its film in seconds."""
    seen = set()
    for _, film in definition.of(FilmFields):
        for language, captions in (film.captions or {}).items():
            if captions.path not in seen:
                seen.add(captions.path)
                yield captions, film.video[language].seconds


def _lines(cue: Cue) -> list[str]:
    return _nfc(cue.text).split("\n")


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _at_time(definition: Definition, captions: Captions, cue: Cue, text: str, help: str = "") -> Finding:
    return Finding(text=text, entry=definition.entry(captions.path), line=cue.line, column=1, help=help)


CHECKS = (reading_speed, too_many_lines, line_too_long, too_short, too_long, another_language)
