"""HTML from templates, always escaped; the one owner of jinja2."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension

_INDENT = re.compile(r"^[ \t]+", re.M)


class _Flush(Extension):
    """Templates without the indentation that only their readers need; what an author wrote keeps its own."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _INDENT.sub("", source)


def environment(folder: Path) -> Environment:
    """Templates of `folder`. A name that is not given is an error, never an empty place."""
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, extensions=[_Flush], trim_blocks=True)
