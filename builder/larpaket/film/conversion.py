"""Captions that are not WebVTT, or not quite, but say the same: SubRip (.srt), YouTube's SubViewer (.sbv),
and WebVTT with SubRip's times or with signs that Word has changed. The first two have no standard; this is
what editors and YouTube write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from larpaket.problems import Place, Problem, Severity

_CLOCK = r"(?:[0-9]{1,6}:)?[0-9]{1,2}:[0-9]{1,2}[.,][0-9]{1,3}"
# Word makes `-->` an arrow, or dashes, or a letter of its font of symbols, which is `à` in plain text.
_ARROW = r"[-\u2010-\u2015\u2212]{1,3}(?:>|&gt;)|[\u2192\u27f6\u2794à\uf0e0]"
_ODD_SPACE = re.compile(r"[^\S \t\f]|[\u200b\ufeff]")
_TIMING = re.compile(rf"(\s*)({_CLOCK})(\s*)({_ARROW})(\s*)({_CLOCK})(|\s.*)")
_SUBVIEWER = re.compile(
    r"\s*([0-9]{1,6}:[0-9]{2}:[0-9]{2}\.[0-9]{3}),([0-9]{1,6}:[0-9]{2}:[0-9]{2}\.[0-9]{3})\s*"
)
_TIME = re.compile(r"(?:([0-9]+):)?([0-9]+):([0-9]+)[.,]([0-9]+)")
# SubRip's colours, and positions such as {\\an8} and X1:10, which WebVTT writes differently.
_MARKUP = re.compile(
    r"</?font\b[^<>]*>|\{\\(?:an?[0-9]|[bius][01]|f[ns]|fade?\(|move\(|pos\(|[1-4]?c&)[^{}]*\}", re.I
)
_COORDINATE = re.compile(r"\s+[XY][12]:[0-9]+")
_BY_WORD = "nothing needs to be done; Word makes such changes, a plain text editor does not"
# How files in other formats begin.
_OTHERS = (
    (re.compile(r"<\?xml|<tt\b"), "TTML (.ttml, .dfxp or .xml)"),
    (re.compile(r"<!doctype html|<html", re.I), "a web page"),
    (re.compile(r"\[Script Info\]"), "SubStation Alpha (.ass)"),
    (re.compile(r"\{[0-9]+\}\{[0-9]+\}"), "MicroDVD (.sub)"),
    (re.compile(r"[\[{]\s*[{\"]"), "JSON"),
)


@dataclass(frozen=True)
class Conversion:
    """Captions as WebVTT. In `text` every line keeps its number, so that it has no header if there was none.
    `line` is the first that was written otherwise, `found` says how, `help` what to do, `format` is that of
    the file, if it is another.
    """

    text: str
    line: int
    found: str
    help: str = "nothing needs to be done; to see what is shown, export it as WebVTT (.vtt)"
    format: str = ""

    @property
    def whole(self) -> str:
        """The file for a browser."""
        return f"WEBVTT\n\n{self.text}" if self.format else self.text

    def problem(self, path: Path) -> Problem:
        """What the author is told."""
        return Problem(
            place=Place(path, self.line, 1),
            code="V112",
            text=f"{self.found}: the package gets the file as WebVTT",
            help=self.help,
            severity=Severity.WARNING,
        )


def convert(text: str, *, header: bool) -> Conversion | None:
    """The captions as WebVTT, unless they are WebVTT already, or something else. `header` says whether the
    first line is WebVTT's.
    """
    old = text.split("\n")
    new = [_converted(line) for line in old]
    times = [at for at, line in enumerate(new) if "-->" in line]
    changed = [at for at in times if new[at] != old[at]] or [
        at for at, line in enumerate(new) if line != old[at]
    ]
    if not times or not changed:
        return None
    at = changed[0] if header else times[0]
    kind = "" if header else _kind(_MARKUP.sub("", old[at]))
    if kind:
        return Conversion("\n".join(new), at + 1, f"the file is {kind}", format=kind)
    return Conversion("\n".join(new), at + 1, *_sign(old[at])) if header else None


def other_format(text: str) -> str:
    """The name of the format that `text` is in, if it is a known one that cannot be converted."""
    start = text.lstrip()
    return next((name for begins, name in _OTHERS if begins.match(start)), "")


def no_header(path: Path, text: str, other: str) -> Problem:
    """What the author is told of a file without a header; `other` is its format, if known."""
    first = text.split("\n", 1)[0]
    column, found = 1, "the file does not start with `WEBVTT`"
    help = "make `WEBVTT` the first line, followed by an empty line"
    if other:
        found = f"the file is {other}, which browsers do not read here"
        help = "export it again as WebVTT (.vtt) or SubRip (.srt)"
    elif "\0" in first[:2]:
        found, help = "the file is UTF-16, not UTF-8", "save it again as UTF-8 in your editor"
    elif first.startswith("WEBVTT"):
        column, found = 7, "`WEBVTT` is not alone on the first line"
        help = "remove what comes right after it, even if you cannot see it, or write a space between them"
    elif "WEBVTT" in first:
        help = "remove what comes before it, even if you cannot see it"
    elif "WEBVTT" in first.upper():
        help = "write `WEBVTT` in capitals"
    return Problem(place=Place(path, 1, column), code="V102", text=found, help=help)


def _converted(line: str) -> str:
    line = _MARKUP.sub("", line)
    if ":" not in line:  # most lines of a file are soon done
        return line
    if match := _SUBVIEWER.fullmatch(line):
        return f"{_time(match[1])} --> {_time(match[2])}"
    if not (match := _timing(line)):
        return line
    before, start, left, _, right, end, rest = match.groups()
    if "," in start + end:
        start, end, rest = _time(start), _time(end), _COORDINATE.sub("", rest)
    return f"{before}{start}{left}-->{right}{end}{rest}"


def _timing(line: str) -> re.Match[str] | None:
    return _TIMING.fullmatch(_ODD_SPACE.sub(" ", line))


def _time(written: str) -> str:
    match = _TIME.fullmatch(written)
    assert match  # it is a part of a timing
    hours, minutes, seconds, fraction = match.groups()
    return f"{int(hours or 0):02}:{int(minutes):02}:{int(seconds):02}.{fraction:0<3}"


def _kind(line: str) -> str:
    """The format in which a line is a timing."""
    if _SUBVIEWER.fullmatch(line):
        return "SubViewer (.sbv)"
    match = _timing(line)
    return "SubRip (.srt)" if match and "," in match[2] else ""


def _sign(line: str) -> tuple[str, ...]:
    """What a line has instead of WebVTT's signs, and, if it is not a converter's, what to do."""
    if markup := _MARKUP.search(line):
        return (f"`{markup[0]}` is SubRip's, not WebVTT's",)
    match = _timing(line)
    if not match:
        return ("the times have a comma between them, as in SubViewer (.sbv)",)
    if match[4] != "-->":
        return f"the times have `{match[4]}` instead of `-->`", _BY_WORD
    if "," in match[2] + match[6]:
        return ("the times have commas, as in SubRip (.srt)",)
    spaces = "no-break spaces" if re.search("[\u00a0\u202f]", line) else "characters that cannot be seen"
    return f"the times have {spaces}", _BY_WORD
