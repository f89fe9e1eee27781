"""Activities and their definitions (xAPI Data 2.4.4.1)."""

from __future__ import annotations

from collections.abc import Iterator

from . import formats
from .faults import Fault
from .interactions import INTERACTION, interaction
from .languages import extensions, language_map
from .shapes import formatted, just, record

_DEFINITION = record(
    "Data 2.4.4.1",
    {},
    {
        "name": language_map,
        "description": language_map,
        "type": formatted(formats.iri),
        "moreInfo": formatted(formats.iri),
        "extensions": extensions,
        **INTERACTION,
    },
)


def definition(value: object, place: str) -> Iterator[Fault]:
    """An Activity Definition."""
    yield from _DEFINITION(value, place)
    if isinstance(value, dict):
        yield from interaction(value, place)


activity = record(
    "Data 2.4.4.1", {"id": formatted(formats.iri)}, {"objectType": just("Activity"), "definition": definition}
)
