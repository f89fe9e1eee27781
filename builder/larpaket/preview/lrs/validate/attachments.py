"""What a statement says about its attachments (xAPI Data 2.4.11)."""

from __future__ import annotations

from collections.abc import Iterator

from . import formats
from .faults import Fault, inside
from .languages import language_map
from .shapes import formatted, record

SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"
"""The usageType of a signed statement's signature (Data 2.6)."""


def _length(value: object, place: str) -> Iterator[Fault]:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        yield Fault(place, "must be a whole number of octets, 0 or more (Data 2.4.11)")


_ATTACHMENT = record(
    "Data 2.4.11",
    {
        "usageType": formatted(formats.iri),
        "display": language_map,
        "contentType": formatted(formats.media_type),
        "length": _length,
        "sha2": formatted(formats.sha2),
    },
    {"description": language_map, "fileUrl": formatted(formats.iri)},
)


def attachment(value: object, place: str) -> Iterator[Fault]:
    """One attachment's properties."""
    yield from _ATTACHMENT(value, place)
    if (
        isinstance(value, dict)
        and value.get("usageType") == SIGNATURE
        and value.get("contentType") != "application/octet-stream"
    ):
        yield Fault(
            inside(place, "contentType"), "must be application/octet-stream for a signature (Data 2.6)"
        )
