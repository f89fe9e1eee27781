"""How wide a text's longest word is, so that the style sheet can make it fit its column: a title's words are
never broken where there is room for them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Widths in em, the largest of Liberation Serif, P052, C059, Noto Serif and DejaVu Serif.
_NARROW, _NORMAL, _CAPITAL, _WIDE = 0.41, 0.65, 0.89, 1.05
_NARROW_ONES = frozenset("ijlftI1.,:;!|'’()[]")
_WIDE_ONES = frozenset("mwMWжшщюЖМШЩЮ—…@%")
# Where a line may end without a hyphen being added: after a hyphen, and at a soft one.
_PARTS = re.compile(r"[^\s\u00ad\u200b-]+-?")


def longest_word(texts: Iterable[str]) -> float:
    """The width of the widest word in any of them, in em; at least 1."""
    return max((_width(word) for text in texts for word in _PARTS.findall(text)), default=1.0)


def _width(word: str) -> float:
    """Characters between which a line may always end, as in Chinese, count by themselves."""
    parts = [0.0]
    for character in word:
        if unicodedata.east_asian_width(character) in "WF":
            parts += [_WIDE, 0.0]
        elif not unicodedata.combining(character):
            parts[-1] += _letter(character)
    return round(max(1.0, *parts), 2)


def _letter(character: str) -> float:
    if character in _NARROW_ONES:
        return _NARROW
    if character in _WIDE_ONES:
        return _WIDE
    return _CAPITAL if character.isupper() else _NORMAL
