"""Agents and Groups (xAPI Data 2.4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from . import formats
from .faults import Check, Fault, inside
from .shapes import each, formatted, just, record, text

_ACCOUNT = record("Data 2.4.2.4", {"homePage": formatted(formats.iri), "name": text}, {})

IDENTIFIERS: dict[str, Check] = {
    "mbox": formatted(formats.mailto),
    "mbox_sha1sum": formatted(formats.sha1sum),
    "openid": formatted(formats.uri),
    "account": _ACCOUNT,
}
"""The inverse functional identifiers (Data 2.4.2.3)."""

_AGENT = record("Data 2.4.2.1", {}, {"objectType": just("Agent"), "name": text, **IDENTIFIERS})


def agent(value: object, place: str) -> Iterator[Fault]:
    """An Agent: exactly one identifier (Data 2.4.2.1)."""
    yield from _AGENT(value, place)
    if isinstance(value, dict):
        yield from _count(value, place, at_least=1, who="an Agent", section="Data 2.4.2.1")


_GROUP = record(
    "Data 2.4.2.2", {"objectType": just("Group")}, {"name": text, "member": each(agent), **IDENTIFIERS}
)


def group(value: object, place: str) -> Iterator[Fault]:
    """A Group: exactly one identifier, or anonymous with members; members are Agents (Data 2.4.2.2)."""
    yield from _GROUP(value, place)
    if not isinstance(value, dict):
        return
    yield from _count(value, place, at_least=0, who="a Group", section="Data 2.4.2.2")
    if not any(key in value for key in IDENTIFIERS) and value.get("member") in (None, []):
        yield Fault(
            inside(place, "member"), "must list the Agents of a Group that has no identifier (Data 2.4.2.2)"
        )


def identified_group(value: object, place: str) -> Iterator[Fault]:
    """A Group with an identifier."""
    yield from group(value, place)
    if isinstance(value, dict):
        yield from _count(value, place, at_least=1, who="an identified Group", section="Data 2.4.2.2")


def actor(value: object, place: str) -> Iterator[Fault]:
    """An Agent or a Group; without objectType, an Agent (Data 2.4.2)."""
    yield from _by_kind(value, place, group)


def agent_or_identified_group(value: object, place: str) -> Iterator[Fault]:
    """What the query parameter `agent` may be (Communication 2.1.3)."""
    yield from _by_kind(value, place, identified_group)


def authority(value: object, place: str) -> Iterator[Fault]:
    """An Agent, or an anonymous Group of two Agents, application and user (Data 2.4.9)."""
    yield from actor(value, place)
    if isinstance(value, dict) and value.get("objectType") == "Group":
        members = value.get("member")
        if any(key in value for key in IDENTIFIERS) or not isinstance(members, list) or len(members) != 2:
            yield Fault(
                place, "must be an Agent, or a Group of just two Agents, application and user (Data 2.4.9)"
            )


def _by_kind(value: object, place: str, group_rule: Check) -> Iterator[Fault]:
    kind = value.get("objectType", "Agent") if isinstance(value, dict) else "Agent"
    if kind not in ("Agent", "Group"):
        yield Fault(
            inside(place, "objectType"), "must be `Agent` or `Group`, written exactly so (Data 2.4.2)"
        )
        return
    yield from (group_rule if kind == "Group" else agent)(value, place)


def _count(value: dict[str, object], place: str, *, at_least: int, who: str, section: str) -> Iterator[Fault]:
    used = [key for key in IDENTIFIERS if key in value]
    if len(used) > 1:
        yield Fault(place, f"{who} must have only one identifier, not {' and '.join(used)} ({section})")
    elif len(used) < at_least:
        yield Fault(place, f"{who} needs one of mbox, mbox_sha1sum, openid, account ({section})")
