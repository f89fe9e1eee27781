"""Points in time: RFC 3339 text and aware datetimes (xAPI Data 4.5)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_RFC3339 = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}):(\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})", re.ASCII)


def read(text: str) -> datetime:
    """The instant in UTC, truncated to microseconds; ValueError with a message if invalid.

    The zone is required: without it there is no instant. ISO 8601 has no `-00:00` (4.2.5.1: zero takes a plus
    sign).
    """
    found = _RFC3339.fullmatch(text)
    if found is None:
        raise ValueError(
            "must be a date, a time with seconds and a zone, like 2026-11-24T09:30:00.000Z (Data "
            "4.5, RFC 3339)"
        )
    minute, second, fraction, zone = found.groups()
    if zone == "-00:00":
        raise ValueError("must not have the zone -00:00; write Z or +00:00 (Data 4.5, ISO 8601 4.2.5.1)")
    leap = second == "60"  # RFC 3339 5.7; datetime does not know leap seconds
    try:
        moment = datetime.fromisoformat(f"{minute}:{'59' if leap else second}{(fraction or '')[:7]}{zone}")
        return (moment + timedelta(seconds=int(leap))).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError("must be an existing date and time (Data 4.5)") from error


def write(moment: datetime) -> str:
    """In UTC with six decimals, so that text sorts like time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def in_utc(text: str) -> str:
    """The same instant in UTC (Data 4.5: SHOULD*), with the decimals that were sent."""
    if text.endswith("Z"):
        return text
    found = _RFC3339.fullmatch(text)
    if found is None or found[2] == "60":
        return text
    return read(text).replace(microsecond=0).isoformat().removesuffix("+00:00") + (found[3] or "") + "Z"
