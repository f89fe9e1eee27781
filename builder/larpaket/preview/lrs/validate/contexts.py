"""The context (xAPI Data 2.4.6) and statement references (2.4.4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from . import formats
from .activities import activity
from .actors import actor, group
from .faults import Fault
from .languages import extensions
from .shapes import each, formatted, just, record, text

statement_ref = record(
    "Data 2.4.4.3", {"objectType": just("StatementRef"), "id": formatted(formats.statement_id)}, {}
)

_activities = each(activity)


def _one_or_more(value: object, place: str) -> Iterator[Fault]:
    """Also accepts a single Activity, for statements of version 0.95 (Data 2.4.6.2)."""
    yield from (activity if isinstance(value, dict) else _activities)(value, place)


context = record(
    "Data 2.4.6",
    {},
    {
        "registration": formatted(formats.uuid),
        "instructor": actor,
        "team": group,
        "contextActivities": record(
            "Data 2.4.6.2", {}, dict.fromkeys(("parent", "grouping", "category", "other"), _one_or_more)
        ),
        "revision": text,
        "platform": text,
        "language": formatted(formats.language),
        "statement": statement_ref,
        "extensions": extensions,
    },
)
