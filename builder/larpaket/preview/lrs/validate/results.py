"""The result and its score (xAPI Data 2.4.5)."""

from __future__ import annotations

from collections.abc import Iterator

from . import formats
from .faults import Fault, inside
from .languages import extensions
from .shapes import boolean, formatted, is_number, number, record, text

_SCORE = record("Data 2.4.5.1", {}, dict.fromkeys(("scaled", "raw", "min", "max"), number))


def score(value: object, place: str) -> Iterator[Fault]:
    """-1 ≤ scaled ≤ 1, min ≤ raw ≤ max, min < max (Data 2.4.5.1)."""
    yield from _SCORE(value, place)
    if not isinstance(value, dict):
        return
    scaled, raw, low, high = (
        value.get(key) if is_number(value.get(key)) else None for key in ("scaled", "raw", "min", "max")
    )
    if scaled is not None and not -1 <= scaled <= 1:
        yield Fault(inside(place, "scaled"), "must be between -1 and 1 (Data 2.4.5.1)")
    if raw is not None and low is not None and raw < low:
        yield Fault(inside(place, "raw"), "must not be less than min (Data 2.4.5.1)")
    if raw is not None and high is not None and raw > high:
        yield Fault(inside(place, "raw"), "must not be greater than max (Data 2.4.5.1)")
    if low is not None and high is not None and low >= high:
        yield Fault(inside(place, "min"), "must be less than max (Data 2.4.5.1)")


result = record(
    "Data 2.4.5",
    {},
    {
        "score": score,
        "success": boolean,
        "completion": boolean,
        "response": text,
        "duration": formatted(formats.duration),
        "extensions": extensions,
    },
)
