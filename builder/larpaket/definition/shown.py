"""A definition as `larpaket show` prints it: whole, with where each value comes from."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from larpaket.definition.tree import Node
from larpaket.problems import Place

_COLUMN = 56
_PLAIN = re.compile(r"(?:\d+ )?[^\W\d_][^\n:#\"]*(?<! )")


def shown(tree: Node, start: Path) -> Iterator[str]:
    """The lines of the tree as YAML, each value with its file, relative to `start`, and its line."""
    yield from _lines(tree, "", "", start)


def _lines(node: Node, indent: str, dash: str, start: Path) -> Iterator[str]:
    """`dash` begins an item of a list: its first line has it, the others are indented by as much."""
    if isinstance(node.value, dict):
        inner = indent + " " * len(dash)
        for number, (key, child) in enumerate(node.value.items()):
            head = f"{inner if number else indent + dash}{key}:"
            if isinstance(child.value, str):
                yield _with_place(f"{head} {_scalar(child.value)}", child.place, start)
            else:
                yield head
                yield from _lines(child, f"{inner}  ", "", start)
    elif isinstance(node.value, list):
        for child in node.value:
            if isinstance(child.value, str):
                yield _with_place(f"{indent}- {_scalar(child.value)}", child.place, start)
            else:
                yield from _lines(child, indent, "- ", start)


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _with_place(line: str, place: Place, start: Path) -> str:
    try:
        path = os.path.relpath(place.path, start)
    except ValueError:  # on another drive
        path = str(place.path)
    return f"{line:<{_COLUMN}}  # {path}:{place.line}"
