"""The player's style sheet: the files of its layers as one, without what only its authors read."""

from __future__ import annotations

import re
from pathlib import Path

# In the order of their layers; base.css declares them.
_LAYERS = ("tokens", "base", "part", "film", "reflection", "screen", "big", "mode")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_AROUND = re.compile(r"\s*([{};,])\s*")


def style(folder: Path, rules: str = "") -> str:
    """The sheets in `folder`, and `rules` behind them."""
    return compact("".join((folder / f"{name}.css").read_text("utf-8") for name in _LAYERS) + rules)


def compact(css: str) -> str:
    """The same rules in fewer bytes. For our own sheets: their strings hold no comment, no brace and one space at a time."""
    text = " ".join(_COMMENT.sub("", css).split())
    return _AROUND.sub(r"\1", text).replace(";}", "}").replace(": ", ":") + "\n"
