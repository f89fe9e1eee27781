"""A caption cue: its settings, its plain text and its speaker.

WebVTT (https://www.w3.org/TR/webvtt1/), section 6.3: a browser ignores a setting that it does not know.
Section 6.4: a tag runs from `<` to the next `>` or the end of the cue, whatever is in it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(r"<([^>]*)(?:>|$)")
# The tags of a cue, and times such as <00:05.000>.
_KNOWN = re.compile(
    r"</?(?:c|i|b|u|ruby|rt|v|lang)(?:[.\s].*)?>|<(?:[0-9]{2,}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3}>", re.DOTALL
)
_PERCENT = r"0*(?:100(?:\.0+)?|[0-9]{1,2}(?:\.[0-9]+)?)%"
_SETTING = re.compile(
    rf"line:(?:-?[0-9]+(?:\.[0-9]+)?|{_PERCENT})(?:,(?:start|center|end))?"
    rf"|position:{_PERCENT}(?:,(?:line-left|center|line-right))?|size:{_PERCENT}"
    r"|align:(?:start|center|end|left|right)|vertical:(?:rl|lr)|region:.+"
)
_VOICE = re.compile(r"v(?:\.[^\s]*)?\s(.*)", re.DOTALL)


@dataclass(frozen=True)
class Cue:
    """One caption: `start` and `end` in seconds, `text` without markup, `line` of its timing, from 1."""

    start: float
    end: float
    text: str
    speaker: str | None
    line: int


def plain(payload: str) -> str:
    """The cue's text without tags and with entities decoded; line breaks stay."""
    # Remove tags before decoding: `&lt;b&gt;` is text.
    return "".join(html.unescape(piece) for piece in _TAG.split(payload)[::2])


def speaker(payload: str) -> str | None:
    """The speaker named in the first `<v …>` span."""
    for tag in _TAG.findall(payload):
        if (voice := _VOICE.fullmatch(tag)) and (name := " ".join(html.unescape(voice[1]).split())):
            return name
    return None


def unknown_tags(payload: str) -> Iterator[tuple[int, int]]:
    """Offset and length of what a browser hides as a tag although WebVTT has no such tag."""
    for match in _TAG.finditer(payload):
        if not _KNOWN.fullmatch(match[0]):
            yield match.start(), match.end() - match.start()


def unknown_settings(settings: str) -> Iterator[tuple[int, str]]:
    """Offset and text of each setting that a browser ignores."""
    for match in re.finditer(r"[^ \t\f]+", settings):
        if not _SETTING.fullmatch(match[0]):
            yield match.start(), match[0]
