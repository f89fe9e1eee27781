"""Captions: a WebVTT file, read as a browser reads it, with everything in it that would go wrong.

Source: W3C WebVTT (https://www.w3.org/TR/webvtt1/), section 6.1 (parser), 6.3 (timings). A browser silently
drops what it does not understand; here each such place is a problem. What is legal is at most a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from larpaket.files import Pieces
from larpaket.film import repeats
from larpaket.film.alike import told_once
from larpaket.film.conversion import convert, no_header, other_format
from larpaket.film.cue import Cue as Cue
from larpaket.film.cue import plain, speaker, unknown_settings, unknown_tags
from larpaket.problems import Place, Problem, Severity
from larpaket.text.textfile import read_text

MAX_BYTES = 5_000_000
_HEADER = re.compile(r"WEBVTT([ \t].*)?")
_LANGUAGE = re.compile(r"Language:\s*([A-Za-z0-9-]+)\s*")
_OTHER_BLOCK = re.compile(r"(NOTE([ \t].*)?|(STYLE|REGION)\s*)")
_TIME = re.compile(r"(?:([0-9]{1,6}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})")
_TIME_WITH_COMMA = re.compile(r"[0-9:]+,[0-9]+")
# What a browser reads as the end; without a space, settings follow all the same.
_END = re.compile(rf"{_TIME.pattern}(?![0-9])|[^ \t\f]*")


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
        """What the package gets: the author's own text, unless it had to be converted.

        Git on Windows may give a file other line ends, and the package must be the same.
        """
        if self.converted:
            return (self.converted.encode(),)
        return (self.path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n"),)


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
    """The captions in `text`, which was read from `path` in a package with these problems, and all problems
    in order; nothing is converted.
    """
    return _read_text(path, text, problems, "caption", packed=True)


def _read_text(
    path: Path, text: str, problems: list[Problem], word: str, *, packed: bool = False
) -> tuple[Captions, list[Problem]]:
    has_header = bool(_HEADER.fullmatch(text.split("\n", 1)[0]))
    conversion = convert(text, header=has_header)
    converted = ""
    if conversion and not packed:
        converted, text = conversion.whole, conversion.text
        problems.append(conversion.problem(path))
    lines = text.replace("\0", "\ufffd").split("\n")
    reader = _Reader(path, lines, problems, word)
    if has_header or converted:
        reader.read(reader.skip_header() if has_header else 0)
    else:
        other = conversion.format if conversion else other_format(text)
        if not problems:
            problems.append(no_header(path, text, other))
        times = (at for at, line in enumerate(lines) if "-->" in line and not other)
        reader.read(next(times, len(lines)))
    cues = reader.cues
    if not packed and (once := repeats.unrolled(cues)):
        problems.append(repeats.problem(path, cues))
        converted, cues = repeats.as_webvtt(once, reader.language), once
    captions = Captions(path, reader.language, tuple(cues), word, converted)
    return captions, sorted(told_once(problems), key=lambda problem: (problem.line, problem.column))


def beyond(captions: Captions, seconds: float) -> list[Problem]:
    """A problem for each cue that ends over a second after the film, which is `seconds` long."""
    text = "the {} ends at {:.3f} s, but the film at {:.3f} s"
    help = "check that the file belongs to this film and that the time is right"
    found = (
        Problem(
            place=Place(captions.path, cue.line, 1),
            code="V111",
            text=text.format(captions.word, cue.end, seconds),
            help=help,
        )
        for cue in captions.cues
        if cue.end > seconds + 1
    )
    return list(told_once(found))


class _Reader:
    """Reads the lines of one file and collects cues and problems."""

    def __init__(self, path: Path, lines: list[str], problems: list[Problem], word: str) -> None:
        self.path = path
        self.lines = lines
        self.problems = problems
        self.word = word
        self.cues: list[Cue] = []
        self.language: str | None = None

    def read(self, at: int) -> None:
        """Read the blocks from line index `at`."""
        while at < len(self.lines):
            at = self._block(at) if self.lines[at] else at + 1
        if not self.cues and not self.problems:
            self._problem(
                0, 0, "V103", f"the file has no {self.word}s", f"write at least one, or remove `{self.word}s`"
            )

    def skip_header(self) -> int:
        """Read the lines up to the first block; returns where it may start."""
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
                self._lost_text(at)
            return timing if arrows else end
        end = arrows[1] if len(arrows) == 2 else end
        self._check_lines(timing + 1, end)
        self._cue(timing, "\n".join(self.lines[timing + 1 : end]))
        return end

    def _lost_text(self, at: int) -> None:
        last = self.problems[-1] if self.problems else None
        if last and last.code == "V106" and not any(self.lines[last.line : at]):
            self.problems.pop()  # it has the same cause
            text = f"the empty line below the times ends the {self.word}: its text is never shown"
            help = "remove the empty line between the times and the text"
        else:
            said = self.lines[at].strip()[:40]
            text = f"`{said}` belongs to no {self.word} and is never shown: there are no times above it"
            help = (
                "write the times above it, as in 00:01.000 --> 00:04.000. An empty line ends a cue; a "
                "comment starts with NOTE"
            )
        self._problem(at, 0, "V104", text, help, len(self.lines[at]))

    def _check_lines(self, at: int, end: int) -> None:
        """Warn of a line from index `at` that was not meant to be a part of the cue's text."""
        texts = [index for index in range(at, end) if self.lines[index].strip()]
        gap = next((here + 1 for here, there in pairwise(texts) if there > here + 1), None)
        if gap is not None:
            text = f"the line of spaces does not end the {self.word}: what is below it is shown too"
            help = "remove the spaces, so that the line is empty"
            self._problem(gap, 0, "V115", text, help, len(self.lines[gap]), Severity.WARNING)
        elif len(texts) > 1 and self.lines[end - 1].isdecimal() and end < len(self.lines) and self.lines[end]:
            text = f"`{self.lines[end - 1]}` is shown as a part of the {self.word}: no empty line is above it"
            help = "add an empty line above it"
            self._problem(end - 1, 0, "V115", text, help, len(self.lines[end - 1]), Severity.WARNING)

    def _cue(self, at: int, payload: str) -> None:
        line, seen = at + 1, 0
        for offset, length in unknown_tags(payload):
            line, seen = line + payload.count("\n", seen, offset), offset
            column = offset - payload.rfind("\n", 0, offset) - 1
            text = f"`{payload[offset : offset + min(length, 40)]}` looks like a tag and would not be shown"
            help = "remove it, or write `&lt;` for the character `<`"
            self._problem(line, column, "V105", text, help, length)
        words = plain(payload)
        times = list(self._times(at))
        if len(times) < 2:
            return
        cue = Cue(times[0], times[1], words, speaker(payload), at + 1)
        self._check_order(cue)
        self.cues.append(cue)
        if not words.strip():
            help = f"write its text below the times, or remove the {self.word}"
            severity = Severity.WARNING if self.word == "caption" else Severity.ERROR
            self._problem(at, 0, "V106", f"the {self.word} is empty", help, len(self.lines[at]), severity)

    def _times(self, at: int) -> Iterator[float]:
        """The start and the end on line index `at`; a problem for each one that is invalid."""
        line = self.lines[at]
        arrow = line.index("-->")
        start = line[:arrow].strip(" \t\f")
        rest = line[arrow + 3 :].lstrip(" \t\f")
        found = _END.match(rest)
        end = found[0] if found else ""
        self._check_settings(at, len(line) - len(rest) + len(end))
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

    def _check_settings(self, at: int, offset: int) -> None:
        for place, setting in unknown_settings(self.lines[at][offset:]):
            text = f"`{setting[:40]}` is not a setting of a caption: a browser ignores it"
            help = "correct it, as in `align:start position:10% line:0`, or remove it"
            self._problem(at, offset + place, "V113", text, help, len(setting), Severity.WARNING)

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
