"""HTML from templates, always escaped. The only module that uses jinja2."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension

# The newline after a block's tag is trimmed, so one space of the indentation must stay between words.
_INDENT = re.compile(r"([%#]\}\n)?^[ \t]+(?=(\{[%#])?)", re.M)


class _Flush(Extension):
    """Removes the indentation of templates; authors' text keeps its own."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _INDENT.sub(lambda found: found[1] + ("" if found[2] else " ") if found[1] else "", source)


@cache
def environment(folder: Path) -> Environment:
    """The templates in `folder`, each compiled once. An undefined name is an error, never empty text."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[_Flush],
        trim_blocks=True,
    )
