"""Captions: a WebVTT file, read as a browser reads it, with everything in it that would go wrong.

Source: W3C WebVTT (https://www.w3.org/TR/webvtt1/), section 6.1 (parser), 6.3 (timings). A browser silently
drops what it does not understand; here each such place is a problem. What is legal is at most a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from larpaket.files import Pieces, whole
from larpaket.film.cue import plain, speaker, unknown_tags
from larpaket.film.subrip import as_webvtt, is_subrip
from larpaket.problems import Place, Problem, Severity
from larpaket.text.textfile import read_text

MAX_BYTES = 5_000_000
_HEADER = re.compile(r"WEBVTT([ \t].*)?")
_LANGUAGE = re.compile(r"Language:\s*([A-Za-z0-9-]+)\s*")
_OTHER_BLOCK = re.compile(r"(NOTE([ \t].*)?|(STYLE|REGION)\s*)")
_TIME = re.compile(r"(?:([0-9]{1,6}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})")
_TIME_WITH_COMMA = re.compile(r"[0-9:]+,[0-9]+")


@dataclass(frozen=True)
class Cue:
    """One caption: `start` and `end` in seconds, `text` without markup, `line` of its timing, from 1."""

    start: float
    end: float
    text: str
    speaker: str | None
    line: int


@dataclass(frozen=True)
class Captions:
    """Captions or chapters, as `word` says; `language` is that of the header (`Language: sv`), if any.

    `converted` is the whole file as WebVTT, if `path` is another format.
    """

    path: Path
    language: str | None
    cues: tuple[Cue, ...]
    word: str = "caption"
    converted: str = ""

    @property
    def content(self) -> Pieces:
        """What the package gets: the author's own bytes, unless they had to be converted."""
        return (self.converted.encode(),) if self.converted else whole(self.path)


def read_captions(path: Path) -> tuple[Captions, list[Problem]]:
    """The captions in `path` and their problems, in order; a cue with an invalid timing is left out."""
    return _read(path, "caption")


def read_chapters(path: Path) -> tuple[Captions, list[Problem]]:
    """The chapters in `path`: WebVTT whose cues are titles (section 4.3)."""
    return _read(path, "chapter")


def _read(path: Path, word: str) -> tuple[Captions, list[Problem]]:
    text, problems = read_text(path, limit=MAX_BYTES, large="V100", encoding="V101")
    if not text and problems:
        return Captions(path, None, (), word), problems
    return _read_text(path, text, problems, word)


def read_caption_text(path: Path, text: str, problems: list[Problem]) -> tuple[Captions, list[Problem]]:
    """The captions in `text`, which was read from `path` with these problems, and all problems in order."""
    return _read_text(path, text, problems, "caption")


def _read_text(path: Path, text: str, problems: list[Problem], word: str) -> tuple[Captions, list[Problem]]:
    converted = ""
    if is_subrip(text):
        text = as_webvtt(text)
        converted = f"WEBVTT\n\n{text}"
        problems.append(
            Problem(
                place=Place(path),
                code="V112",
                text="the file is SubRip (.srt): the package gets it as WebVTT",
                help="nothing needs to be done; to see what is shown, export it as WebVTT (.vtt)",
                severity=Severity.WARNING,
            )
        )
    lines = text.replace("\0", "\ufffd").split("\n")
    has_header = bool(_HEADER.fullmatch(lines[0]))
    if not has_header and not problems:
        help = "make `WEBVTT` the first line, followed by an empty line"
        problems.append(
            Problem(
                place=Place(path, 1, 1), code="V102", text="the file does not start with `WEBVTT`", help=help
            )
        )
    if not has_header and "-->" not in text:
        return Captions(path, None, (), word), problems
    reader = _Reader(path, lines, problems, word)
    reader.read(header=has_header)
    captions = Captions(path, reader.language, tuple(reader.cues), word, converted)
    return captions, sorted(problems, key=lambda problem: (problem.line, problem.column))


def beyond(captions: Captions, seconds: float) -> list[Problem]:
    """A problem for each cue that ends over a second after the film, which is `seconds` long."""
    text = "the {} ends at {:.3f} s, but the film at {:.3f} s"
    help = "check that the file belongs to this film and that the time is right"
    return [
        Problem(
            place=Place(captions.path, cue.line, 1),
            code="V111",
            text=text.format(captions.word, cue.end, seconds),
            help=help,
        )
        for cue in captions.cues
        if cue.end > seconds + 1
    ]


class _Reader:
    """Reads the lines of one file and collects cues and problems."""

    def __init__(self, path: Path, lines: list[str], problems: list[Problem], word: str) -> None:
        self.path = path
        self.lines = lines
        self.problems = problems
        self.word = word
        self.cues: list[Cue] = []
        self.language: str | None = None

    def read(self, *, header: bool) -> None:
        at = self._skip_header() if header else 0
        while at < len(self.lines):
            at = self._block(at) if self.lines[at] else at + 1
        if not self.cues and not self.problems:
            self._problem(
                0, 0, "V103", f"the file has no {self.word}s", f"write at least one, or remove `{self.word}s`"
            )

    def _skip_header(self) -> int:
        for at, line in enumerate(self.lines[1:], 1):
            if not line or "-->" in line:
                return at
            if match := _LANGUAGE.fullmatch(line):
                self.language = match[1]
        return len(self.lines)

    def _block(self, at: int) -> int:
        """Read the block that starts at line index `at`; returns where the next one may start."""
        # The timing is on the first line, or on the second after an identifier. Another `-->` starts a new
        # block.
        arrows: list[int] = []
        end = at
        while (
            end < len(self.lines) and self.lines[end] and len(arrows) < 2
        ):  # stop there, so that a long block is read only once
            if "-->" in self.lines[end]:
                arrows.append(end)
            end += 1
        timing = arrows[0] if arrows else end
        if timing > at + 1 or not arrows:
            # Nobody misses lines that hold only spaces.
            if not _OTHER_BLOCK.fullmatch(self.lines[at]) and "".join(self.lines[at:timing]).strip():
                text = f"this text belongs to no {self.word} and is never shown: there are no times above it"
                help = (
                    "write the times above it, as in 00:01.000 --> 00:04.000. An empty line ends a cue; a "
                    "comment starts with NOTE"
                )
                self._problem(at, 0, "V104", text, help, len(self.lines[at]))
            return timing if arrows else end
        end = arrows[1] if len(arrows) == 2 else end
        self._cue(timing, "\n".join(self.lines[timing + 1 : end]))
        return end

    def _cue(self, at: int, payload: str) -> None:
        line, seen = at + 1, 0
        for offset, length in unknown_tags(payload):
            line, seen = line + payload.count("\n", seen, offset), offset
            column = offset - payload.rfind("\n", 0, offset) - 1
            text, help = "this looks like a tag and would not be shown", "write `&lt;` for the character `<`"
            self._problem(line, column, "V105", text, help, length)
        words = plain(payload)
        if not words.strip():
            help = f"write its text below the times, or remove the {self.word}"
            severity = Severity.WARNING if self.word == "caption" else Severity.ERROR
            self._problem(at, 0, "V106", f"the {self.word} is empty", help, len(self.lines[at]), severity)
        times = list(self._times(at))
        if len(times) == 2:
            cue = Cue(times[0], times[1], words, speaker(payload), at + 1)
            self._check_order(cue)
            self.cues.append(cue)

    def _times(self, at: int) -> Iterator[float]:
        """The start and the end on line index `at`; a problem for each one that is invalid."""
        line = self.lines[at]
        arrow = line.index("-->")
        start = line[:arrow].strip(" \t\f")
        rest = line[arrow + 3 :].lstrip(" \t\f")
        end = re.split(r"[ \t\f]", rest, maxsplit=1)[0]  # cue settings follow, for the browser
        for written, offset in ((start, line.index(start)), (end, len(line) - len(rest))):
            if match := _TIME.fullmatch(written):
                hours, minutes, seconds, thousandths = (int(group or 0) for group in match.groups())
                # Count whole thousandths first, so that 1.1 is the float that `1.1` reads as.
                yield (((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths) / 1000
                continue
            help = "write minutes, seconds and thousandths as in 01:02.500, or with hours as in 00:01:02.500"
            if _TIME_WITH_COMMA.fullmatch(written):
                help = f"write a full stop, not a comma: {written.replace(',', '.')}"
            self._problem(at, offset, "V107", f"`{written[:40]}` is not a time", help, max(1, len(written)))

    def _check_order(self, cue: Cue) -> None:
        at = cue.line - 1
        length = len(self.lines[at])
        if cue.end <= cue.start:
            self._problem(
                at,
                0,
                "V108",
                f"the {self.word} ends before it starts",
                "the second time must be later than the first",
                length,
            )
        previous = self.cues[-1] if self.cues else None
        if previous is None:
            return
        if cue.start < previous.start:
            text = f"the {self.word} starts before the one on line {previous.line}"
            self._problem(at, 0, "V109", text, f"sort the {self.word}s by their start", length)
        elif cue.start < previous.end:
            text = f"the {self.word} overlaps the one on line {previous.line}: both would be shown at once"
            help = "end the previous one earlier, unless two people speak at once"
            self._problem(at, 0, "V110", text, help, length, Severity.WARNING)

    def _problem(
        self,
        at: int,
        offset: int,
        code: str,
        text: str,
        help: str,
        length: int = 1,
        severity: Severity = Severity.ERROR,
    ) -> None:
        place = Place(self.path, at + 1, offset + 1, length)
        self.problems.append(Problem(place=place, code=code, text=text, help=help, severity=severity))
