"""Statements and SubStatements (xAPI Data 2.4)."""

from __future__ import annotations

from collections.abc import Iterator

from .. import timestamps
from . import formats
from .activities import activity
from .actors import actor, agent, authority, group
from .attachments import attachment
from .contexts import context, statement_ref
from .faults import Check, Fault, inside, kind
from .languages import language_map
from .results import result
from .shapes import each, formatted, just, record

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
"""The only verb that has a meaning for an LRS (Data 2.3.2)."""

_timestamp = formatted(timestamps.read)

_VERB = record("Data 2.4.3", {"id": formatted(formats.iri)}, {"display": language_map})

_OBJECTS: dict[str, Check] = {
    "Activity": activity,
    "Agent": agent,
    "Group": group,
    "StatementRef": statement_ref,
}

_OPTIONAL: dict[str, Check] = {
    "result": result,
    "context": context,
    "timestamp": _timestamp,
    "attachments": each(attachment),
}


def _object(value: object, place: str, more: dict[str, Check]) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(place, f"must be an object, not {kind(value)} (Data 2.4.4)")
        return
    name = value.get(
        "objectType", "Activity"
    )  # Data 2.4.4: "If not specified, the objectType is assumed to be Activity"
    rule = {**_OBJECTS, **more}.get(name) if isinstance(name, str) else None
    if rule is not None:
        yield from rule(value, place)
    elif name == "SubStatement":
        yield Fault(place, "must not be a SubStatement: they cannot be nested (Data 2.4.4.3)")
    else:
        words = ", ".join([*_OBJECTS, "SubStatement"])
        yield Fault(inside(place, "objectType"), f"must be one of {words}, written exactly so (Data 2.4.4)")


def _nested_object(value: object, place: str) -> Iterator[Fault]:
    yield from _object(value, place, {})


_SUBSTATEMENT = record(
    "Data 2.4.4.3",
    {"objectType": just("SubStatement"), "actor": actor, "verb": _VERB, "object": _nested_object},
    _OPTIONAL,
)


def _substatement(value: object, place: str) -> Iterator[Fault]:
    yield from _SUBSTATEMENT(value, place)
    yield from _across(value, place)


def _any_object(value: object, place: str) -> Iterator[Fault]:
    yield from _object(value, place, {"SubStatement": _substatement})


_STATEMENT = record(
    "Data 2.4",
    {"actor": actor, "verb": _VERB, "object": _any_object},
    {
        "id": formatted(formats.statement_id),
        "stored": _timestamp,
        "authority": authority,
        "version": formatted(formats.version),
        **_OPTIONAL,
    },
)


def statement(value: object, place: str = "") -> Iterator[Fault]:
    """Every rule that a statement violates, in the order of its properties."""
    yield from _STATEMENT(value, place)
    yield from _across(value, place)


def _across(value: object, place: str) -> Iterator[Fault]:
    """How the parts of a statement depend on each other."""
    if not isinstance(value, dict):
        return
    thing, verb, setting = value.get("object"), value.get("verb"), value.get("context")
    name = thing.get("objectType", "Activity") if isinstance(thing, dict) else None
    if isinstance(verb, dict) and verb.get("id") == VOIDED and name != "StatementRef":
        yield Fault(
            inside(place, "object"), "must be a StatementRef, because the verb is voided (Data 2.3.2)"
        )
    if isinstance(setting, dict) and name != "Activity":
        for key in ("revision", "platform"):
            if key in setting:
                yield Fault(
                    f"{inside(place, 'context')}.{key}",
                    "may only be used when the statement's object is an Activity (Data 2.4.6)",
                )
