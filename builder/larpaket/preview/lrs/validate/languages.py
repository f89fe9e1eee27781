"""Language maps (xAPI Data 4.2) and extensions (4.1): objects whose keys have a format."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import formats
from .faults import Check, Fault, entry, kind
from .shapes import text


def _anything(value: object, place: str) -> Iterator[Fault]:
    """Accepts anything: an LRS must not refuse an extension for its value (Data 4.1)."""
    yield from ()


def _keyed(key_format: Callable[[str], object], item: Check, section: str) -> Check:
    def check(value: object, place: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(place, f"must be an object, not {kind(value)} ({section})")
            return
        for key, one in value.items():
            try:
                key_format(key)
            except ValueError as error:
                yield Fault(entry(place, key), f"its key {error}")
            yield from item(one, entry(place, key))

    return check


language_map = _keyed(formats.language, text, "Data 4.2")
extensions = _keyed(formats.iri, _anything, "Data 4.1")
