"""What an LMS would show of a learner, from what it has confirmed: never from what the player believes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_CLOCK = re.compile(r"(\d{2,4}):(\d{2}):(\d{2}(?:\.\d+)?)")
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
_FINISHED = {"completed": "done", "passed": "passed", "failed": "failed"}
_VERBS = {
    "http://adlnet.gov/expapi/verbs/completed": "done",
    "http://adlnet.gov/expapi/verbs/passed": "passed",
    "http://adlnet.gov/expapi/verbs/failed": "failed",
}
_TERMINATED = "http://adlnet.gov/expapi/verbs/terminated"


@dataclass(frozen=True, slots=True)
class Standing:
    """`status` is `none`, `started`, `done`, `passed` or `failed`; `seconds` are of all sessions; `score`
    is as it was sent, or "".
    """

    status: str = "none"
    seconds: float = 0
    score: str = ""


def of_record(scorm: str, values: Mapping[str, str], before: float) -> Standing:
    """From the elements that the LMS has stored; `before` are the seconds of earlier sessions."""
    if scorm == "1.2":
        status, score = values.get("cmi.core.lesson_status", ""), values.get("cmi.core.score.raw", "")
        spent = seconds_of(values.get("cmi.core.session_time", ""))
    else:
        success = values.get("cmi.success_status", "")
        status = success if success in ("passed", "failed") else values.get("cmi.completion_status", "")
        score = values.get("cmi.score.raw", "")
        spent = seconds_of(values.get("cmi.session_time", ""))
    known = status not in ("", "not attempted", "unknown") or bool(values)
    return Standing(_FINISHED.get(status, "started" if known else "none"), before + spent, score)


def of_statements(activity: str, statements: Iterable[Mapping[str, Any]]) -> Standing:
    """From the statements that the LRS has accepted about the activity that was launched."""
    found = Standing()
    for statement in statements:
        if statement.get("object", {}).get("id") != activity:
            continue
        verb, result = statement["verb"]["id"], statement.get("result", {})
        status = _VERBS.get(verb, "started" if found.status == "none" else found.status)
        spent = seconds_of(result.get("duration", "")) if verb == _TERMINATED else 0
        raw = result.get("score", {}).get("raw")
        found = Standing(status, found.seconds + spent, found.score if raw is None else f"{raw:g}")
    return found


def seconds_of(time: str) -> float:
    """A CMITimespan (`0000:00:42.00`) or an ISO 8601 duration (`PT42S`) in seconds; 0 if it is neither."""
    if clock := _CLOCK.fullmatch(time):
        return int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3])
    if time and (parts := _DURATION.fullmatch(time)):
        days, hours, minutes, rest = (float(part or 0) for part in parts.groups())
        return days * 86400 + hours * 3600 + minutes * 60 + rest
    return 0
