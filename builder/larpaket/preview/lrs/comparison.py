"""Whether two statements are the same (xAPI Data 2.3.1, Statement Comparison Requirements)."""

from __future__ import annotations

import json
import re

from . import timestamps
from .identity import lower_domain
from .parts import Part, rewritten

_ASSIGNED = ("timestamp", "version")
_CENTISECONDS = re.compile(r"([.,]\d\d)\d+S")


def same(one: Part, other: Part) -> bool:
    """Whether they differ only as the exceptions to immutability allow. Both as they were received.

    The id, authority and stored are not looked at. A timestamp or version that one of them lacks may have
    been set by an LRS on the way.
    """
    left, right = _essence(one), _essence(other)
    for key in _ASSIGNED:
        if key not in left or key not in right:
            left.pop(key, None)
            right.pop(key, None)
    return _told_apart(left) == _told_apart(right)


def _essence(statement: Part) -> Part:
    out = rewritten(statement, actor=_actor, activity=_activity, verb=_verb)
    for key in ("id", "authority", "stored"):
        out.pop(key, None)
    if "objectType" in out["object"] and out["object"]["objectType"] == "SubStatement":
        out["object"] = _essence(out["object"])
    if out["object"].get("objectType") == "StatementRef":
        out["object"] = _lower(out["object"], "id")
    if "timestamp" in out:
        moment = timestamps.read(out["timestamp"])  # the time zone may change, but not the instant
        out["timestamp"] = moment.isoformat(timespec="milliseconds")
    if "context" in out:
        context = _lower(out["context"], "registration", "language")
        if "statement" in context:
            context["statement"] = _lower(context["statement"], "id")
        out["context"] = context
    if "duration" in out.get("result", {}):
        # Data 4.6: precision beyond 0.01 s should not be compared; beyond that a duration is a string.
        out["result"] = {**out["result"], "duration": _CENTISECONDS.sub(r"\1S", out["result"]["duration"])}
    return out


def _actor(actor: Part) -> Part:
    """Members are not an ordered list; a domain and hexadecimal digits have no case."""
    out = dict(actor)
    if "mbox" in out:
        out["mbox"] = lower_domain(out["mbox"])
    if "member" in out:
        out["member"] = sorted(
            (_actor(member) for member in out["member"]),
            key=lambda member: json.dumps(member, sort_keys=True),
        )
    return _lower(out, "mbox_sha1sum")


def _activity(activity: Part) -> Part:
    """Without the definition, which "is not considered part of the Statement itself"."""
    return {key: value for key, value in activity.items() if key != "definition"}


def _verb(verb: Part) -> Part:
    """Without the display, which "is not considered part of the Statement itself"."""
    return {"id": verb["id"]}


def _lower(part: Part, *keys: str) -> Part:
    return {key: value.lower() if key in keys else value for key, value in part.items()}


def _told_apart(value: object) -> object:
    """The value with booleans marked: in Python `True == 1`, in JSON not. 1 and 1.0 are equal in both."""
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, dict):
        return {key: _told_apart(one) for key, one in value.items()}
    return [_told_apart(one) for one in value] if isinstance(value, list) else value
