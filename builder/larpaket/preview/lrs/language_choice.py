"""Chooses one language from a language map by Accept-Language (xAPI Communication 2.1.3, RFC 2616, 14.4)."""

from __future__ import annotations

import re
from collections.abc import Mapping

_RANGE = re.compile(r"\s*([A-Za-z0-9*-]+)\s*(?:;\s*q\s*=\s*([01](?:\.\d*)?)\s*)?")


def ranges(header: str) -> list[str]:
    """The language ranges in lower case, best first, without those of quality 0."""
    found = [match for piece in header.split(",") if (match := _RANGE.fullmatch(piece))]
    weighed = [(float(match[2] or 1), match[1].lower()) for match in found]
    return [name for quality, name in sorted(weighed, key=lambda pair: -pair[0]) if quality > 0]


def one_language(texts: Mapping[str, str], wanted: list[str]) -> dict[str, str]:
    """The map with the best entry only, or the first if no range matches; an empty map stays empty."""
    for name in wanted:
        for tag, text in texts.items():
            if name in ("*", tag.lower()) or tag.lower().startswith(f"{name}-"):
                return {tag: text}
    return dict(list(texts.items())[:1])
