"""Makes style sheets smaller: comments are a fifth of their weight on the wire."""

from __future__ import annotations

import re
from collections import Counter
from string import ascii_letters

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_MARK = re.compile(r" ?([{};,>]) ?")
# Only in declarations: in a selector, a space beside a colon changes the meaning.
_NAME = re.compile(r"((?<=[{;])[\w-]+:) ")
_PROPERTY = re.compile(r"(?<![\w-])--[a-z][\w-]*")
_STRING = re.compile(r'("[^"]*")')


def compact(css: str) -> str:
    """The same rules without comments and insignificant white space; strings stay as they are."""
    parts = _STRING.split(_COMMENT.sub("", css))
    parts[::2] = [_light(part) for part in parts[::2]]
    return "".join(parts).strip()


def short_names(css: str) -> str:
    """The same rules with one letter for each custom property: they are used only inside the sheet."""
    used = [name for name, _ in Counter(_PROPERTY.findall(css)).most_common()]
    short = dict(zip(used, (f"--{letter}" for letter in ascii_letters), strict=False))
    return _PROPERTY.sub(lambda found: short.get(found[0], found[0]), css)


def _light(css: str) -> str:
    return _NAME.sub(r"\1", _MARK.sub(r"\1", re.sub(r"\s+", " ", css)).replace(";}", "}"))
