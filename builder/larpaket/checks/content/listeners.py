"""Whether a listener for `unload` or `beforeunload` saves something, cleans up, or only asks the learner to
stay.

As in code.py, nothing is run: the listener's text decides, and its length is bounded.
"""

from __future__ import annotations

import re

_ASKS = re.compile(r"\.preventDefault\s{0,9}\(|\breturnValue\s{0,9}=|\breturn\s{0,9}[\"'`]")
_SAVES = re.compile(
    r"SetValue|Commit|Finish|Terminate|sendBeacon|setItem|XMLHttp|save|send|fetch|ajax|suspend|\.put\b|\.post\b",
    re.I,
)
_EVENT = re.compile(r"(before)?unload[\"']?")
_NAME = re.compile(r"\s{0,9}(?:,|=)\s{0,9}([\w$]{1,80})\s{0,9}(?:[,;)]|$)")
_LONGEST = 2000
"""Characters of a listener, and from its name's use to its definition, in either direction."""


def only_asks(script: str, start: int, length: int) -> bool:
    """Whether the match of `code.UNLOAD` at `start` is a `beforeunload` whose listener only asks."""
    event = _EVENT.search(script, start, start + length + 20)
    if event is None or not event[1]:
        return False
    listener = _listener(script, event.end())
    return bool(_ASKS.search(listener)) and not _SAVES.search(listener)


def only_cleans_up(script: str, start: int, length: int) -> bool:
    """Whether the listener of the match of `code.UNLOAD` at `start` is found, and nothing in it looks like
    saving.
    """
    event = _EVENT.search(script, start, start + length + 20)
    listener = _listener(script, event.end()) if event else ""
    return bool(listener) and not _SAVES.search(listener)


def _listener(script: str, at: int) -> str:
    """The text of the function that follows an event's name, itself or by its name."""
    named = _NAME.match(script, at)
    return _body(script, _definition(script, named[1], at) if named else at)


def _definition(script: str, name: str, use: int) -> int:
    """Where the function of that name begins: the nearest before its use, else the nearest after it."""
    pattern = re.compile(
        rf"(?<![\w$.]){re.escape(name)}\s{{0,9}}=(?!=)|\bfunction\s{{1,9}}{re.escape(name)}\s{{0,9}}(?=\()"
    )
    before = [found.end() for found in pattern.finditer(script, max(0, use - _LONGEST), use)]
    after = pattern.search(script, use, use + _LONGEST)
    return before[-1] if before else after.end() if after else len(script)


def _body(script: str, start: int) -> str:
    """From `start` to the end of the function there: of its block, or of its only expression."""
    depth, opened = 0, False
    for at in range(start, min(len(script), start + _LONGEST)):
        character = script[at]
        if character in "([{":
            depth += 1
            opened |= character == "{"
        elif character in ")]}":
            depth -= 1
            if depth < 0 or (depth == 0 and opened and character == "}"):
                return script[start : at + 1]
        elif character in ",;" and depth == 0 and at > start + 1 and not opened:
            return script[start:at]
    return script[start : start + _LONGEST]
