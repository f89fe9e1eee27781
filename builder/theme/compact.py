"""Style sheets without what only their readers need: comments are a fifth of their weight on the wire."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_MARK = re.compile(r" ?([{};,>]) ?")
# Only a declaration's: in a selector the space before or after a colon tells two things apart.
_NAME = re.compile(r"((?<=[{;])[\w-]+:) ")
_STRING = re.compile(r'("[^"]*")')


def compact(css: str) -> str:
    """The same rules without comments and without white space that means nothing; strings stay as they are."""
    parts = _STRING.split(_COMMENT.sub("", css))
    parts[::2] = [_light(part) for part in parts[::2]]
    return "".join(parts).strip()


def _light(css: str) -> str:
    return _NAME.sub(r"\1", _MARK.sub(r"\1", re.sub(r"\s+", " ", css)).replace(";}", "}"))
