"""HTML from templates, always escaped; the one owner of jinja2."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension

# After a block's tag the line's end is trimmed: one space of the indentation must stay between the words.
_INDENT = re.compile(r"([%#]\}\n)?^[ \t]+(?=(\{[%#])?)", re.M)


class _Flush(Extension):
    """Templates without the indentation that only their readers need; what an author wrote keeps its own."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _INDENT.sub(lambda found: found[1] + ("" if found[2] else " ") if found[1] else "", source)


@cache
def environment(folder: Path) -> Environment:
    """Templates of `folder`, each compiled once. A name that is not given is an error, never an empty place."""
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, extensions=[_Flush], trim_blocks=True)
