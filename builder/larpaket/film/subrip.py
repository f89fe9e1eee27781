"""SubRip (.srt) captions, taken as WebVTT. It has no standard; this is what editors and YouTube write."""

from __future__ import annotations

import re

_TIMING = re.compile(r"\s*[0-9:]+,[0-9]{1,3}\s*-->\s*[0-9:]+,[0-9]{1,3}\b")
_TIME = re.compile(r"(?:([0-9]+):)?([0-9]{1,2}):([0-9]{1,2}),([0-9]{1,3})")
# Colours, and positions such as {\\an8}, which WebVTT has no tags for.
_MARKUP = re.compile(r"</?font[^<>]*>|\{\\[^{}]*\}", re.I)


def is_subrip(text: str) -> bool:
    """Whether the first line with an arrow is a timing as SubRip writes it."""
    first = next((line for line in text.split("\n") if "-->" in line), "")
    return not text.startswith("WEBVTT") and bool(_TIMING.match(first))


def as_webvtt(text: str) -> str:
    """The same captions, line by line, without WebVTT's header: every line keeps its number."""
    return "\n".join(
        _TIME.sub(_time, line) if _TIMING.match(line) else _MARKUP.sub("", line) for line in text.split("\n")
    )


def _time(match: re.Match[str]) -> str:
    hours, minutes, seconds, fraction = match.groups()
    return f"{int(hours or 0):02}:{int(minutes):02}:{int(seconds):02}.{fraction:0<3}"
