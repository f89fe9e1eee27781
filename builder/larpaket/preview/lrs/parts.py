"""The Agents, Activities and Verbs in a valid statement, to inspect or to rewrite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

Part: TypeAlias = dict[str, Any]
Rewrite: TypeAlias = Callable[[Part], Part]

CONTEXT_ACTIVITIES = ("parent", "grouping", "category", "other")


def object_type(part: Part) -> str:
    """The objectType of a statement's object (Data 2.4.4)."""
    return str(part.get("objectType", "Activity"))


def rewritten(statement: Part, *, actor: Rewrite, activity: Rewrite, verb: Rewrite) -> Part:
    """A copy of the statement with each such part rewritten, in its SubStatement too.

    contextActivities come out as arrays, "even if it arrived as a single Activity Object" (Data 2.4.6.2).
    """
    out = dict(statement)
    out["actor"] = actor(statement["actor"])
    out["verb"] = verb(statement["verb"])
    if "authority" in statement:
        out["authority"] = actor(statement["authority"])
    thing = statement["object"]
    match object_type(thing):
        case "Activity":
            out["object"] = activity(thing)
        case "Agent" | "Group" as kind:
            out["object"] = {
                "objectType": kind,
                **actor(thing),
            }  # required here (Data 2.4.4.2), whatever the rewrite does
        case "SubStatement":
            out["object"] = rewritten(thing, actor=actor, activity=activity, verb=verb)
    if "context" in statement:
        out["context"] = _context(statement["context"], actor, activity)
    return out


def _context(context: Part, actor: Rewrite, activity: Rewrite) -> Part:
    out = dict(context)
    for key in ("instructor", "team"):
        if key in context:
            out[key] = actor(context[key])
    if "contextActivities" in context:
        out["contextActivities"] = {
            key: [activity(one) for one in listed(value)]
            for key, value in context["contextActivities"].items()
        }
    return out


def listed(value: Part | list[Part]) -> list[Part]:
    """A contextActivities value as an array."""
    return value if isinstance(value, list) else [value]


def context_activities(statement: Part) -> Iterator[Part]:
    """The context Activities."""
    for value in statement.get("context", {}).get("contextActivities", {}).values():
        yield from listed(value)


def related_activities(statement: Part) -> Iterator[Part]:
    """The object and the context Activities, including those of a SubStatement (Communication 2.1.3)."""
    thing = statement["object"]
    if object_type(thing) == "Activity":
        yield thing
    elif object_type(thing) == "SubStatement":
        yield from related_activities(thing)
    yield from context_activities(statement)


def main_actors(statement: Part) -> Iterator[Part]:
    """The actor, and the object if it is an Agent or a Group."""
    yield statement["actor"]
    if object_type(statement["object"]) in ("Agent", "Group"):
        yield statement["object"]


def related_actors(statement: Part) -> Iterator[Part]:
    """Actor, object, authority, instructor and team, also of a SubStatement (Communication 2.1.3)."""
    yield from main_actors(statement)
    if object_type(statement["object"]) == "SubStatement":
        yield from related_actors(statement["object"])
    context = statement.get("context", {})
    yield from (
        part for part in (statement.get("authority"), context.get("instructor"), context.get("team")) if part
    )


def unchanged(part: Part) -> Part:
    """The rewrite that changes nothing."""
    return part
