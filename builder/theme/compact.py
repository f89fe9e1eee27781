"""Style sheets without what only their readers need: comments are a fifth of their weight on the wire."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_STRING = re.compile(r'("[^"]*")')


def compact(css: str) -> str:
    """The same rules without comments and without white space that means nothing; strings stay as they are."""
    parts = _STRING.split(_COMMENT.sub("", css))
    parts[::2] = [re.sub(r" ?([{};,]) ?", r"\1", re.sub(r"\s+", " ", part)).replace(";}", "}") for part in parts[::2]]
    return "".join(parts).strip()
