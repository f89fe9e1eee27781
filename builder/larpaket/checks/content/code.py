"""What scripts and style sheets do, found by patterns over the code without its comments.

Nothing is run and nothing is fully parsed: a pattern matches a harmful construct as it is usually written,
minified or not. Every pattern is bounded, so that no script, however it was made, takes more than linear
time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# No group is possessive: Python 3.11.2, which is Debian 12's, compiles those around alternatives wrongly.
_COMMENT = r"/\*.*?(?:\*/|\Z)"
_DOUBLE = r""""[^"\\\n]*+(?:\\.[^"\\\n]*+)*["\n]?"""
_SINGLE = r"""'[^'\\\n]*+(?:\\.[^'\\\n]*+)*['\n]?"""
# Strings, templates and regular expressions are skipped as a whole, so that `//` in an address is not taken
# for a comment.
_SCRIPT = re.compile(
    rf"""(?P<comment>//[^\n]*+|{_COMMENT})
    |{_DOUBLE}|{_SINGLE}|`[^`\\]*+(?:\\.[^`\\]*+)*`?
    |(?:(?<=[(,=:\[!&|?{{}};])|(?<=\breturn)|(?<==>))\s{{0,9}}+/(?![*/])(?:[^/\\\n]|\\.){{1,200}}/""",
    re.X | re.S,
)
_STYLE = re.compile(rf"(?P<comment>{_COMMENT})|{_DOUBLE}|{_SINGLE}", re.S)
_ADDRESS = r"""["'`]((?:https?:|wss?:)?//[^"'`\s]{1,500})"""

UNLOAD = re.compile(
    r"""(?:addEventListener|attachEvent|\.on|\.one|\.bind)\s{0,9}\(\s{0,9}["'](?:on)?(?:before)?unload["'.\s]
    |\bon(?:before)?unload\s{0,9}=(?!=)""",
    re.X,
)
PAGEHIDE = re.compile(r"""["']pagehide["' ]|\bonpagehide\b""")
SYNCHRONOUS = re.compile(
    r"""\.open\s{0,9}\(\s{0,9}["'][A-Za-z]{1,10}["']\s{0,9},[^;{}\n]{0,200}?,\s{0,9}(?:false|!1)\s{0,9}[,)]
    |\bajax\s{0,9}\(\s{0,9}\{[^{}]{0,300}?\basync\s{0,9}:\s{0,9}(?:false|!1)""",
    re.X,
)
DOMAIN = re.compile(r"\bdocument\.domain\s{0,9}=(?!=)")
EVAL = re.compile(
    r"""(?<![\w.$])eval\s{0,9}\(|\bnew\s{1,9}Function\s{0,9}\(|\bset(?:Timeout|Interval)\s{0,9}\(\s{0,9}["']
    |\bnew\s{1,9}(?:Shared)?Worker\s{0,9}\(\s{0,9}(?:(?:window|self)\.)?(?:webkit)?URL\.createObjectURL""",
    re.X,
)
DYNAMIC_IMPORT = re.compile(r"""(?<![\w.$])import\s{0,9}\(\s{0,9}["'`\w]""")
MODULE_FILE = re.compile(r"""(?<![\w.$])(?:from|import)\s{0,9}\(?\s{0,9}["'][^"'\n]{1,300}\.mjs["']""")
ELSEWHERE = re.compile(
    rf"""(?:\b(?:fetch|import|importScripts|sendBeacon)|\bnew\s{{1,9}}(?:SharedWorker|Worker|WebSocket|EventSource))\s{{0,9}}\(\s{{0,9}}{_ADDRESS}
    |\.src\s{{0,9}}=\s{{0,9}}{_ADDRESS}|\.open\s{{0,9}}\(\s{{0,9}}["'][A-Za-z]{{1,10}}["']\s{{0,9}},\s{{0,9}}{_ADDRESS}""",
    re.X,
)
# jQuery cleans up at `unload` (listeners.py), and loads scripts synchronously on request.
JQUERY = re.compile(r"""\bjquery\s{0,9}:\s{0,9}["'\w]|jQuery v\d""")
OF_JQUERY = re.compile(
    r"""addEventListener\s?\(\s?"unload"|attachEvent\s?\(\s?"onunload"|dataType\s{0,9}:\s{0,9}"script"""
)
API_12 = re.compile(r"\bLMSInitialize\b|\bLMSSetValue\b")
API_2004 = re.compile(r"\bAPI_1484_11\b")
STATUS_12 = re.compile(r"\bcmi\.core\.lesson_status\b|\bLMSSetValue\b")
WRITES_STATUS_2004 = re.compile(r"""["'`](cmi\.(?:completion|success)_status)["'`]\s{0,9},""")
_QUOTED = r"""(?:"([^"\n]{1,2000}+)"|'([^'\n]{1,2000}+)')"""
_URL = re.compile(
    rf"""\burl\(\s{{0,9}}(?:{_QUOTED}|([^)("'\s]{{1,2000}}+))\s{{0,9}}\)|@import\s{{1,9}}{_QUOTED}"""
)


def script(text: str) -> str:
    """JavaScript with its comments blanked; every other character keeps its position."""
    return _without(text, _SCRIPT)


def style(text: str) -> str:
    """CSS with its comments blanked; every other character keeps its position."""
    return _without(text, _STYLE)


def urls(css: str) -> Iterator[tuple[str, int]]:
    """The addresses of `url()` and `@import` in CSS without comments, and where each starts."""
    for match in _URL.finditer(css):
        group = match.lastindex or 0
        yield match[group], match.start(group)


def address(match: re.Match[str]) -> tuple[str, int]:
    """The address in a match of ELSEWHERE, and where it starts."""
    group = match.lastindex or 0
    return match[group], match.start(group)


def _without(text: str, pattern: re.Pattern[str]) -> str:
    pieces, seen = [], 0
    for match in pattern.finditer(text):
        if match["comment"] is not None:
            start, end = match.span("comment")
            pieces += [text[seen:start], re.sub(r"[^\n]", " ", text[start:end])]
            seen = end
    return "".join([*pieces, text[seen:]])
