"""Captions and chapters against the length of their film."""

from __future__ import annotations

from collections.abc import Iterator

from larpaket.definition.errors import Context
from larpaket.definition.tree import Node
from larpaket.film.vtt import beyond
from larpaket.problems import Problem


def check_lengths(node: Node, context: Context) -> Iterator[Problem]:
    """Captions and chapters at or below `node` that continue after their film has ended."""
    seen = set()
    for found, kind in ((found, kind) for found in node.maps() for kind in ("captions", "chapters")):
        video, cues = found.get("video"), found.get(kind)
        if video is None or cues is None:
            continue
        for language in context.languages or ("",):
            pair = (("video", _named(video, language)), (kind, _named(cues, language)))
            if pair not in seen and pair[0] in context.read and pair[1] in context.read:
                seen.add(pair)
                yield from beyond(context.read[pair[1]], context.read[pair[0]].seconds)


def _named(value: Node, language: str) -> str:
    """The name of the file for `language`, or "" if there is none."""
    found = value.get(language) if isinstance(value.value, dict) else value
    return found.value if found and isinstance(found.value, str) else ""
