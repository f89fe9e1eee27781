"""The content of a caption cue: plain text and speaker.

WebVTT (https://www.w3.org/TR/webvtt1/), section 6.4: a tag runs from `<` to the next `>` or the end of the
cue, whatever is in it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_TAG = re.compile(r"<([^>]*)(?:>|$)")
# Section 6.4: the tags of a cue, times such as <00:05.000>, and the empty tag.
_KNOWN = re.compile(r"(/?(?:c|i|b|u|ruby|rt|v|lang)(?:[.\s].*)?|/?|\d[\d:.]*)", re.DOTALL)
_VOICE = re.compile(r"v(?:\.[^\s]*)?\s(.*)", re.DOTALL)


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
        if not _KNOWN.fullmatch(match[1]):
            yield match.start(), match.end() - match.start()
